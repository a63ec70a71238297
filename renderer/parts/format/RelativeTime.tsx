import { useInterval } from '@mantine/hooks'
import { useState } from 'react'
import { useFormats } from './useFormats.ts'

const refreshMs = 15_000

/** "3 minutes ago", updated every 15 s, with the exact time as a tooltip. @param at milliseconds since 1970 */
export function RelativeTime({ at }: { at: number }) {
  const [now, setNow] = useState(Date.now)
  const { relative, dateTime } = useFormats()
  useInterval(() => setNow(Date.now()), refreshMs, { autoInvoke: true })
  return (
    <time dateTime={new Date(at).toISOString()} title={dateTime(at)}>
      {relative(at, Math.max(at, now))}
    </time>
  )
}
