import { UpdateError } from '#core/releases/updateError.ts'
import type { Installer } from './installer.ts'
import { emptyRecord, type UpdateJournalStore } from './journalStore.ts'

interface Deps {
  store: UpdateJournalStore
  installer: Pick<Installer, 'stage'>
  /** The running version, which has crashed so often that it starts in safe mode. */
  version: string
}

/**
 * Takes back a version that crashes before it could show whether it is healthy: the one that starts in safe mode has no updates
 * that would. What installs ends this process.
 *
 * @returns whether it is taken back; it is not where it was not on trial, or nothing of the version before is kept
 */
export async function takeBackCrashed({ store, installer, version }: Deps): Promise<boolean> {
  const record = readOrEmpty(store)
  const { attempt } = record
  if (attempt?.to !== version || !attempt.kept) return false
  try {
    const staged = await installer.stage(attempt.kept.path, attempt.kept.file)
    store.write({ ...record, attempt: { ...attempt, step: 'rolling-back', tries: 1 } })
    staged.commit()
    return true
  } catch (thrown) {
    if (thrown instanceof UpdateError) return false
    throw thrown
  }
}

function readOrEmpty(store: UpdateJournalStore) {
  try {
    return store.read()
  } catch {
    return emptyRecord
  }
}
