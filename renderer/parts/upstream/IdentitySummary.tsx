import { Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Identity } from '#contract/upstream.ts'
import { useFormats } from '#renderer/parts/format/useFormats.ts'

/** HTTP dates are whole seconds and responses take time: a smaller skew is within the error of the measurement. */
const tolerableSkewMs = 5_000

/** The names by which the upstream knows this till, its response time, and whether the clocks agree. */
export function IdentitySummary({ identity }: { identity: Identity }) {
  const { t } = useTranslation()
  const { milliseconds } = useFormats()
  const { organisation, till, person, latencyMs, notice } = identity
  const who = [organisation, till].filter(Boolean).join(' · ')
  const latency = milliseconds(latencyMs)
  return (
    <Stack gap={2}>
      <Text size="sm">{who ? t('upstreams.answeredAs', { who, latency }) : t('upstreams.answered', { latency })}</Text>
      {person && <Text size="sm">{t('upstreams.signInDoneAs', { person })}</Text>}
      <ClockSkew skewMs={identity.clockSkewMs} />
      {notice && (
        <Text size="sm" dir="ltr" lang="en">
          {notice}
        </Text>
      )}
    </Stack>
  )
}

function ClockSkew({ skewMs }: { skewMs: number | undefined }) {
  const { t } = useTranslation()
  const { duration } = useFormats()
  if (skewMs === undefined) return null
  const skew = duration(skewMs)
  if (Math.abs(skewMs) < tolerableSkewMs) return <Text size="sm">{t('upstreams.clockFits')}</Text>
  return <Text size="sm">{t(skewMs > 0 ? 'upstreams.clockAhead' : 'upstreams.clockBehind', { skew })}</Text>
}
