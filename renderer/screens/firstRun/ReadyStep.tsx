import { IconCircleCheck, IconInfoCircle } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { calls } from '../../agent/agent.ts'
import { useFormats } from '../../parts/useFormats.ts'
import classes from './firstRun.module.css'
import { StepFrame } from './StepFrame.tsx'

interface ReadyStepProps {
  onDone: () => void
  onBack: () => void
}

export function ReadyStep({ onDone, onBack }: ReadyStepProps) {
  const { t } = useTranslation()
  const { list } = useFormats()
  const { data: upstreams = [] } = useQuery(calls.upstreams.list.queryOptions())
  const { data: clients = [] } = useQuery(calls.clients.list.queryOptions())
  const isReady = upstreams.length > 0 && upstreams.every(({ state }) => state === 'ready')
  const [first] = upstreams
  const names = [first?.organisation, first?.till].filter((name) => name !== undefined)
  return (
    <StepFrame
      title={t(isReady ? 'firstRun.ready.title' : 'firstRun.ready.almostTitle')}
      text={t(isReady ? 'firstRun.ready.text' : 'firstRun.ready.almostText')}
      next={t('firstRun.ready.done')}
      onBack={onBack}
      onNext={onDone}
    >
      <span className={classes.sign} data-ready={isReady || undefined}>
        {isReady ? <IconCircleCheck size={72} aria-hidden /> : <IconInfoCircle size={72} aria-hidden />}
      </span>
      <dl className={classes.named}>
        <div>
          <dt>{t('firstRun.ready.store')}</dt>
          <dd>
            <bdi>{names.length > 0 ? names.join(' · ') : upstreams.map(({ id }) => id).join(', ')}</bdi>
          </dd>
        </div>
        <div>
          <dt>{t('shell.programs')}</dt>
          <dd>
            <bdi>{clients.length > 0 ? list(clients.map(({ name }) => name)) : t('firstRun.ready.noPrograms')}</bdi>
          </dd>
        </div>
      </dl>
    </StepFrame>
  )
}
