import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readInputText } from '#adapters/files/inputFile.ts'
import { writeWholeFile } from '#adapters/system/wholeFile.ts'
import { Fault } from '#core/base/fault.ts'

const maxKeyBytes = 16 * 1024

/** `packs`: Ed25519, signs packs and directives · `bundles`: X25519, opens what tills seal to it. */
export type KeyUse = 'packs' | 'bundles'

/** Makes a private key. One that is there is never overwritten. @throws Fault `ALREADY_EXISTS` */
export function makeKeyFile(path: string, use: KeyUse): KeyObject {
  if (existsSync(path)) throw new Fault('ALREADY_EXISTS', `There is a file "${path}" already.`)
  const privateKey = newKey(use)
  writeWholeFile(path, privateKey.export({ format: 'pem', type: 'pkcs8' }).toString())
  return privateKey
}

function newKey(use: KeyUse): KeyObject {
  return (use === 'packs' ? generateKeyPairSync('ed25519') : generateKeyPairSync('x25519')).privateKey
}

/** @returns `undefined` for a key that head office has no use for */
export function keyUseOf(key: KeyObject): KeyUse | undefined {
  switch (key.asymmetricKeyType) {
    case 'ed25519':
      return 'packs'
    case 'x25519':
      return 'bundles'
    default:
      return undefined
  }
}

/**
 * @param source a PEM file, or env:NAME for a variable that holds one
 * @returns `undefined` where that is no private key
 * @throws Fault `FILE_UNREADABLE`
 */
export function readKeyFile(source: string, env: NodeJS.ProcessEnv): KeyObject | undefined {
  const pem = source.startsWith('env:') ? env[source.slice('env:'.length)] : textOf(source)
  return pem === undefined ? undefined : keyIn(pem)
}

function keyIn(pem: string): KeyObject | undefined {
  try {
    return createPrivateKey(pem)
  } catch {
    return undefined
  }
}

function textOf(path: string): string {
  const { text, isWorldReadable } = readInputText('The key', path, {
    maxBytes: maxKeyBytes,
    owner: 'this-user-or-root',
  })
  if (!isWorldReadable) return text
  throw new Fault('FILE_UNREADABLE', `The key "${path}" is not read: every user of this machine can read it.`)
}
