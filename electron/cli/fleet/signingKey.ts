import type { KeyObject } from 'node:crypto'
import { Fault } from '#core/base/fault.ts'
import { publicPartOf } from '#core/signing/signatures.ts'
import { keyUseOf, makeKeyFile, readKeyFile } from './keyFile.ts'

/** Makes the key that signs packs and directives. @returns the public part @throws Fault `ALREADY_EXISTS` */
export function makeSigningKey(path: string): string {
  return publicPartOf(makeKeyFile(path, 'packs')).key
}

/** @param source a PEM file, or env:NAME for a variable that holds one @throws Fault `SECRET_MISSING` · `FILE_UNREADABLE` */
export function readSigningKey(source: string, env: NodeJS.ProcessEnv): KeyObject {
  const key = readKeyFile(source, env)
  if (key && keyUseOf(key) === 'packs') return key
  throw new Fault(
    'SECRET_MISSING',
    `${source} holds no Ed25519 key.`,
    undefined,
    'Make one with "till-agent fleet key make FILE".',
  )
}
