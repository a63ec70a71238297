import { createCipheriv, createDecipheriv, createHmac } from 'node:crypto'
import { z } from 'zod'
import type { SigningAlgorithm } from '#contract/statement.ts'
import type { KeySet } from '#contract/verification.ts'
import { Fault } from '#core/base/fault.ts'
import { type Random, randomText } from '#core/base/random.ts'
import { Secret } from '#core/base/secret.ts'
import type { Vault } from '#core/base/vault.ts'
import { customerHash } from '#core/codes/customerHash.ts'
import type { SendStore } from '#core/codes/sendStore.ts'
import type { CodeTarget, Progress, Recipient } from '#core/scheme/codeProvider.ts'
import type { SettingsStore } from '#core/settings/settings.ts'
import type { SignedKind, Signer } from './signer.ts'

export interface SecretsDeps {
  settings: SettingsStore
  vault: Vault
  random: Random
  signer: Signer
  store: Pick<SendStore, 'counterKey' | 'saveCounterKey'>
  /** Why this till has no keys now; `undefined` while it may. */
  barred(): Fault | undefined
}

/** The part of a verification that is only stored encrypted. */
export interface PrivateContents {
  recipient: Recipient
  progress: Progress
}

const PrivateContents = z.object({
  recipient: z.object({ type: z.enum(['mobile', 'email']), value: z.string() }),
  progress: z.string().optional(),
})
/** `signingKey` is Ed25519. Entries of before ES256 have no other. */
const StoredSecrets = z.object({
  pepper: z.string().min(1),
  signingKey: z.string().min(1),
  es256Key: z.string().min(1).optional(),
})

type SigningKeys = Record<SigningAlgorithm, Secret>

const ivBytes = 12
const tagBytes = 16

/** The vault account. It cannot be an upstream's, because an upstream's id begins with a letter. */
export function verificationAccount(installation: string): string {
  return `${installation}/.verification`
}

/**
 * Opens the secrets at the first call; tried again after a failure. A barred till has none and makes none, for whatever asks: the
 * audit trail, whose end is signed within the hour, did it before.
 *
 * @returns a function that throws the vault's faults, and `TILL_BARRED`
 */
export function lazySecrets(deps: SecretsDeps): () => Promise<VerificationSecrets> {
  let opening: Promise<VerificationSecrets> | undefined
  return async () => {
    const barred = deps.barred()
    if (barred) {
      opening = undefined
      throw barred
    }
    opening ??= VerificationSecrets.open(deps).catch((thrown) => {
      opening = undefined
      throw thrown
    })
    return opening
  }
}

/** The keys of this installation: they hash customers, encrypt private contents and sign statements. */
export class VerificationSecrets {
  readonly #signer: Signer
  readonly #random: Random
  readonly #pepper: Buffer
  readonly #counterKey: Buffer
  readonly #keys: SigningKeys

  private constructor({ signer, random, vault, store }: SecretsDeps, pepper: Buffer, keys: SigningKeys) {
    this.#signer = signer
    this.#random = random
    this.#pepper = pepper
    this.#counterKey = vault.forgets ? storedCounterKey(store, random) : pepper
    this.#keys = keys
  }

  /** Reads the secrets, or makes and stores them where there are none. @throws the vault's faults */
  static async open(deps: SecretsDeps): Promise<VerificationSecrets> {
    const { settings, vault, random, signer } = deps
    const account = verificationAccount(settings.read().installation)
    const read = await vault.read(account)
    const stored = read && parseStored(read)
    const pepper = stored?.pepper ?? randomText(random, 32)
    const keys = {
      EdDSA: stored ? new Secret(stored.signingKey) : await signer.makeKey('EdDSA'),
      ES256: stored?.es256Key !== undefined ? new Secret(stored.es256Key) : await signer.makeKey('ES256'),
    }
    if (stored?.es256Key === undefined) {
      const next = { pepper, signingKey: keys.EdDSA.reveal(), es256Key: keys.ES256.reveal() }
      await vault.write(account, new Secret(JSON.stringify(next)))
    }
    return new VerificationSecrets(deps, Buffer.from(pepper, 'base64url'), keys)
  }

  /** Equal for one customer, and worthless outside this installation. */
  customerHash(target: CodeTarget): string {
    return customerHash(target, this.#counterKey)
  }

  /** AES-256-GCM, bound to the verification's id. @returns base64url of IV, tag and ciphertext */
  encrypt(id: string, contents: PrivateContents): string {
    const iv = this.#random.bytes(ivBytes)
    const cipher = createCipheriv('aes-256-gcm', this.#encryptionKey(), iv).setAAD(Buffer.from(id))
    const ciphertext = Buffer.concat([cipher.update(JSON.stringify(contents), 'utf8'), cipher.final()])
    return Buffer.concat([iv, cipher.getAuthTag(), ciphertext]).toString('base64url')
  }

  /** `undefined` when it was encrypted by another installation or for another verification, or was changed since. */
  decrypt(id: string, sealed: string): PrivateContents | undefined {
    try {
      const bytes = Buffer.from(sealed, 'base64url')
      const iv = bytes.subarray(0, ivBytes)
      const tag = bytes.subarray(ivBytes, ivBytes + tagBytes)
      const decipher = createDecipheriv('aes-256-gcm', this.#encryptionKey(), iv, { authTagLength: tagBytes })
      decipher.setAAD(Buffer.from(id)).setAuthTag(tag)
      const text = Buffer.concat([decipher.update(bytes.subarray(ivBytes + tagBytes)), decipher.final()]).toString()
      const { recipient, progress } = PrivateContents.parse(JSON.parse(text))
      return { recipient, progress }
    } catch {
      return undefined
    }
  }

  /** The key that one client and its server share with this agent, base64url. Another key of the client, another of these. */
  statementKeyOf(keyDigest: string): string {
    return createHmac('sha256', this.#pepper).update(`statement:${keyDigest}`).digest('base64url')
  }

  /** @returns a JWT */
  sign(kind: SignedKind, claims: Record<string, unknown>, algorithm: SigningAlgorithm): Promise<string> {
    return this.#signer.sign(this.#keys[algorithm], kind, claims)
  }

  /** The claims of a JWT that `sign` made; `undefined` for any other text. Reads no dates. */
  async verify(kind: SignedKind, token: string): Promise<Record<string, unknown> | undefined> {
    return (
      (await this.#signer.verify(this.#keys.ES256, kind, token)) ??
      (await this.#signer.verify(this.#keys.EdDSA, kind, token))
    )
  }

  /** All keys, whichever signs now: what was signed before the setting was changed is still checked. */
  async publicKeys(): Promise<KeySet> {
    return { keys: await Promise.all([this.#keys.ES256, this.#keys.EdDSA].map((key) => this.#signer.publicKey(key))) }
  }

  #encryptionKey(): Buffer {
    // The label is part of the key, so it is never renamed.
    return createHmac('sha256', this.#pepper).update('seal').digest()
  }
}

/**
 * A vault that forgets would give every customer a fresh budget at each start, since nobody could tell any more whose codes
 * were counted. So the key lies beside the counts then: it is no credential.
 */
function storedCounterKey(store: SecretsDeps['store'], random: Random): Buffer {
  const stored = store.counterKey()
  const key = stored ?? randomText(random, 32)
  if (stored === undefined) store.saveCounterKey(key)
  return Buffer.from(key, 'base64url')
}

/**
 * A damaged entry is never replaced without being asked: a new pepper would give every customer a fresh budget.
 *
 * @throws Fault `KEYCHAIN_REFUSED`
 */
function parseStored(secret: Secret): z.infer<typeof StoredSecrets> {
  try {
    return StoredSecrets.parse(JSON.parse(secret.reveal()))
  } catch {
    // The parser's own message would repeat some of the secret (attacks.md T62).
    const detail = 'What the keychain keeps for verifying customers is damaged.'
    const remedy = 'Remove the entry of the service "till-agent" that ends in ".verification": a new one is made then.'
    throw new Fault('KEYCHAIN_REFUSED', detail, undefined, remedy)
  }
}
