import { Alert, Button, Text } from '@mantine/core'
import { IconClockCheck, IconClockExclamation, IconInfoCircle } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Identity, UpstreamView } from '../../../electron/contract/upstream.ts'
import { agent } from '../../agent/agent.ts'
import { Refusal } from '../../parts/Refusal.tsx'
import { useFormats } from '../../parts/useFormats.ts'
import { useManagerCall } from '../../parts/useManagerCall.ts'
import { SignIn } from '../upstreams/SignIn.tsx'
import classes from './firstRun.module.css'
import { StepFrame } from './StepFrame.tsx'
import { clockVerdict } from './setUp.ts'

interface IdentityStepProps {
  upstream: UpstreamView
  identity: Identity | undefined
  needsSignIn: boolean
  onRight: () => void
  onRemoved: () => void
}

/** The cloud says who it thinks we are, and a person says whether that is so: a till of another store sells for that one. */
export function IdentityStep({ upstream, identity, needsSignIn, onRight, onRemoved }: IdentityStepProps) {
  const { t } = useTranslation()
  const remove = useManagerCall(() => agent.upstreams.remove({ id: upstream.id, force: true }), onRemoved)
  const { organisation, till, notice } = identity ?? {}
  const isNamed = organisation !== undefined || till !== undefined
  return (
    <StepFrame
      title={t(isNamed ? 'firstRun.identity.title' : 'firstRun.identity.unnamedTitle')}
      text={isNamed ? t('firstRun.identity.text') : undefined}
      next={t(isNamed ? 'firstRun.identity.yes' : 'parts.next')}
      onNext={onRight}
      others={
        <Button variant="default" size="lg" loading={remove.isPending} onClick={() => remove.run()}>
          {t('firstRun.identity.no')}
        </Button>
      }
    >
      {isNamed && (
        <dl className={classes.named}>
          {organisation !== undefined && (
            <div>
              <dt>{t('firstRun.identity.organisation')}</dt>
              <dd>
                <bdi>{organisation}</bdi>
              </dd>
            </div>
          )}
          {till !== undefined && (
            <div>
              <dt>{t('firstRun.identity.till')}</dt>
              <dd>
                <bdi>{till}</bdi>
              </dd>
            </div>
          )}
        </dl>
      )}
      {!identity && !needsSignIn && (
        <Alert color="yellow" icon={<IconInfoCircle aria-hidden />}>
          {t('firstRun.identity.untested')}
        </Alert>
      )}
      {needsSignIn && <SignIn id={upstream.id} />}
      <ClockWords skewMs={identity?.clockSkewMs} />
      {notice && (
        <Text size="sm" dir="ltr" lang="en">
          {notice}
        </Text>
      )}
      <Refusal error={remove.error} />
    </StepFrame>
  )
}

function ClockWords({ skewMs }: { skewMs: number | undefined }) {
  const { t } = useTranslation()
  const { duration } = useFormats()
  const verdict = clockVerdict(skewMs)
  switch (verdict) {
    case 'unknown':
      return null
    case 'right':
      return (
        <Text className={classes.line ?? ''}>
          <IconClockCheck aria-hidden />
          {t('firstRun.identity.clock.right')}
        </Text>
      )
    case 'behind':
    case 'ahead':
      return (
        <Alert
          color="yellow"
          icon={<IconClockExclamation aria-hidden />}
          title={t(`firstRun.identity.clock.${verdict}`, { skew: duration(skewMs ?? 0) })}
        >
          {t('firstRun.identity.clock.remedy')}
        </Alert>
      )
  }
}
