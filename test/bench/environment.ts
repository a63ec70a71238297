import { createHash, randomBytes } from 'node:crypto'
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { makePrivateCa, type PrivateCa } from '#test/support/privateCa.ts'

/** What one run needs and removes afterwards: a folder, a certificate authority, random secrets. */
export interface Environment {
  folder: string
  ca: PrivateCa
  till: string
  password: string
  /** The `Authorization` header that the cloud accepts. */
  basic: string
  /** The key that callers send to the agent and to nginx. */
  clientKey: string
  remove(): void
}

export function createEnvironment(): Environment {
  const folder = mkdtempSync(join(tmpdir(), 'till-bench-'))
  // The worker of nginx does not run as root and must be able to read its files.
  chmodSync(folder, 0o755)
  const ca = makePrivateCa()
  const till = 'bench.till'
  const password = randomBytes(18).toString('base64url')
  const md5 = createHash('md5').update(password).digest('hex')
  return {
    folder,
    ca,
    till,
    password,
    basic: `Basic ${Buffer.from(`${till}:${md5}`).toString('base64')}`,
    clientKey: newKey('pos'),
    remove: () => {
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

export function newKey(clientId: string): string {
  return `ta_${clientId}_${randomBytes(32).toString('base64url')}`
}

/** Writes a file in the environment's folder, creating folders; for this user alone, unless it says so. @returns its path */
export function writeFileIn({ folder }: Environment, name: string, content: string | Buffer, mode = 0o600): string {
  const path = join(folder, name)
  mkdirSync(join(path, '..'), { recursive: true })
  writeFileSync(path, content, { mode })
  return path
}
