import { Fault } from '#core/base/fault.ts'
import { Timer } from '#core/base/timer.ts'
import type { LinkFailure, LinkListener, Transfer } from '#core/network/link.ts'
import type { BodyAssessment } from '#core/scheme/requestAuthenticator.ts'
import type { Outcome } from '#core/traffic/metrics.ts'
import { Deadline } from './deadline.ts'
import {
  authorising,
  done,
  maxDrain,
  type Phase,
  passing,
  pausing,
  preparing,
  queued,
  sent,
  stalledAfterMs,
  waitedForIn,
} from './exchangePhase.ts'
import type { ExaminedBody } from './exchangeRequest.ts'
import { type ExchangeParts, giveBack } from './exchangeResources.ts'
import { HeldResponse } from './heldResponse.ts'
import { ResponseBeginning } from './responseBeginning.ts'
import {
  busyPauseMs,
  decideOnFailure,
  decideOnResponse,
  faultOfFailure,
  faultOfTimeout,
  type Resend,
} from './retryDecision.ts'

/**
 * One request on its way upstream, and its response on the way back. However it ends, the caller gets a whole response, gets
 * a fault or is gone; and reservation, connection and timer are given back, each once. What a part of it throws is the end of
 * this request alone.
 */
export class Exchange implements LinkListener, Transfer {
  readonly #deps: ExchangeParts
  readonly #attempts = { resend: 0, 'renew-and-resend': 0, 'wait-and-resend': 0 }
  #phase: Phase = preparing
  readonly #deadline: Deadline
  readonly #timer: Timer

  constructor(deps: ExchangeParts) {
    this.#deps = deps
    this.#timer = new Timer(deps.clock)
    this.#deadline = new Deadline(deps.request, deps.record.startedAtMs, deps.clock)
  }

  /** Called before `start` when the body has to be read first. */
  prepare(): void {
    this.#giveUpAfter(this.#deadline.waitMs)
  }

  /** To be called once. Does nothing when the request is over. */
  start({ body, lockKey }: ExaminedBody): void {
    if (this.#phase === done) return
    const { reservation, sender } = this.#deps
    sender.body = body
    this.#phase = queued
    reservation.take(lockKey, this.#onSlot, this.fail)
    const isWaiting = this.#phase === queued || this.#phase === authorising
    if (isWaiting && !this.#timer.isRunning) this.#giveUpAfter(this.#deadline.waitMs)
  }

  /** Ends the request with a response of the agent's own; nothing goes upstream. Does nothing when it is over. */
  respond(body: string): void {
    if (this.#phase === done) return
    try {
      this.#deps.response.respond(body)
      this.#finish()
    } catch (thrown) {
      this.fail(thrown)
    }
  }

  resume(): void {
    if (this.#phase !== passing) return
    this.#timer.stop()
    this.#deps.reservation.withdraw()
    this.#deps.sender.resume()
  }

  /** The caller is gone. */
  abort(): void {
    this.#finish('CALLER_GONE')
  }

  /** @param thrown a `Fault`, or a bug */
  readonly fail = (thrown: unknown): void => {
    if (this.#finish(thrown instanceof Fault ? thrown.code : 'INTERNAL')) this.#deps.caller.fail(thrown)
  }

  onHead(status: number, statusText: string, headers: string[]): void {
    try {
      const { credential } = this.#deps
      const assessment = credential.assess(status, headers)
      const { assessBody } = credential
      if (assessment !== 'pass') this.#react(assessment, new HeldResponse(status, statusText, headers))
      else if (assessBody) this.#judge(new ResponseBeginning(assessBody, status, statusText, headers))
      else this.#pass(status, statusText, headers)
    } catch (thrown) {
      this.fail(thrown)
    }
  }

  onData(chunk: Buffer): boolean {
    try {
      if (this.#phase.name === 'judging') this.#react(this.#phase.beginning.add(chunk), this.#phase.beginning.held)
      if (this.#phase.name === 'verifying') return this.#phase.held.add(chunk)
      if (this.#phase.name === 'draining') this.#onDrainedData(this.#phase, chunk.length)
      if (this.#phase !== passing) return true
      const { response } = this.#deps
      const wantsMore = response.onData(chunk)
      // The caller may have left meanwhile.
      if (this.#phase !== passing) return true
      if (this.#timer.isRunning && !response.isWithheld) this.#timer.stop()
      if (!wantsMore) this.#timer.start(stalledAfterMs, () => this.#onStalled())
      return wantsMore
    } catch (thrown) {
      this.fail(thrown)
      return true
    }
  }

  onEnd(): void {
    const phase = this.#phase
    try {
      if (phase.name === 'draining') this.#resend(phase.next)
      else if (phase.name === 'verifying') phase.held.end('whole')
      else if (phase.name === 'judging') this.#passHeld(phase.beginning.held.end('whole'))
      else if (phase === passing) this.#passEnd()
    } catch (thrown) {
      this.fail(thrown)
    }
  }

  onFailure(failure: LinkFailure): void {
    const phase = this.#phase
    // The head of a drained response has told all that matters: how it ends makes no difference.
    if (phase.name === 'draining') this.#resend(phase.next)
    else if (phase.name === 'verifying') phase.held.end(failure)
    else if (phase.name === 'sent' || phase.name === 'judging' || phase.name === 'passing') {
      const { sender, request } = this.#deps
      const decision = decideOnFailure(failure.kind, phase === passing, this.#attempts, request.mayRepeat, sender.body)
      if (decision === 'resend') this.#resend(decision)
      else this.fail(faultOfFailure(failure, request.mayRepeat, this.#attempts.resend > 0))
    }
  }

  readonly #onSlot = (): void => {
    // Most requests have not waited.
    if (this.#timer.isRunning && this.#deadline.isNearlyOver) this.#onTimeout()
    else this.#authorise()
  }

  #authorise(): void {
    this.#phase = authorising
    this.#deps.credential.authorise(this.#onAuthorised, this.fail)
  }

  readonly #onAuthorised = (): void => {
    if (this.#phase !== authorising) return
    this.#send(this.#deadline.onSent(this.#deps.record.onSent()))
  }

  #sendAgain(): void {
    if (this.#deps.credential.isTrusted) this.#send(this.#deadline.remainingMs)
    else this.#authoriseAgain()
  }

  #authoriseAgain(): void {
    this.#giveUpAfter(this.#deadline.remainingMs)
    this.#authorise()
  }

  #send(remainingMs: number): void {
    const { sender, credential } = this.#deps
    this.#timer.stop()
    try {
      if (remainingMs <= 0) this.#onTimeout()
      else {
        this.#phase = sent
        sender.send(credential, remainingMs, this)
      }
    } catch (thrown) {
      this.fail(thrown)
    }
  }

  #pass(status: number, statusText: string, headers: string[]): void {
    const { response, reservation } = this.#deps
    this.#phase = passing
    // The upstream is done with the customer; how fast the caller reads is no matter of the next request.
    reservation.releaseLock()
    response.onHead(status, statusText, headers)
    // The caller sees nothing of it yet, so its time runs on.
    if (response.isWithheld && this.#phase === passing) this.#giveUpAfter(this.#deadline.remainingMs)
  }

  #judge(beginning: ResponseBeginning): void {
    this.#phase = { name: 'judging', beginning }
    // The caller sees nothing of it yet, so its time runs on. Mostly the body came with the head: no timer then.
    queueMicrotask(() => {
      if (this.#phase.name === 'judging' && !this.#timer.isRunning) this.#giveUpAfter(this.#deadline.remainingMs)
    })
  }

  #react(assessment: BodyAssessment, held: HeldResponse): void {
    if (assessment === 'undecided') return
    const { credential, sender } = this.#deps
    // Asks for the time only where it matters.
    const remainingMs = assessment === 'busy' ? this.#deadline.remainingMs : 0
    const decision = decideOnResponse(assessment, this.#attempts, sender.body, remainingMs)
    credential.apply(decision)
    if (decision === 'pass') this.#passHeld(held)
    else if (decision === 'give-up') this.fail(new Fault('TOKEN_EXPIRED'))
    else if (decision === 'verify') this.#verify(held)
    else this.#drain(decision)
  }

  #passHeld(held: HeldResponse, resume = () => {}): void {
    this.#timer.stop()
    this.#pass(...held.head)
    held.replay(this, resume)
  }

  /** Nothing else is sent until it is known whether the response refuses the credential. */
  #verify(held: HeldResponse): void {
    const { credential, sender } = this.#deps
    const verifying: Phase = { name: 'verifying', held }
    this.#phase = verifying
    this.#giveUpAfter(this.#deadline.remainingMs)
    const onProven = () => {
      if (this.#phase === verifying) this.#passHeld(held, () => sender.resume())
    }
    credential.verify(onProven, this.fail)
  }

  #passEnd(): void {
    const { response, caller } = this.#deps
    response.onEnd()
    if (this.#phase === passing) caller.onEnd()
    this.#finish()
  }

  #drain(next: Resend): void {
    this.#phase = { name: 'draining', next, bytesLeft: maxDrain.bytes }
    this.#timer.start(Math.min(maxDrain.ms, this.#deadline.remainingMs), () => this.#cutDrained(next))
  }

  #onDrainedData(draining: Phase & { name: 'draining' }, bytes: number): void {
    draining.bytesLeft -= bytes
    if (draining.bytesLeft < 0) this.#cutDrained(draining.next)
  }

  #cutDrained(next: Resend): void {
    this.#deps.sender.cut()
    this.#resend(next)
  }

  #resend(how: Resend): void {
    this.#attempts[how] += 1
    if (how === 'resend') this.#sendAgain()
    else if (how === 'renew-and-resend') this.#authoriseAgain()
    else {
      this.#phase = pausing
      if (this.#deadline.remainingMs > busyPauseMs) this.#timer.start(busyPauseMs, () => this.#sendAgain())
      else this.#onTimeout()
    }
  }

  /** The caller reads nothing: whoever waits for the connection may have it. */
  #onStalled(): void {
    const cut = () => {
      if (this.#finish('CALLER_STALLED')) this.#deps.caller.cut()
    }
    if (this.#phase === passing) this.#deps.reservation.offer(cut)
  }

  #giveUpAfter(ms: number): void {
    this.#timer.start(ms, () => this.#onTimeout())
  }

  #onTimeout(): void {
    this.fail(faultOfTimeout(waitedForIn(this.#phase, this.#attempts), this.#deps.request.mayRepeat))
  }

  /** Every exit. @returns whether it was the first */
  #finish(code?: Outcome): boolean {
    if (this.#phase === done) return false
    this.#phase = done
    this.#timer.stop()
    giveBack(this.#deps, code)
    return true
  }
}
