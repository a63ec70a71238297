import { useInterval } from '@mantine/hooks'
import { useState } from 'react'
import { useFormats } from './useFormats.ts'

const refreshMs = 15_000

/** "3 minutes ago", kept true; the exact time on hover. */
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
