import type { WebContents } from 'electron'
import type { Log } from '../core/log.ts'
import { crashedPage } from './ownPage.ts'

const mostReloads = 3
const withinMs = 60_000

/** Brings a page that crashed back; one that does not stay is left at a page that says so. */
export function keepPage(contents: WebContents, log: Log): void {
  const crashes = new Crashes()
  contents.on('render-process-gone', (_, { reason }) => {
    log.warn('page-gone', { reason })
    if (reason === 'clean-exit' || contents.isDestroyed()) return
    if (crashes.isTooMany(performance.now())) void contents.loadURL(crashedPage).catch(() => {})
    else contents.reload()
  })
  // It hangs, and is as good as gone.
  contents.on('unresponsive', () => contents.forcefullyCrashRenderer())
}

export class Crashes {
  #atMs: number[] = []

  /** Counts one more. */
  isTooMany(nowMs: number): boolean {
    this.#atMs = [...this.#atMs.filter((atMs) => nowMs - atMs < withinMs), nowMs]
    return this.#atMs.length > mostReloads
  }
}
