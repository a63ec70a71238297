import { useEffect, useState } from 'react'

const secondMs = 1_000

/** Whole seconds left until a deadline in milliseconds since 1970; 0 after it. Ticks are timed from the deadline, so they do not drift. */
export function useSecondsUntil(deadline: number): number {
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>
    const tick = () => {
      const tickAt = Date.now()
      setNow(tickAt)
      if (tickAt < deadline) timer = setTimeout(tick, (deadline - tickAt) % secondMs || secondMs)
    }
    tick()
    return () => clearTimeout(timer)
  }, [deadline])
  return Math.max(0, Math.ceil((deadline - now) / secondMs))
}
