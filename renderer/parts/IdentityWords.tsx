import { Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Identity } from '../../electron/contract/upstream.ts'
import { useFormats } from './useFormats.ts'

/** Below this nobody notices, and the upstream's own answer is only so exact. */
const tolerableSkewMs = 5_000

/** Who the upstream says we are, how fast it answered and whether the clocks agree. */
export function IdentityWords({ identity }: { identity: Identity }) {
  const { t } = useTranslation()
  const { milliseconds } = useFormats()
  const { organisation, till, person, latencyMs, notice } = identity
  const who = [organisation, till].filter(Boolean).join(' · ')
  const latency = milliseconds(latencyMs)
  return (
    <Stack gap={2}>
      <Text size="sm">{who ? t('upstreams.answeredAs', { who, latency }) : t('upstreams.answered', { latency })}</Text>
      {person && <Text size="sm">{t('upstreams.signInDoneAs', { person })}</Text>}
      <ClockWords skewMs={identity.clockSkewMs} />
      {notice && (
        <Text size="sm" dir="ltr" lang="en">
          {notice}
        </Text>
      )}
    </Stack>
  )
}

function ClockWords({ skewMs }: { skewMs: number | undefined }) {
  const { t } = useTranslation()
  const { duration } = useFormats()
  if (skewMs === undefined) return null
  const skew = duration(skewMs)
  if (Math.abs(skewMs) < tolerableSkewMs) return <Text size="sm">{t('upstreams.clockFits')}</Text>
  return <Text size="sm">{t(skewMs > 0 ? 'upstreams.clockAhead' : 'upstreams.clockBehind', { skew })}</Text>
}
