import { Button, Group, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PinLevel, PinStatus } from '#contract/pin.ts'
import { agent, calls } from '#renderer/agent/agent.ts'
import { ErrorNotice } from '#renderer/parts/fault/ErrorNotice.tsx'
import { SuccessNotice } from '#renderer/parts/fault/SuccessNotice.tsx'
import { ConfirmButton } from '#renderer/parts/form/ConfirmButton.tsx'
import { Loading } from '#renderer/parts/layout/Loading.tsx'
import { Panel } from '#renderer/parts/layout/Panel.tsx'
import { usePinGate } from '#renderer/parts/pin/PinGate.tsx'
import { useManagerCall } from '#renderer/parts/pin/useManagerCall.ts'
import { PinChoice } from './PinChoice.tsx'

type State = { step: 'shown'; notice?: string } | { step: 'choosing'; level: PinLevel }

/** Shows which PINs are set, and sets, changes, removes or locks them. */
export function PinSection() {
  const { t } = useTranslation()
  const gate = usePinGate()
  const { data, error, refetch } = useQuery(calls.pin.status.queryOptions())
  const [state, setState] = useState<State>({ step: 'shown' })
  const done = (notice: string) => {
    setState({ step: 'shown', notice })
    void refetch()
  }
  const set = useManagerCall(
    ({ pin, level }: { pin: string; level: PinLevel }) => agent.pin.set({ pin, level }),
    () => done(t(state.step === 'choosing' && state.level === 'shift-lead' ? 'pin.lead.wasSet' : 'pin.wasSet')),
  )
  const remove = useManagerCall(
    () => agent.pin.remove(),
    () => done(t('pin.wasRemoved')),
  )
  const removeLead = useManagerCall(
    () => agent.pin.remove({ level: 'shift-lead' }),
    () => done(t('pin.lead.wasRemoved')),
  )
  const { data: status } = useQuery(calls.status.queryOptions())
  const isPending = status?.concerns.some(({ code }) => code === 'NO_PIN') === true
  const decline = useManagerCall(
    () => agent.pin.decline(),
    () => done(t('pin.wasDeclined')),
  )
  const lock = useManagerCall(
    () => agent.pin.lock(),
    () => done(t('pin.wasLocked')),
  )
  /** Asks for the old PIN before the new one. */
  const choose = async ({ isUnlocked }: PinStatus, level: PinLevel) => {
    setState({ step: 'shown' })
    if (isUnlocked || (await gate.requestPin())) setState({ step: 'choosing', level })
  }
  return (
    <Panel title={t('pin.title')} subtitle={t('pin.explain')}>
      <ErrorNotice error={error ?? set.error ?? remove.error ?? removeLead.error ?? decline.error ?? lock.error} />
      {!data && !error && <Loading />}
      {data && state.step === 'shown' && (
        <>
          <Text>
            {t(data.isSet ? 'pin.isSet' : 'pin.isNotSet')}{' '}
            {data.isSet && t(data.isUnlocked ? 'pin.unlocked' : 'pin.locked')}
          </Text>
          <Group gap="sm">
            <Button variant="default" onClick={() => void choose(data, 'manager')}>
              {t(data.isSet ? 'pin.change' : 'pin.set')}
            </Button>
            {isPending && (
              <Button variant="subtle" loading={decline.isPending} onClick={() => decline.run()}>
                {t('pin.decline')}
              </Button>
            )}
            {data.isSet && data.isUnlocked && (
              <Button variant="default" loading={lock.isPending} onClick={() => lock.run()}>
                {t('pin.lock')}
              </Button>
            )}
            {data.isSet && !data.isUnlocked && (
              <Button variant="default" onClick={() => void gate.requestPin().then(() => refetch())}>
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
          {data.isSet && (
            <>
              <Text>{t(data.hasShiftLead ? 'pin.lead.isSet' : 'pin.lead.isNotSet')}</Text>
              <Group gap="sm">
                <Button variant="default" onClick={() => void choose(data, 'shift-lead')}>
                  {t(data.hasShiftLead ? 'pin.lead.change' : 'pin.lead.set')}
                </Button>
                {data.hasShiftLead && (
                  <Button variant="subtle" loading={removeLead.isPending} onClick={() => removeLead.run()}>
                    {t('pin.lead.remove')}
                  </Button>
                )}
              </Group>
            </>
          )}
        </>
      )}
      {state.step === 'choosing' && (
        <PinChoice
          isBusy={set.isPending}
          onChosen={(pin) => set.run({ pin, level: state.level })}
          onCancel={() => setState({ step: 'shown' })}
        />
      )}
      <SuccessNotice>{state.step === 'shown' && state.notice}</SuccessNotice>
    </Panel>
  )
}
