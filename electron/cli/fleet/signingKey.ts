import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readGuardedText } from '#adapters/files/guardedFile.ts'
import { writeWholeFile } from '#adapters/system/wholeFile.ts'
import { Fault } from '#core/base/fault.ts'
import { publicPartOf } from '#core/signing/signatures.ts'

const maxKeyBytes = 16 * 1024

/** Makes the key that signs packs. A key that is there is never overwritten. @returns the public part @throws Fault `ALREADY_EXISTS` */
export function makeSigningKey(path: string): string {
  if (existsSync(path)) throw new Fault('ALREADY_EXISTS', `There is a file "${path}" already.`)
  const { privateKey } = generateKeyPairSync('ed25519')
  writeWholeFile(path, privateKey.export({ format: 'pem', type: 'pkcs8' }).toString())
  return publicPartOf(privateKey).key
}

/** @param source a PEM file, or env:NAME for a variable that holds one @throws Fault `SECRET_MISSING` · `FILE_UNREADABLE` */
export function readSigningKey(source: string, env: NodeJS.ProcessEnv): KeyObject {
  const pem = source.startsWith('env:') ? env[source.slice('env:'.length)] : textOf(source)
  const key = pem === undefined ? undefined : keyIn(pem)
  if (key?.asymmetricKeyType === 'ed25519') return key
  throw new Fault(
    'SECRET_MISSING',
    `${source} holds no Ed25519 key.`,
    undefined,
    'Make one with "till-agent fleet key make FILE".',
  )
}

function keyIn(pem: string): KeyObject | undefined {
  try {
    return createPrivateKey(pem)
  } catch {
    return undefined
  }
}

function textOf(path: string): string {
  const read = readGuardedText(path, { maxBytes: maxKeyBytes, owner: 'this-user-or-root' })
  const file = `The key "${path}"`
  if (read.outcome === 'unreadable') throw new Fault('FILE_UNREADABLE', `${file} could not be read (${read.code}).`)
  if (read.outcome === 'refused')
    throw new Fault('FILE_UNREADABLE', `${file} is not read: ${read.reason}.`, undefined, read.remedy)
  if (!read.isWorldReadable) return read.text
  throw new Fault('FILE_UNREADABLE', `${file} is not read: every user of this machine can read it.`)
}
