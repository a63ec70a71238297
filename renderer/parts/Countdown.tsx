import { VisuallyHidden } from '@mantine/core'
import { useFormats } from './useFormats.ts'
import { useSecondsUntil } from './useSecondsUntil.ts'

interface CountdownProps {
  /** Milliseconds since 1970. */
  until: number
  /** Said aloud when it is over: ticks are not. */
  over?: string
}

/** What is left until then, as on a clock. */
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
