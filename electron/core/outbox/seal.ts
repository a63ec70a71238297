import { createCipheriv, createDecipheriv, createHmac } from 'node:crypto'
import { z } from 'zod'
import { Fault } from '#core/base/fault.ts'
import { type Random, randomText } from '#core/base/random.ts'
import { Secret } from '#core/base/secret.ts'
import type { Vault } from '#core/base/vault.ts'
import type { OutboxEntry } from './entry.ts'
import type { Sealed } from './store.ts'
import { boundFacts } from './storedEntry.ts'

const ivBytes = 12
const tagBytes = 16
const keyBytes = 32

const StoredKey = z.object({ id: z.string().min(1), key: z.string().min(1) })

/** The vault account. It cannot be an upstream's, because an upstream's id begins with a letter. */
export function outboxAccount(installation: string): string {
  return `${installation}/.outbox`
}

interface Deps {
  vault: Vault
  random: Random
  /** Tells the keychain entries of this installation from those of another. */
  installation: string
}

/** What is encrypted: one never passes for another. */
export type SealedKind = 'contents' | 'answer'

/** The key of this installation's outbox. It is in the vault only; the database has its id. */
export class OutboxSeal {
  readonly #random: Random
  readonly #keyId: string
  readonly #cipherKey: Buffer
  readonly #orderKey: Buffer

  private constructor(random: Random, keyId: string, key: Buffer) {
    this.#random = random
    this.#keyId = keyId
    // The labels are part of the keys, so they are never renamed.
    this.#cipherKey = createHmac('sha256', key).update('outbox-contents').digest()
    this.#orderKey = createHmac('sha256', key).update('outbox-order').digest()
  }

  /**
   * Reads the key, or makes one where there is none.
   *
   * @param mayMake false while entries wait that only the old key opens
   * @throws the vault's faults · Fault `KEYCHAIN_REFUSED` when the key is damaged or gone
   */
  static async open({ vault, random, installation }: Deps, mayMake: boolean): Promise<OutboxSeal> {
    const account = outboxAccount(installation)
    const stored = await vault.read(account)
    if (stored) {
      const { id, key } = parseStored(stored)
      return new OutboxSeal(random, id, Buffer.from(key, 'base64url'))
    }
    if (!mayMake) throw keyGone('The keychain no longer has the key of the outbox.')
    const made = { id: randomText(random, 6), key: randomText(random, keyBytes) }
    await vault.write(account, new Secret(JSON.stringify(made)))
    return new OutboxSeal(random, made.id, Buffer.from(made.key, 'base64url'))
  }

  /** @param entry which the bytes belong to, as it is stored with them */
  encrypt(entry: OutboxEntry, kind: SealedKind, bytes: Uint8Array): Sealed {
    return this.encryptBound(boundTo(entry, kind), bytes)
  }

  /** @param bound what the bytes belong to: they open with nothing else */
  encryptBound(bound: string, bytes: Uint8Array): Sealed {
    const iv = this.#random.bytes(ivBytes)
    const cipher = createCipheriv('aes-256-gcm', this.#cipherKey, iv).setAAD(Buffer.from(bound))
    const ciphertext = [cipher.update(bytes), cipher.final()]
    return { keyId: this.#keyId, bytes: Buffer.concat([iv, ...ciphertext, cipher.getAuthTag()]) }
  }

  /** `undefined` when another key encrypted it, or when it or one of the entry's bound facts was changed since. */
  decrypt(entry: OutboxEntry, kind: SealedKind, sealed: Sealed): Buffer | undefined {
    return this.decryptBound(boundTo(entry, kind), sealed)
  }

  /** As `decrypt`. @param bound as it was encrypted */
  decryptBound(bound: string, { keyId, bytes }: Sealed): Buffer | undefined {
    if (keyId !== this.#keyId || bytes.length < ivBytes + tagBytes) return undefined
    try {
      const iv = bytes.subarray(0, ivBytes)
      const decipher = createDecipheriv('aes-256-gcm', this.#cipherKey, iv, { authTagLength: tagBytes })
      decipher.setAAD(Buffer.from(bound)).setAuthTag(bytes.subarray(bytes.length - tagBytes))
      return Buffer.concat([decipher.update(bytes.subarray(ivBytes, bytes.length - tagBytes)), decipher.final()])
    } catch {
      return undefined
    }
  }

  /** The same text for the same customer of an upstream, which tells nobody without the key who that is. */
  orderOf(upstream: string, customer: string): string {
    return createHmac('sha256', this.#orderKey).update(`${upstream}\n${customer}`).digest('base64url').slice(0, 22)
  }
}

function boundTo(entry: OutboxEntry, kind: SealedKind): string {
  return `${kind}:${boundFacts(entry)}`
}

function parseStored(secret: Secret): z.infer<typeof StoredKey> {
  try {
    return StoredKey.parse(JSON.parse(secret.reveal()))
  } catch {
    // The parser's own message would repeat some of the secret (attacks.md T62).
    throw keyGone('What the keychain keeps as the key of the outbox is damaged.')
  }
}

function keyGone(detail: string): Fault {
  const remedy =
    'Restore the entry of the service "till-agent" that ends in ".outbox". Without it nobody can read what waits in the outbox.'
  return new Fault('KEYCHAIN_REFUSED', detail, undefined, remedy)
}
