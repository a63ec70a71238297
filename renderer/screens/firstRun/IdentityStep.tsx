import { Alert, Button, Text } from '@mantine/core'
import { IconClockCheck, IconClockExclamation, IconInfoCircle } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Identity, UpstreamView } from '#contract/upstream.ts'
import { agent } from '#renderer/agent/agent.ts'
import { ErrorNotice } from '#renderer/parts/fault/ErrorNotice.tsx'
import { useFormats } from '#renderer/parts/format/useFormats.ts'
import { useManagerCall } from '#renderer/parts/pin/useManagerCall.ts'
import { SignIn } from '#renderer/parts/upstream/SignIn.tsx'
import classes from './firstRun.module.css'
import { StepFrame } from './StepFrame.tsx'
import { assessClock } from './setUp.ts'

interface IdentityStepProps {
  upstream: UpstreamView
  identity: Identity | undefined
  onConfirmed: () => void
  onRemoved: () => void
}

/**
 * Shows the organisation and till that the upstream reports, for a person to confirm: with another store's credential, sales
 * would count for that store.
 */
export function IdentityStep({ upstream, identity, onConfirmed, onRemoved }: IdentityStepProps) {
  const { t } = useTranslation()
  const remove = useManagerCall(() => agent.upstreams.remove({ id: upstream.id, force: true }), onRemoved)
  const confirm = useManagerCall(() => agent.upstreams.confirm({ id: upstream.id }), onConfirmed)
  // The upstream's own view after a sign-in or a reload, which the guide did not see itself.
  const { organisation = upstream.organisation, till = upstream.till, notice } = identity ?? {}
  const isUntested = !identity && !upstream.signsInWithBrowser && organisation === undefined && till === undefined
  const isNamed = organisation !== undefined || till !== undefined
  return (
    <StepFrame
      title={t(isNamed ? 'firstRun.identity.title' : 'firstRun.identity.unnamedTitle')}
      text={isNamed ? t('firstRun.identity.text') : undefined}
      next={t(isNamed ? 'firstRun.identity.yes' : 'parts.next')}
      isBusy={confirm.isPending}
      // Without a test nobody knows whose credential it is, so nobody can confirm it yet.
      onNext={() => (isUntested ? onConfirmed() : confirm.run())}
      otherActions={
        <Button variant="default" size="lg" loading={remove.isPending} onClick={() => remove.run()}>
          {t('firstRun.identity.no')}
        </Button>
      }
    >
      {isNamed && (
        <dl className={classes.facts}>
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
      {isUntested && (
        <Alert color="yellow" icon={<IconInfoCircle aria-hidden />}>
          {t('firstRun.identity.untested')}
        </Alert>
      )}
      {upstream.signsInWithBrowser && <SignIn id={upstream.id} />}
      <ClockNotice skewMs={identity?.clockSkewMs} />
      {notice && (
        <Text size="sm" dir="ltr" lang="en">
          {notice}
        </Text>
      )}
      <ErrorNotice error={remove.error ?? confirm.error} />
    </StepFrame>
  )
}

function ClockNotice({ skewMs }: { skewMs: number | undefined }) {
  const { t } = useTranslation()
  const { duration } = useFormats()
  const clock = assessClock(skewMs)
  switch (clock) {
    case 'unknown':
      return null
    case 'right':
      return (
        <Text className={classes.iconLine ?? ''}>
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
          title={t(`firstRun.identity.clock.${clock}`, { skew: duration(skewMs ?? 0) })}
        >
          {t('firstRun.identity.clock.remedy')}
        </Alert>
      )
  }
}
