import { hash, timingSafeEqual } from 'node:crypto'
import type { Grant } from '#contract/grant.ts'
import type { PairingAnswer, PairingRequest, PairingState, PairingView } from '#contract/pairing.ts'
import { withMarks } from '#contract/text/characters.ts'
import type { Random } from '#core/base/random.ts'
import { randomText } from '#core/base/random.ts'
import type { Secret } from '#core/base/secret.ts'
import type { Program } from './peers.ts'

/** The result of an approval. @property key `undefined` once it was fetched */
export interface Granted {
  client: string
  grants: Grant[]
  key: Secret | undefined
}

/** One program's request for a key, and its result. */
export class Pairing {
  readonly id: string
  readonly request: PairingRequest
  readonly comparisonCode: string
  /** For people to read. A timer on the monotonic clock ends the pairing (attacks.md T64). */
  readonly expiresAt: number
  readonly #secretDigest: Buffer
  state: PairingState = 'pending'
  /** Set once it is known which program asks; a person sees the pairing from then on. */
  isShown = false
  program: Program | undefined
  /** Ids of clients that it could be taken for. */
  resembles: readonly string[] = []
  granted: Granted | undefined
  wrongSecrets = 0

  constructor(request: PairingRequest, pollSecret: string, expiresAt: number, random: Random) {
    this.id = `pr_${randomText(random, 16)}`
    this.request = request
    this.comparisonCode = comparisonCodeFrom(random)
    this.expiresAt = expiresAt
    this.#secretDigest = digestOf(pollSecret)
  }

  hasSecret(pollSecret: string): boolean {
    return timingSafeEqual(digestOf(pollSecret), this.#secretDigest)
  }

  get view(): PairingView {
    const { id, request, comparisonCode, expiresAt, program, resembles } = this
    return {
      ...request,
      ...{ id, comparisonCode, expiresAt },
      ...(program && { program: shown(program) }),
      ...(resembles.length > 0 && { resembles: [...resembles] }),
    }
  }

  /** The answer for the program that asked. Only the first one after the approval holds the key. */
  takeAnswer(): PairingAnswer {
    if (!this.granted) return { state: this.state }
    const { client, grants, key } = this.granted
    this.granted.key = undefined
    return { state: this.state, client, grants, ...(key && { key: key.reveal() }) }
  }
}

/** A file's name is whatever its maker chose, so that a person cannot take it for another. */
export function shown({ pid, path }: Program): NonNullable<PairingView['program']> {
  return path === undefined ? { pid } : { pid, path: withMarks(path) }
}

function digestOf(pollSecret: string): Buffer {
  return hash('sha256', pollSecret, 'buffer')
}

const codes = 1_000_000
/** Larger numbers would make some codes likelier than others. */
const unbiasedBelow = Math.floor(2 ** 32 / codes) * codes

/** Six digits, such as `123 456`, all equally likely. */
export function comparisonCodeFrom(random: Random): string {
  for (;;) {
    const number = Buffer.from(random.bytes(4)).readUInt32BE()
    if (number >= unbiasedBelow) continue
    const digits = String(number % codes).padStart(6, '0')
    return `${digits.slice(0, 3)} ${digits.slice(3)}`
  }
}
