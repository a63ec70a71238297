import { Button, Text } from '@mantine/core'
import { IconCircleCheck, IconInfoCircle } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { calls } from '#renderer/agent/agent.ts'
import { useFormats } from '#renderer/parts/format/useFormats.ts'
import classes from './firstRun.module.css'
import { StepFrame } from './StepFrame.tsx'

interface ReadyStepProps {
  onDone: () => void
  onSetPin: () => void
  onBack: () => void
}

/** Says whether the till is ready, with the store and the clients it is ready for. */
export function ReadyStep({ onDone, onSetPin, onBack }: ReadyStepProps) {
  const { t } = useTranslation()
  const { list } = useFormats()
  const { data: upstreams = [] } = useQuery(calls.upstreams.list.queryOptions())
  const { data: clients = [] } = useQuery(calls.clients.list.queryOptions())
  const { data: status } = useQuery(calls.status.queryOptions())
  // The PIN is asked for on this very step.
  const open = status?.concerns.filter(({ code }) => code !== 'NO_PIN') ?? []
  const isReady = (status?.condition === 'ready' || status?.condition === 'attention') && open.length === 0
  // One sentence for the usual case; Status has all of them.
  const missing = open.every(({ code }) => code === 'NO_CLIENT') ? 'almostNoClient' : 'almostText'
  const { data: settings } = useQuery(calls.settings.list.queryOptions())
  const store = settings?.find(({ name }) => name === 'store.name')?.value
  const { data: pin } = useQuery(calls.pin.status.queryOptions())
  const [first] = upstreams
  const names = [store, first?.organisation, first?.till].filter((name) => name !== undefined)
  return (
    <StepFrame
      title={t(isReady ? 'firstRun.ready.title' : 'firstRun.ready.almostTitle')}
      text={t(isReady ? 'firstRun.ready.text' : `firstRun.ready.${missing}`)}
      next={t('firstRun.ready.done')}
      onBack={onBack}
      onNext={onDone}
      otherActions={
        pin?.isSet === false && (
          <Button variant="default" size="lg" onClick={onSetPin}>
            {t('pin.set')}
          </Button>
        )
      }
    >
      <span className={classes.statusIcon} data-ready={isReady || undefined}>
        {isReady ? <IconCircleCheck size={72} aria-hidden /> : <IconInfoCircle size={72} aria-hidden />}
      </span>
      <dl className={classes.facts}>
        <div>
          <dt>{t('firstRun.ready.store')}</dt>
          <dd>
            <bdi>{names.length > 0 ? names.join(' · ') : upstreams.map(({ id }) => id).join(', ')}</bdi>
          </dd>
        </div>
        <div>
          <dt>{t('shell.clients')}</dt>
          <dd>
            <bdi>{clients.length > 0 ? list(clients.map(({ name }) => name)) : t('firstRun.ready.noClients')}</bdi>
          </dd>
        </div>
      </dl>
      {pin?.isSet === false && <Text>{t('firstRun.ready.pin')}</Text>}
    </StepFrame>
  )
}
