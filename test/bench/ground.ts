import { createHash, randomBytes } from 'node:crypto'
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { makePrivateCa, type PrivateCa } from '../support/privateCa.ts'

/** What one run needs and throws away: a folder, an authority, made-up secrets. */
export interface Ground {
  folder: string
  ca: PrivateCa
  till: string
  password: string
  /** What the cloud must see as Authorization. */
  basic: string
  /** What the caller shows the agent, and nginx. */
  clientKey: string
  remove(): void
}

export function makeGround(): Ground {
  const folder = mkdtempSync(join(tmpdir(), 'till-bench-'))
  // nginx gives up root for its work, and must still find its files.
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

/** Writes a file below the ground, folders included, and says where it is. */
export function place({ folder }: Ground, name: string, content: string | Buffer): string {
  const path = join(folder, name)
  mkdirSync(join(path, '..'), { recursive: true })
  writeFileSync(path, content)
  return path
}
