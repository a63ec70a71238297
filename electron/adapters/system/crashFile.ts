import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { CrashStore } from '#core/diagnostics/crashReports.ts'
import { writeWholeFile } from './wholeFile.ts'

/** `crashes.json` of a data directory, for the process that has locked it. */
export function crashFileIn(dataDir: string): CrashStore {
  const path = join(dataDir, 'crashes.json')
  return {
    read() {
      try {
        return JSON.parse(readFileSync(path, 'utf8'))
      } catch {
        // The first crash begins it anew.
        return undefined
      }
    },
    write: (record) => writeWholeFile(path, `${JSON.stringify(record, null, 2)}\n`),
  }
}
