import { createCipheriv, createDecipheriv, createHash, createHmac } from 'node:crypto'
import { z } from 'zod'
import type { KeySet } from '../contract/verification.ts'
import type { Addressee, CodeFor, Progress } from './codeDesk.ts'
import { Fault } from './fault.ts'
import type { Random } from './random.ts'
import { Secret } from './secret.ts'
import type { SettingsStore } from './settings.ts'
import type { Signer } from './signer.ts'
import type { Vault } from './vault.ts'

interface Ports {
  settings: SettingsStore
  vault: Vault
  random: Random
  signer: Signer
}

/** Whom a verification is about, and what the upstream gave to go on with. */
export interface Sealed {
  addressee: Addressee
  progress: Progress
}

const Kept = z.object({ pepper: z.string().min(1), signingKey: z.string().min(1) })
const Opened = z.object({
  addressee: z.object({ type: z.enum(['mobile', 'email']), value: z.string() }),
  progress: z.string().optional(),
})

/** No upstream's account: an id begins with a letter. */
export function verificationAccount(installation: string): string {
  return `${installation}/.verification`
}

/** What only this installation knows: tells customers apart, seals who they are, and signs what was proven. */
export class VerificationSecrets {
  readonly #signer: Signer
  readonly #random: Random
  readonly #pepper: Buffer
  readonly #signingKey: Secret

  private constructor({ signer, random }: Ports, pepper: Buffer, signingKey: Secret) {
    this.#signer = signer
    this.#random = random
    this.#pepper = pepper
    this.#signingKey = signingKey
  }

  /** Made at the first use. @throws the vault's faults */
  static async open(ports: Ports): Promise<VerificationSecrets> {
    const { settings, vault, random, signer } = ports
    const account = verificationAccount(settings.read().installation)
    const read = await vault.read(account)
    if (read) {
      const kept = keptIn(read)
      return new VerificationSecrets(ports, Buffer.from(kept.pepper, 'base64url'), new Secret(kept.signingKey))
    }
    const pepper = Buffer.from(random.bytes(32))
    const signingKey = await signer.makeKey()
    const made = { pepper: pepper.toString('base64url'), signingKey: signingKey.reveal() }
    await vault.write(account, new Secret(JSON.stringify(made)))
    return new VerificationSecrets(ports, pepper, signingKey)
  }

  /** The same for the same customer, and of no use to anybody else. */
  nameFor({ type, value }: CodeFor): string {
    return createHmac('sha256', this.#pepper).update(`${type}:${value}`).digest('base64url')
  }

  seal(id: string, sealed: Sealed): string {
    const iv = this.#random.bytes(12)
    const cipher = createCipheriv('aes-256-gcm', this.#sealingKey(), iv).setAAD(Buffer.from(id))
    const text = Buffer.concat([cipher.update(JSON.stringify(sealed), 'utf8'), cipher.final()])
    return Buffer.concat([iv, cipher.getAuthTag(), text]).toString('base64url')
  }

  /** `undefined` when it was sealed by another installation, for another verification, or changed since. */
  unseal(id: string, sealed: string): Sealed | undefined {
    try {
      const bytes = Buffer.from(sealed, 'base64url')
      const decipher = createDecipheriv('aes-256-gcm', this.#sealingKey(), bytes.subarray(0, 12), { authTagLength: 16 })
      decipher.setAAD(Buffer.from(id)).setAuthTag(bytes.subarray(12, 28))
      const text = Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString()
      const { addressee, progress } = Opened.parse(JSON.parse(text))
      return { addressee, progress }
    } catch {
      return undefined
    }
  }

  /** For the statement: whoever knows the identifier can check it, with the salt that stands beside it. */
  saltedHashOf({ value }: Addressee): { salt: string; hash: string } {
    const salt = Buffer.from(this.#random.bytes(16)).toString('base64url')
    return { salt, hash: createHash('sha256').update(`${salt}:${value}`).digest('base64url') }
  }

  sign(claims: Record<string, unknown>): Promise<string> {
    return this.#signer.sign(this.#signingKey, claims)
  }

  publicKeys(): Promise<KeySet> {
    return this.#signer.publicKeys(this.#signingKey)
  }

  #sealingKey(): Buffer {
    return createHmac('sha256', this.#pepper).update('seal').digest()
  }
}

/** Never replaced by itself: with it every customer's budget would be fresh. @throws Fault `KEYCHAIN_REFUSED` */
function keptIn(read: Secret): z.infer<typeof Kept> {
  try {
    return Kept.parse(JSON.parse(read.reveal()))
  } catch {
    // What a parser says of it repeats some of it (attacks.md T62).
    const detail = 'What the keychain keeps for verifying customers is damaged.'
    const remedy = 'Remove the entry of the service "till-agent" that ends in ".verification": a new one is made then.'
    throw new Fault('KEYCHAIN_REFUSED', detail, undefined, remedy)
  }
}
