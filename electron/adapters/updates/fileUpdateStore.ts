import { mkdirSync, readdirSync, readFileSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { writeWholeFile } from '#adapters/system/wholeFile.ts'
import { UpdateError } from '#core/releases/updateError.ts'
import { emptyRecord, type UpdateJournalStore, UpdateRecord } from '#core/updates/journalStore.ts'

/** The journal in `updates.json`, apart from the settings: both the old and the new version have to be able to read it. */
export function createFileUpdateStore(directory: string): UpdateJournalStore {
  const path = join(directory, 'updates.json')
  return {
    read() {
      const text = textOf(path)
      if (text === undefined) return emptyRecord
      try {
        return UpdateRecord.parse(JSON.parse(text))
      } catch {
        throw new UpdateError('RECORD_DAMAGED')
      }
    },
    setAside() {
      const date = new Date().toISOString().replaceAll(/[:.]/g, '-')
      try {
        renameSync(path, join(directory, `updates.damaged-${date}.json`))
      } catch {
        // What replaces the record says so when it cannot be written either.
      }
    },
    damaged: () => damagedIn(directory),
    write(record) {
      mkdirSync(directory, { recursive: true, mode: 0o700 })
      writeWholeFile(path, JSON.stringify(record))
    },
  }
}

/** `undefined` only where there is no such file. @throws UpdateError `RECORD_DAMAGED` */
function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch (thrown) {
    const { code = '' } = thrown as NodeJS.ErrnoException
    if (code === 'ENOENT') return undefined
    throw new UpdateError('RECORD_DAMAGED', code)
  }
}

function damagedIn(directory: string): string[] {
  try {
    return readdirSync(directory).filter((name) => /^updates\.damaged-.*\.json$/.test(name))
  } catch {
    return []
  }
}
