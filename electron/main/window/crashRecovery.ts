import type { WebContents } from 'electron'
import type { Log } from '#core/base/log.ts'

const maxReloads = 3
const withinMs = 60_000

/** Reloads the page when it has crashed. @param giveUp called in its place after too many crashes */
export function recoverFromCrashes(contents: WebContents, log: Log, giveUp: () => void): void {
  const crashes = new CrashCounter()
  contents.on('render-process-gone', (_, { reason }) => {
    log.warn('page-gone', { reason })
    if (reason === 'clean-exit' || contents.isDestroyed()) return
    if (crashes.isTooMany(performance.now())) giveUp()
    else contents.reload()
  })
  // A page that hangs is treated like one that crashed.
  contents.on('unresponsive', () => contents.forcefullyCrashRenderer())
}

export class CrashCounter {
  #atMs: number[] = []

  /** Counts a crash. Whether there were more than three within a minute. */
  isTooMany(nowMs: number): boolean {
    this.#atMs = [...this.#atMs.filter((atMs) => nowMs - atMs < withinMs), nowMs]
    return this.#atMs.length > maxReloads
  }
}
