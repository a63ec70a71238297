import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { writeWholeFile } from '#adapters/system/wholeFile.ts'
import { type SessionStore, StoredSession } from '#api/web/storedSessions.ts'
import type { Log } from '#core/base/log.ts'

/** Keeps browser sessions in `browser-sessions.json` of the data directory, which its owner alone reads. */
export function browserSessionFile(dataDir: string, log: Log): SessionStore {
  const path = join(dataDir, 'browser-sessions.json')
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
