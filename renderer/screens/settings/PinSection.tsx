import { Button, Group, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PinStatus } from '../../../electron/contract/pin.ts'
import { agent, calls } from '../../agent/agent.ts'
import { ConfirmButton } from '../../parts/ConfirmButton.tsx'
import { Loading } from '../../parts/Loading.tsx'
import { Outcome } from '../../parts/Outcome.tsx'
import { Panel } from '../../parts/Panel.tsx'
import { usePinGate } from '../../parts/PinGate.tsx'
import { Refusal } from '../../parts/Refusal.tsx'
import { useManagerCall } from '../../parts/useManagerCall.ts'
import { PinChoice } from './PinChoice.tsx'

/** The manager's PIN: whether there is one, and setting, changing or removing it. */
export function PinSection() {
  const { t } = useTranslation()
  const gate = usePinGate()
  const { data, error, refetch } = useQuery(calls.pin.status.queryOptions())
  const [isChoosing, setChoosing] = useState(false)
  const [said, setSaid] = useState<string>()
  const done = (sentence: string) => {
    setChoosing(false)
    setSaid(sentence)
    void refetch()
  }
  const set = useManagerCall(
    (pin: string) => agent.pin.set({ pin }),
    () => done(t('pin.wasSet')),
  )
  const remove = useManagerCall(
    () => agent.pin.remove(),
    () => done(t('pin.wasRemoved')),
  )
  const lock = useManagerCall(
    () => agent.pin.lock(),
    () => done(t('pin.wasLocked')),
  )
  // The old one is asked for before the new one is thought of.
  const choose = async ({ isUnlocked }: PinStatus) => {
    setSaid(undefined)
    if (isUnlocked || (await gate.ask())) setChoosing(true)
  }
  return (
    <Panel title={t('pin.title')} subtitle={t('pin.explain')}>
      <Refusal error={error ?? set.error ?? remove.error ?? lock.error} />
      {!data && !error && <Loading />}
      {data && !isChoosing && (
        <>
          <Text>
            {t(data.isSet ? 'pin.isSet' : 'pin.isNotSet')}{' '}
            {data.isSet && t(data.isUnlocked ? 'pin.unlocked' : 'pin.locked')}
          </Text>
          <Group gap="sm">
            <Button variant="default" onClick={() => void choose(data)}>
              {t(data.isSet ? 'pin.change' : 'pin.set')}
            </Button>
            {data.isSet && data.isUnlocked && (
              <Button variant="default" loading={lock.isPending} onClick={() => lock.run()}>
                {t('pin.lock')}
              </Button>
            )}
            {data.isSet && !data.isUnlocked && (
              <Button variant="default" onClick={() => void gate.ask().then(() => refetch())}>
                {t('pin.unlock')}
              </Button>
            )}
            {data.isSet && (
              <ConfirmButton
                label={t('pin.remove')}
                question={t('pin.removeTitle')}
                confirmLabel={t('pin.remove')}
                loading={remove.isPending}
                onConfirm={() => remove.run()}
              />
            )}
          </Group>
        </>
      )}
      {isChoosing && (
        <PinChoice isBusy={set.isPending} onChosen={(pin) => set.run(pin)} onCancel={() => setChoosing(false)} />
      )}
      <Outcome>{said}</Outcome>
    </Panel>
  )
}
