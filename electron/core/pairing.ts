import { hash, timingSafeEqual } from 'node:crypto'
import type { Grant } from '../contract/grant.ts'
import type { PairingAnswer, PairingRequest, PairingState, PairingView } from '../contract/pairing.ts'
import type { Program } from './peers.ts'
import type { Random } from './random.ts'
import type { Secret } from './secret.ts'

/** What a person granted. The key is there until it was fetched. */
export interface Granted {
  client: string
  grants: Grant[]
  key: Secret | undefined
}

/** One program's wish to be let in, and what became of it. */
export class Pairing {
  readonly id: string
  readonly request: PairingRequest
  readonly comparisonCode: string
  /** For people to read; what ends a pairing is a timer (attacks.md T64). */
  readonly expiresAt: number
  readonly #secretDigest: Buffer
  state: PairingState = 'pending'
  /** A person is asked only when it is known which program asks. */
  isShown = false
  program: Program | undefined
  granted: Granted | undefined
  wrongSecrets = 0

  constructor(request: PairingRequest, pollSecret: string, expiresAt: number, random: Random) {
    this.id = `pr_${Buffer.from(random.bytes(16)).toString('base64url')}`
    this.request = request
    this.comparisonCode = comparisonCodeFrom(random)
    this.expiresAt = expiresAt
    this.#secretDigest = digestOf(pollSecret)
  }

  opensWith(pollSecret: string): boolean {
    return timingSafeEqual(digestOf(pollSecret), this.#secretDigest)
  }

  get view(): PairingView {
    const { id, request, comparisonCode, expiresAt, program } = this
    return { ...request, id, comparisonCode, expiresAt, ...(program && { program }) }
  }

  /** For the program that asked. Gives the key away, so only the first answer after it was granted has it. */
  takeAnswer(): PairingAnswer {
    if (!this.granted) return { state: this.state }
    const { client, grants, key } = this.granted
    this.granted.key = undefined
    return { state: this.state, client, grants, ...(key && { key: key.reveal() }) }
  }
}

function digestOf(pollSecret: string): Buffer {
  return hash('sha256', pollSecret, 'buffer')
}

const codes = 1_000_000
/** Numbers from here on would make some codes likelier than others. */
const unbiasedBelow = Math.floor(2 ** 32 / codes) * codes

/** `123 456` */
export function comparisonCodeFrom(random: Random): string {
  for (;;) {
    const number = Buffer.from(random.bytes(4)).readUInt32BE()
    if (number >= unbiasedBelow) continue
    const digits = String(number % codes).padStart(6, '0')
    return `${digits.slice(0, 3)} ${digits.slice(3)}`
  }
}
