import { useEffect, useState } from 'react'

const secondMs = 1_000

/** Whole seconds that are left until then, 0 from then on. Each tick is aimed at the deadline, so none drifts. */
export function useSecondsUntil(deadline: number): number {
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>
    const tick = () => {
      const at = Date.now()
      setNow(at)
      if (at < deadline) timer = setTimeout(tick, (deadline - at) % secondMs || secondMs)
    }
    tick()
    return () => clearTimeout(timer)
  }, [deadline])
  return Math.max(0, Math.ceil((deadline - now) / secondMs))
}
