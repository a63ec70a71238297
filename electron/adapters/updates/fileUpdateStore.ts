import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { freshRecord, UpdateRecord, type UpdateStore } from '../../core/updates/updateStore.ts'

/** A small file of its own: the version before and the one after both have to read it, whatever becomes of the settings. */
export function createFileUpdateStore(directory: string): UpdateStore {
  const path = join(directory, 'updates.json')
  return {
    read() {
      try {
        return UpdateRecord.parse(JSON.parse(readFileSync(path, 'utf8')))
      } catch {
        return freshRecord
      }
    },
    write(record) {
      mkdirSync(directory, { recursive: true, mode: 0o700 })
      const fresh = `${path}.new`
      const descriptor = openSync(fresh, 'w', 0o600)
      try {
        writeFileSync(descriptor, JSON.stringify(record))
        fsyncSync(descriptor)
      } finally {
        closeSync(descriptor)
      }
      renameSync(fresh, path)
      syncDirectory(dirname(path))
    },
  }
}

/** So that a renamed file has its new name after a power cut too. Windows keeps names without being asked. */
export function syncDirectory(path: string): void {
  if (process.platform === 'win32') return
  const descriptor = openSync(path, 'r')
  try {
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}
