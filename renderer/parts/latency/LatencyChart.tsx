import { Button, Group, Stack, Text } from '@mantine/core'
import { useInterval } from '@mantine/hooks'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { LatencyMinute } from '#contract/traffic.ts'
import { useFormats } from '#renderer/parts/format/useFormats.ts'
import classes from './LatencyChart.module.css'
import { LatencyTable } from './LatencyTable.tsx'
import { latencyScale, latencySummary, minutesShown } from './latencyScale.ts'

const height = 60
const minuteMs = 60_000

interface LatencyChartProps {
  upstream: string
  minutes: readonly LatencyMinute[]
}

/** An upstream's response time by minute over the last hour: the mean as a bar in front of the maximum. */
export function LatencyChart({ upstream, minutes }: LatencyChartProps) {
  const { t } = useTranslation()
  const { milliseconds, number, relative } = useFormats()
  const [now, setNow] = useState(Date.now)
  const [asTable, setAsTable] = useState(false)
  useInterval(() => setNow(Date.now()), minuteMs, { autoInvoke: true })
  const summary = latencySummary(minutes)
  if (!summary)
    return (
      <Text size="sm" c="dimmed">
        {t('status.latency.none')}
      </Text>
    )
  const { bars, topMs } = latencyScale(minutes, Math.max(now, minutes.at(-1)?.at ?? 0))
  const summaryText = t('status.latency.summary', {
    // A minute's figure is complete when the minute is over.
    when: now - summary.lastAt < 2 * minuteMs ? t('status.latency.now') : relative(summary.lastAt, now),
    last: milliseconds(summary.lastMs),
    mean: milliseconds(summary.meanMs),
    max: milliseconds(summary.maxMs),
    requests: number(summary.requests),
  })
  return (
    <Stack gap={4}>
      <Group justify="space-between" gap="xs">
        <Text size="sm" fw={600}>
          {t('status.latency.title')}
        </Text>
        <Text size="xs" c="dimmed">
          {milliseconds(topMs)}
        </Text>
      </Group>
      {asTable ? (
        <LatencyTable upstream={upstream} minutes={minutes} />
      ) : (
        <>
          <svg
            className={classes.chart}
            viewBox={`0 0 ${minutesShown} ${height}`}
            preserveAspectRatio="none"
            role="img"
            aria-label={`${t('status.latency.caption', { upstream })}. ${summaryText}`}
          >
            <line className={classes.grid} x1={0} x2={minutesShown} y1={0.5} y2={0.5} />
            <line className={classes.grid} x1={0} x2={minutesShown} y1={height / 2} y2={height / 2} />
            {bars.map(({ minute, mean, max }) => (
              <g key={minute}>
                <rect
                  className={classes.max}
                  x={minute + 0.1}
                  y={height * (1 - max)}
                  width={0.8}
                  height={height * max}
                />
                <rect
                  className={classes.mean}
                  x={minute + 0.1}
                  y={height * (1 - mean)}
                  width={0.8}
                  height={height * mean}
                />
              </g>
            ))}
          </svg>
          <Group justify="space-between" aria-hidden>
            <Text size="xs" c="dimmed">
              {t('status.latency.anHourAgo')}
            </Text>
            <Text size="xs" c="dimmed">
              {t('status.latency.now')}
            </Text>
          </Group>
        </>
      )}
      <Text size="sm">{summaryText}</Text>
      <Group>
        <Button variant="subtle" size="sm" px="xs" aria-pressed={asTable} onClick={() => setAsTable(!asTable)}>
          {t('status.latency.asTable')}
        </Button>
      </Group>
    </Stack>
  )
}
