import { VisuallyHidden } from '@mantine/core'
import { useFormats } from './useFormats.ts'
import { useSecondsUntil } from './useSecondsUntil.ts'

interface CountdownProps {
  /** Milliseconds since 1970. */
  until: number
  /** Announced to screen readers at zero. The ticks before are not announced. */
  over?: string
}

/** The time left until a moment, ticking every second. */
export function Countdown({ until, over }: CountdownProps) {
  const seconds = useSecondsUntil(until)
  const { countdown } = useFormats()
  return (
    <>
      <bdi>{countdown(seconds)}</bdi>
      {over && <VisuallyHidden role="status">{seconds === 0 ? over : ''}</VisuallyHidden>}
    </>
  )
}
