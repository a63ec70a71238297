import type { DisplayAsk, DisplayRequest, DisplayView } from '#contract/display.ts'
import type { VerificationIdentifier } from '#contract/verification.ts'
import type { AuditTrail } from '#core/audit/auditTrail.ts'
import type { ChangeFeed } from '#core/base/changeFeed.ts'
import type { Clock } from '#core/base/clock.ts'
import { Fault } from '#core/base/fault.ts'
import { type Random, randomText } from '#core/base/random.ts'
import type { Secret } from '#core/base/secret.ts'
import type { Clients } from '#core/clients/clients.ts'
import { counterRulesOf } from '#core/settings/counter.ts'
import type { SettingsStore } from '#core/settings/settings.ts'
import { type Ask, askViewOf, type Counter, displayViewOf } from './ask.ts'
import { DisplayPairings } from './displayPairings.ts'

interface Deps {
  clients: Pick<Clients, 'list'>
  settings: SettingsStore
  clock: Clock
  random: Random
  audit: AuditTrail
  changes: ChangeFeed
  /** Who serves cashiers: while staff practise it is another agent. */
  counter(): Counter
}

/** Customer displays, and what each of them asks its customer. In memory alone: nothing of a customer outlives the question. */
export class Displays {
  readonly pairings: DisplayPairings
  readonly #deps: Deps
  /** By display. */
  readonly #asks = new Map<string, Ask>()
  readonly #timers = new Map<string, () => void>()
  /** The open pages of each display. */
  readonly #open = new Map<string, Set<symbol>>()
  readonly #unsubscribe: () => void

  constructor(deps: Deps) {
    this.#deps = deps
    this.pairings = new DisplayPairings(deps)
    this.#unsubscribe = deps.changes.subscribe(() => this.#follow(), 'verifications')
  }

  isOpen(display: string): boolean {
    return this.#open.has(display)
  }

  /** A page of a display is open from now on. @returns ends that */
  opened(display: string): () => void {
    const page = Symbol(display)
    const pages = this.#open.get(display) ?? new Set()
    this.#open.set(display, pages.add(page))
    this.#publish()
    return () => {
      pages.delete(page)
      // A display that was forgotten, and is open again, has other pages.
      if (pages.size === 0 && this.#open.get(display) === pages) this.#open.delete(display)
      this.#publish()
    }
  }

  /** @throws Fault `NOT_SUPPORTED` where the display is not open · `UNKNOWN_VERIFICATION` · `VERIFICATION_OVER` */
  ask({ display, upstream, client, verification, ...sale }: DisplayRequest): DisplayAsk {
    if (!this.isOpen(display)) throw new Fault('NOT_SUPPORTED', 'This customer display is not open.')
    const counter = this.#deps.counter()
    if (verification !== undefined && !isOpenState(counter.verifications.viewForCashier(verification).state))
      throw new Fault('VERIFICATION_OVER')
    const ask: Ask = {
      ...{ id: `ask_${randomText(this.#deps.random, 16)}`, display, upstream, client, counter, sale, verification },
      ...{ customer: undefined, isTyping: false, isBusy: false, identifiers: 0, wrongCodes: 0, hasEnded: false },
    }
    this.#asks.set(display, ask)
    this.#restartTimer(ask)
    this.#publish()
    return askViewOf(ask)
  }

  asks(): DisplayAsk[] {
    return [...this.#asks.values()].map(askViewOf)
  }

  /** Clears the display. One that is over already stays so. */
  end(askId: string): void {
    for (const ask of this.#asks.values()) if (ask.id === askId) this.#remove(ask)
  }

  /** What a display that is not let in any more asked. */
  forget(display: string): void {
    const ask = this.#asks.get(display)
    if (ask) this.#remove(ask)
    this.#open.delete(display)
  }

  viewOf(display: string): DisplayView {
    const { settings, clients } = this.#deps
    const store = settings.read().store?.name
    const ask = this.#asks.get(display)
    const verification = ask && this.#verificationOf(ask)
    const program = clients.list().find(({ id }) => id === (verification?.statementFor ?? ask?.client))?.name
    return displayViewOf(ask, verification, { store, program })
  }

  /** @throws Fault `UNKNOWN_VERIFICATION` where the display is not asked that */
  typing(display: string, askId: string): void {
    const ask = this.#askOf(display, askId)
    if (!ask.hasEnded && ask.verification === undefined) this.#restartTimer(ask)
    if (ask.isTyping) return
    ask.isTyping = true
    this.#publish()
  }

  /**
   * Sends a code to what the customer typed: once for each time that a cashier asks.
   *
   * @throws as `typing`, and `Verifications.start` · Fault `TOO_MANY_REQUESTS`
   */
  async identify(display: string, askId: string, identifier: VerificationIdentifier): Promise<void> {
    const ask = this.#askOf(display, askId)
    if (ask.verification !== undefined || ask.hasEnded) throw new Fault('UNKNOWN_VERIFICATION')
    if (ask.isBusy) throw new Fault('TOO_MANY_REQUESTS', undefined, { retryAfterSeconds: 1 })
    ask.identifiers += 1
    if (ask.identifiers > this.#rules.displayNumbers) {
      this.#remove(ask)
      throw new Fault('UNKNOWN_VERIFICATION')
    }
    ask.isBusy = true
    this.#restartTimer(ask)
    const { verifications } = ask.counter
    const requester = { actor: actorOf(display), statementFor: ask.client }
    try {
      const id = await verifications.start(requester, { upstream: ask.upstream, identifier, ...ask.sale })
      if (this.#asks.get(display) !== ask) {
        // The cashier has gone on to something else meanwhile.
        await verifications.cancel(id, requester)
        throw new Fault('UNKNOWN_VERIFICATION')
      }
      Object.assign(ask, { verification: id, isTyping: false })
      this.#stopTimer(display)
      this.#publish()
      void this.#lookUp(ask, identifier.value)
    } finally {
      ask.isBusy = false
    }
  }

  /** @throws as `typing`, and `Verifications.check` */
  async check(display: string, askId: string, code: Secret): Promise<void> {
    const { ask, id } = this.#verifyingAskOf(display, askId)
    await ask.counter.verifications.check(id, { actor: actorOf(display) }, code)
    if (this.#verificationOf(ask)?.state !== 'confirmed') ask.wrongCodes += 1
    ask.isTyping = false
    this.#follow()
    this.#publish()
  }

  /** @throws as `typing`, and `Verifications.resend` */
  async resend(display: string, askId: string): Promise<void> {
    const { ask, id } = this.#verifyingAskOf(display, askId)
    await ask.counter.verifications.resend(id, { actor: actorOf(display) })
    this.#publish()
  }

  /** The customer does not want to: a verification under way is cancelled. @throws as `typing` */
  async decline(display: string, askId: string): Promise<void> {
    const ask = this.#askOf(display, askId)
    const { verification } = ask
    this.#remove(ask)
    if (verification !== undefined) await ask.counter.verifications.cancel(verification, { actor: actorOf(display) })
  }

  close(): void {
    this.#unsubscribe()
    this.pairings.close()
    for (const display of [...this.#timers.keys()]) this.#stopTimer(display)
    this.#asks.clear()
  }

  /** Whom the cloud knows by it, for the cashier alone. A code was sent in any case. */
  async #lookUp(ask: Ask, query: string): Promise<void> {
    const { audit } = this.#deps
    const { lookUps, isPractice } = ask.counter
    try {
      const answer = await lookUps.lookUp(ask.upstream, query)
      if (answer.outcome === 'found') ask.customer = answer.customer
      const subject = `upstream/${ask.upstream}`
      const detail = isPractice ? 'training' : ''
      audit.record({ event: 'customer-looked-up', actor: actorOf(ask.display), subject, outcome: 'done', detail })
      this.#publish()
    } catch (thrown) {
      if (!(thrown instanceof Fault)) throw thrown
    }
  }

  /**
   * Shows the end of verifications that have ended, wherever their code was given, for a few seconds. A question ends with the
   * counter that asked it: what a colleague types for practice must reach no real customer, and the other way round.
   */
  #follow(): void {
    for (const ask of this.#asks.values()) {
      if (this.#isOfAnotherCounter(ask)) this.#remove(ask)
      if (ask.verification === undefined || ask.hasEnded) continue
      const verification = this.#verificationOf(ask)
      if (verification && isOpenState(verification.state)) continue
      ask.hasEnded = true
      this.#after(ask, this.#rules.displayEndSeconds * 1_000)
      this.#publish()
    }
  }

  get #rules() {
    return counterRulesOf(this.#deps.settings.read())
  }

  #restartTimer(ask: Ask): void {
    if (ask.verification === undefined) this.#after(ask, this.#rules.displaySeconds * 1_000)
    else this.#stopTimer(ask.display)
  }

  #after(ask: Ask, delayMs: number): void {
    this.#stopTimer(ask.display)
    this.#timers.set(
      ask.display,
      this.#deps.clock.after(delayMs, () => this.#remove(ask)),
    )
  }

  #stopTimer(display: string): void {
    this.#timers.get(display)?.()
    this.#timers.delete(display)
  }

  #remove(ask: Ask): void {
    if (this.#asks.get(ask.display) !== ask) return
    this.#stopTimer(ask.display)
    this.#asks.delete(ask.display)
    this.#publish()
  }

  #askOf(display: string, askId: string): Ask {
    const ask = this.#asks.get(display)
    if (ask?.id !== askId || this.#isOfAnotherCounter(ask)) throw new Fault('UNKNOWN_VERIFICATION')
    return ask
  }

  #isOfAnotherCounter({ counter }: Ask): boolean {
    return counter.verifications !== this.#deps.counter().verifications
  }

  #verifyingAskOf(display: string, askId: string): { ask: Ask; id: string } {
    const ask = this.#askOf(display, askId)
    if (ask.verification === undefined) throw new Fault('UNKNOWN_VERIFICATION')
    return { ask, id: ask.verification }
  }

  /** `undefined` where none was started, or where it is gone. */
  #verificationOf({ counter, verification }: Ask) {
    if (verification === undefined) return undefined
    try {
      return counter.verifications.viewForCashier(verification)
    } catch (thrown) {
      if (thrown instanceof Fault) return undefined
      throw thrown
    }
  }

  #publish(): void {
    this.#deps.changes.publish('displays')
  }
}

function actorOf(display: string): string {
  return `display/${display}`
}

function isOpenState(state: string): boolean {
  return state === 'started' || state === 'code-sent'
}
