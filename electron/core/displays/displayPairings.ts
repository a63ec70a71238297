import { hash, timingSafeEqual } from 'node:crypto'
import type { DisplayPairing } from '#contract/display.ts'
import type { AuditTrail } from '#core/audit/auditTrail.ts'
import type { ChangeFeed } from '#core/base/changeFeed.ts'
import type { Clock } from '#core/base/clock.ts'
import { Fault } from '#core/base/fault.ts'
import { type Random, randomText } from '#core/base/random.ts'
import { comparisonCodeFrom } from '#core/clients/pairing.ts'
import { PairingBackoff } from '#core/clients/pairingBackoff.ts'
import { retryAfterSeconds } from '#core/pacing/retryAfter.ts'

interface Deps {
  clock: Clock
  random: Random
  audit: AuditTrail
  changes: ChangeFeed
}

/** `unknown`: nothing was asked with this secret, or it was fetched already. */
export type DisplayPairingState = 'pending' | 'granted' | 'refused' | 'expired' | 'unknown'

interface Asked {
  id: string
  digest: Buffer
  comparisonCode: string
  expiresAt: number
  state: Exclude<DisplayPairingState, 'unknown'>
}

/** A person has this long to decide, and the page as long to fetch the result. */
const decisionMs = 120_000

/**
 * Pages that ask to become a customer display, one at a time, as programs ask for a key (attacks.md T25, T26). In memory only: a
 * restart cancels what nobody has decided.
 */
export class DisplayPairings {
  readonly #deps: Deps
  readonly #backoff = new PairingBackoff()
  #asked: Asked | undefined
  #cancelTimer = () => {}

  constructor(deps: Deps) {
    this.#deps = deps
  }

  /** @returns the secret with which the page asks for the result @throws Fault `PAIRING_BUSY` */
  ask(): string {
    const { clock, random, audit } = this.#deps
    const waitMs = this.#backoff.waitMs(clock.monotonicMs())
    if (this.#isUndecided || waitMs > 0)
      throw new Fault('PAIRING_BUSY', undefined, { retryAfterSeconds: retryAfterSeconds(Math.max(waitMs, 1_000)) })
    const secret = randomText(random, 32)
    const id = `dq_${randomText(random, 16)}`
    const expiresAt = clock.now() + decisionMs
    this.#asked = {
      id,
      digest: digestOf(secret),
      comparisonCode: comparisonCodeFrom(random),
      expiresAt,
      state: 'pending',
    }
    this.#backoff.askedUntil(clock.monotonicMs() + decisionMs)
    this.#after(decisionMs, () => this.#refuse('expired', 'agent'))
    audit.recordSoon({ event: 'pairing-asked', actor: 'web/unknown', ...ofDisplay(id), outcome: 'done' })
    this.#publish()
    return secret
  }

  /** What the page shows meanwhile. */
  find(secret: string): { state: DisplayPairingState; comparisonCode?: string } {
    const asked = this.#asked
    if (!asked || !timingSafeEqual(asked.digest, digestOf(secret))) return { state: 'unknown' }
    return asked.state === 'pending'
      ? { state: 'pending', comparisonCode: asked.comparisonCode }
      : { state: asked.state }
  }

  /** Whether a page may come in now, which it may once. */
  take(secret: string): boolean {
    if (this.find(secret).state !== 'granted') return false
    this.#forget()
    return true
  }

  pending(): DisplayPairing[] {
    const asked = this.#asked
    if (asked?.state !== 'pending') return []
    const { id, comparisonCode, expiresAt } = asked
    return [{ id, comparisonCode, expiresAt }]
  }

  /** @throws Fault `UNKNOWN_PAIRING` */
  approve(id: string, actor: string): void {
    const asked = this.#pendingOf(id)
    asked.state = 'granted'
    this.#backoff.granted()
    this.#after(decisionMs, () => this.#forget())
    this.#deps.audit.record({ event: 'pairing-granted', actor, ...ofDisplay(id), outcome: 'done' })
    this.#publish()
  }

  /** @throws Fault `UNKNOWN_PAIRING` */
  refuse(id: string, actor: string): void {
    this.#pendingOf(id)
    this.#refuse('refused', actor)
  }

  close(): void {
    this.#forget()
  }

  get #isUndecided(): boolean {
    return this.#asked?.state === 'pending' || this.#asked?.state === 'granted'
  }

  #pendingOf(id: string): Asked {
    if (this.#asked?.id === id && this.#asked.state === 'pending') return this.#asked
    throw new Fault('UNKNOWN_PAIRING')
  }

  #refuse(state: 'refused' | 'expired', actor: string): void {
    if (!this.#asked) return
    const { id } = this.#asked
    this.#asked.state = state
    this.#backoff.refused(this.#deps.clock.monotonicMs())
    this.#after(decisionMs, () => this.#forget())
    this.#deps.audit.record({ event: 'pairing-refused', actor, ...ofDisplay(id), outcome: 'done' })
    this.#publish()
  }

  #forget(): void {
    this.#cancelTimer()
    this.#asked = undefined
  }

  #after(delayMs: number, run: () => void): void {
    this.#cancelTimer()
    this.#cancelTimer = this.#deps.clock.after(delayMs, run)
  }

  #publish(): void {
    this.#deps.changes.publish('displays')
  }
}

function ofDisplay(id: string) {
  return { subject: `display/${id}`, detail: 'customer display' }
}

function digestOf(secret: string): Buffer {
  return hash('sha256', secret, 'buffer')
}
