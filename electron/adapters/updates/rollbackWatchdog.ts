import type { Clock } from '#core/base/clock.ts'
import {
  type Attempt,
  emptyRecord,
  type KeptPackage,
  type UpdateJournalStore,
  type UpdateRecord,
} from '#core/updates/journalStore.ts'
import { stageAppImage } from './appImageInstaller.ts'
import { digestFile } from './checkedCopy.ts'

interface Options {
  store: UpdateJournalStore
  clock: Clock
  /** The file that was replaced. */
  appImage: string
  /** Ends the process that uses the data directory: the new version, if it still runs. */
  end(): Promise<void>
  start(): void
}

/** Without a change in the journal for this long, the new version is stuck: it takes less to be confirmed or to roll back. */
const timeoutMs = 5 * 60_000
const checkEveryMs = 5_000

/**
 * Runs in the previous version after an update, without a window or an agent. Waits until the new version is confirmed as
 * healthy, and restores the previous one if the new one does not even get to its own health check.
 */
export async function runRollbackWatchdog(options: Options): Promise<'confirmed' | 'restored'> {
  const { store, clock } = options
  let last: Attempt | undefined
  let deadlineMs = 0
  for (;;) {
    // A journal that cannot be read is no sign of health: the last one that could be still counts.
    const attempt = readAttempt(store, last)
    if (!attempt?.kept) return 'confirmed'
    if (JSON.stringify(attempt) !== JSON.stringify(last)) deadlineMs = clock.monotonicMs() + timeoutMs
    last = attempt
    if (clock.monotonicMs() >= deadlineMs) return restore(attempt, attempt.kept, options)
    await new Promise<void>((resolve) => clock.after(checkEveryMs, resolve))
  }
}

function readAttempt(store: UpdateJournalStore, last: Attempt | undefined): Attempt | undefined {
  try {
    return store.read().attempt
  } catch {
    return last
  }
}

async function restore(
  attempt: Attempt,
  kept: KeptPackage,
  { store, appImage, end, start }: Options,
): Promise<'confirmed' | 'restored'> {
  const installed = await digestFile(appImage).catch(() => undefined)
  if (installed?.sha512 === kept.file.sha512) return 'confirmed'
  await end()
  const staged = await stageAppImage(appImage, kept.path, kept.file)
  store.write({ ...readOrBegin(store), attempt: { ...attempt, step: 'rolling-back' } })
  staged.commit()
  start()
  return 'restored'
}

function readOrBegin(store: UpdateJournalStore): UpdateRecord {
  try {
    return store.read()
  } catch {
    store.setAside()
    return emptyRecord
  }
}
