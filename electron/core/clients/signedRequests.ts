import type { SignatureProblem } from '#contract/faults/requestFaults.ts'
import type { Clock } from '#core/base/clock.ts'
import { Fault } from '#core/base/fault.ts'
import type { Limits } from '#core/settings/limits.ts'
import type { Client } from './clients.ts'
import {
  isSignedBody,
  isSignedBy,
  type RequestSignature,
  readSignature,
  type SignedRequest,
  timeProblem,
} from './requestSignature.ts'
import { UsedNonces } from './usedNonces.ts'

interface Deps {
  clock: Clock
  limits: Limits
  /** The clients whose keys are valid. */
  all(): Client[]
}

/** Requests of clients whose key never travels: each is signed with it, and counts once (attacks.md T27). */
export class SignedRequests {
  readonly #deps: Deps
  readonly #used: UsedNonces
  readonly #startedAt: number
  readonly #startedAtMs: number

  constructor(deps: Deps) {
    this.#deps = deps
    this.#used = new UsedNonces(deps.limits.signaturesPerClient)
    this.#startedAt = deps.clock.now()
    this.#startedAtMs = deps.clock.monotonicMs()
  }

  /**
   * The client that signed the request. What the body is has still to be compared, by `checkBody`.
   *
   * @throws Fault `SIGNATURE_REFUSED` · `TOO_MANY_REQUESTS` where no more signatures can be remembered
   */
  identify(header: string, request: SignedRequest): { client: Client; signature: RequestSignature } {
    const { clock, limits } = this.#deps
    const signature = readSignature(header)
    if (!signature) throw this.#refused('malformed')
    const { client: id, timeMs, nonce } = signature
    const client = this.#deps.all().find((candidate) => candidate.id === id)
    // What a client that does not sign has kept of its key must open nothing (attacks.md T19).
    if (!client?.isSigned || !isSignedBy(client.keyDigest, request, signature)) throw this.#refused('wrong')
    const now = clock.now()
    const late = timeProblem(timeMs, { now, startedAt: this.#startBy(now), maxAgeMs: limits.signatureAgeMs })
    if (late) throw this.#refused(late, timeMs)
    switch (this.#used.use(id, nonce, timeMs + limits.signatureAgeMs, now)) {
      case 'used':
        throw this.#refused('replayed')
      case 'full':
        throw new Fault('TOO_MANY_REQUESTS', undefined, { retryAfterSeconds: 1 })
      case 'fresh':
        return { client, signature }
    }
  }

  /** @throws Fault `SIGNATURE_REFUSED` */
  checkBody(signature: RequestSignature, body: Uint8Array): void {
    if (!isSignedBody(signature, body)) throw this.#refused('other-body')
  }

  /** @throws Fault `SIGNATURE_REFUSED` for a client that has to sign, and has sent its key */
  checkUnsigned({ isSigned }: Client): void {
    if (isSigned) throw this.#refused('missing')
  }

  /**
   * When the agent started, by the clock as it is now. One that ran ahead at the start and was put back would have every request
   * signed before it, until that hour comes again.
   */
  #startBy(now: number): number {
    return Math.min(this.#startedAt, now - (this.#deps.clock.monotonicMs() - this.#startedAtMs))
  }

  #refused(reason: SignatureProblem, timeMs?: number): Fault<'SIGNATURE_REFUSED'> {
    const now = this.#deps.clock.now()
    const data = { reason, agentTimeMs: now }
    return new Fault('SIGNATURE_REFUSED', sentenceOf(reason, timeMs === undefined ? 0 : now - timeMs), data)
  }
}

function sentenceOf(reason: SignatureProblem, aheadMs: number): string {
  switch (reason) {
    case 'missing':
      return 'This program has to sign its requests, and has sent its key instead.'
    case 'malformed':
      return 'Till-Agent-Signature is not "<client> <time> <nonce> <digest of the body> <HMAC>".'
    case 'wrong':
      return 'The signature is of another key, of another request, or of a program that does not sign.'
    case 'expired': {
      const seconds = Math.round(Math.abs(aheadMs) / 1_000)
      return `By the clock of the till agent the request was signed ${seconds} s ${aheadMs > 0 ? 'ago' : 'from now'}.`
    }
    case 'before-start':
      return 'The request was signed before the till agent started.'
    case 'replayed':
      return 'This request has been sent before.'
    case 'other-body':
      return 'The body is another one than was signed.'
  }
}
