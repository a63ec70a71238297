import { readFileSync, rmSync } from 'node:fs'
import { uptime } from 'node:os'
import { join } from 'node:path'
import { writeWholeFile } from '#adapters/system/wholeFile.ts'
import type { Clock } from '#core/base/clock.ts'
import type { Log } from '#core/base/log.ts'
import { type Boot, crashesSince, RunRecord, recordOf, startsInSafeMode } from '#core/diagnostics/crashLoop.ts'
import type { Start } from '#core/settings/start.ts'

interface Deps {
  dataDir: string
  clock: Clock
  log: Log
}

export interface Run {
  /** Once the policy is known, which may say otherwise than the settings. */
  follow(start: Start): void
  /** It ends in order. */
  end(): void
}

/** Crashes in a row, where they are so many that the agent starts in safe mode; else `undefined`. Before any lock is taken. */
export function crashLoopOf(dataDir: string): number | undefined {
  const left = readRecord(dataDir)
  const boot = presentBoot()
  return startsInSafeMode(left, boot) ? crashesSince(left, boot) : undefined
}

/**
 * Keeps the record of a run in `run.json`, for the process that has locked the data directory. A disk that does not take it
 * costs safe mode only.
 */
export function beginRun({ dataDir, clock, log }: Deps, begun: Start): Run {
  let crashes = crashesSince(readRecord(dataDir), presentBoot())
  let start = begun
  let cancel = () => {}
  const attempt = (change: () => void) => {
    try {
      change()
    } catch (thrown) {
      log.warn('run-not-recorded', { code: (thrown as NodeJS.ErrnoException).code ?? 'UNKNOWN' })
    }
  }
  const write = () =>
    attempt(() => writeWholeFile(fileIn(dataDir), JSON.stringify(recordOf(crashes, start, presentBoot()))))
  const waitForHealth = () => {
    cancel()
    cancel = clock.after(start.healthySeconds * 1_000, () => {
      crashes = 0
      write()
    })
  }
  if (crashes > 0) log.warn('started-after-crash', { count: crashes })
  write()
  waitForHealth()
  return {
    follow(next) {
      const isChanged = next.maxCrashes !== start.maxCrashes || next.healthySeconds !== start.healthySeconds
      start = next
      if (!isChanged) return
      write()
      waitForHealth()
    },
    end() {
      cancel()
      attempt(() => forgetRun(dataDir))
    },
  }
}

/** The next start is an ordinary one. */
export function forgetRun(dataDir: string): void {
  for (const path of [fileIn(dataDir), `${fileIn(dataDir)}.before`]) rmSync(path, { force: true })
}

function readRecord(dataDir: string): RunRecord | undefined {
  try {
    return RunRecord.parse(JSON.parse(readFileSync(fileIn(dataDir), 'utf8')))
  } catch {
    return undefined
  }
}

function presentBoot(): Boot {
  const bootedAt = Date.now() - uptime() * 1_000
  try {
    return { bootedAt, bootId: readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim() }
  } catch {
    // Linux alone tells it.
    return { bootedAt }
  }
}

function fileIn(dataDir: string): string {
  return join(dataDir, 'run.json')
}
