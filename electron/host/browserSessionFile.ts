import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { writeWholeFile } from '#adapters/system/wholeFile.ts'
import { type SessionStore, StoredSession } from '#api/web/storedSessions.ts'
import type { Log } from '#core/base/log.ts'

/** Keeps sessions in a file of the data directory, which its owner alone reads: those of the staff's window, or of customer displays. */
export function browserSessionFile(
  dataDir: string,
  log: Log,
  name: 'browser-sessions.json' | 'display-sessions.json' = 'browser-sessions.json',
): SessionStore {
  const path = join(dataDir, name)
  return {
    read() {
      try {
        return z.array(StoredSession).parse(JSON.parse(readFileSync(path, 'utf8')))
      } catch {
        return []
      }
    },
    write(sessions) {
      try {
        writeWholeFile(path, JSON.stringify(sessions))
      } catch (thrown) {
        log.warn('browser-sessions-not-written', { code: (thrown as NodeJS.ErrnoException).code ?? 'UNKNOWN' })
      }
    },
  }
}

/** For an agent that keeps nothing: its sessions end with it. */
export const noSessionStore: SessionStore = { read: () => [], write: () => {} }
