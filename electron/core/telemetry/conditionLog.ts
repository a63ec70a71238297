import type { ChangeFeed } from '#core/base/changeFeed.ts'
import type { Clock } from '#core/base/clock.ts'
import type { Log } from '#core/base/log.ts'
import { Timer } from '#core/base/timer.ts'
import type { Status } from '#core/diagnostics/status.ts'

interface Deps {
  changes: ChangeFeed
  clock: Clock
  log: Log
  status(): Pick<Status, 'condition' | 'concerns'>
}

/** Changes that come together are one, and a condition that lasts for less is none. */
const settledMs = 2_000

/** Writes a line of the log when the condition of the till has changed. @returns ends it */
export function logConditions({ changes, clock, log, status }: Deps): () => void {
  const timer = new Timer(clock)
  let last: Status['condition'] | undefined
  const look = () => {
    const { condition, concerns } = status()
    if (condition === last) return
    last = condition
    const line = { outcome: condition, count: concerns.length, code: concerns[0]?.code }
    if (condition === 'blocked' || condition === 'offline') log.warn('condition-changed', line)
    else log.info('condition-changed', line)
  }
  const wait = () => {
    if (!timer.isRunning) timer.start(settledMs, look)
  }
  const unsubscribe = changes.subscribe(({ topic }) => {
    if (topic === 'status' || topic === 'upstreams') wait()
  })
  wait()
  return () => {
    unsubscribe()
    timer.stop()
  }
}
