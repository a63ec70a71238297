import type { AuditEntry } from '#contract/audit.ts'
import type { AskView, CredentialProof, KnownAsk } from '#contract/fleet/asks.ts'
import { Fault } from '#core/base/fault.ts'
import { KeyedLock } from '#core/base/keyedLock.ts'
import type { Log } from '#core/base/log.ts'
import { randomFraction } from '#core/base/random.ts'
import { fingerprintOf } from '#core/fleet/headOfficeKeys.ts'
import { type Backoff, backoffMs, withJitter } from '#core/pacing/backoff.ts'
import { askTriesOf } from '#core/settings/fleet.ts'
import type { Settings } from '#core/settings/settings.ts'
import { afterTry, asksOf, isUnproven, proofResult, type TryResult, withAsks, withTry } from './askRules.ts'
import { type BundleUploadDeps, uploadBundle } from './bundleUpload.ts'
import type { Directives } from './directives.ts'

export interface AskDeps extends BundleUploadDeps {
  log: Log
  audit: { record(entry: AuditEntry): void }
  /** Sends the credential of an upstream once. A refusal locks it. @throws Fault with why it is not accepted */
  testCredential(upstream: string): Promise<unknown>
  onChange(): void
}

/** One that waits, with the file that it stands in. */
interface Waiting {
  ask: KnownAsk
  expiresAt: number
  feed: string
}

/** Spread over the night: a shop's router that is switched off in the evening is on in the morning. */
const backoff: Backoff = { firstMs: 15 * 60_000, maxMs: 4 * 60 * 60_000 }

/** What head office asks of this till: each once, one at a time, shown and audited. */
export class Asks {
  readonly #deps: AskDeps
  readonly #lock = new KeyedLock()
  #waiting: Waiting[] = []
  /** By id, monotonic; after a start, the next look may try at once. */
  readonly #notBeforeMs = new Map<string, number>()
  readonly #passedOver = new Set<string>()
  readonly #closing = new AbortController()

  constructor(deps: AskDeps) {
    this.#deps = deps
  }

  /** The newest first. */
  list(): readonly AskView[] {
    return this.#deps.settings.read().headOffice?.asks ?? []
  }

  /** Whether anything is to be done yet. */
  get isWaiting(): boolean {
    return this.#waiting.some(({ ask }) => this.list().some(({ id, state }) => id === ask.id && state === 'waiting'))
  }

  /**
   * Takes the asks of a file that is believed, in place of those before.
   *
   * @param feed address of the releases
   * @throws Fault `SETTINGS_UNWRITABLE`
   */
  consider({ asks, expiresAt }: Pick<Directives, 'asks' | 'expiresAt'>, feed: string): void {
    const { settings, clock } = this.#deps
    const own = asksOf(asks, settings.read())
    const known = own.filter((ask) => ask.kind !== 'later')
    for (const ask of own) if (ask.kind === 'later') this.#passOver(ask.id, ask.laterKind)
    const before = this.list()
    const after = withAsks(before, known, clock.now())
    if (JSON.stringify(after) !== JSON.stringify(before)) this.#write(after)
    for (const record of after) this.#tellChange(record, before, known)
    this.#waiting = known.map((ask) => ({ ask, expiresAt, feed }))
  }

  /** Cuts off an upload that is under way: it counts as one try. */
  close(): void {
    this.drop()
    this.#closing.abort()
  }

  /** Forgets what waits. What was asked stays shown. */
  drop(): void {
    this.#waiting = []
  }

  /** Does the next one that is due. @param isBlocked whether a sale would notice, and since when that one waits */
  advance(isBlocked: (since: number) => boolean): Promise<void> {
    return this.#lock.run('ask', async () => {
      try {
        const due = this.#nextDue()
        if (!due) return
        // A try that ended the process counts as well.
        if (due.record.tries >= this.#maxTries) this.#end(due.record, 'failed')
        else if (due.expiresAt <= this.#deps.clock.now()) this.#end(due.record, 'expired')
        else if (!isBlocked(due.record.askedAt)) await this.#do(due)
      } catch (thrown) {
        // Nothing is done that could not be written down.
        this.#deps.log.error('ask-not-recorded', thrown)
      }
    })
  }

  get #maxTries(): number {
    return askTriesOf(this.#deps.settings.read())
  }

  #nextDue(): (Waiting & { record: AskView }) | undefined {
    const nowMs = this.#deps.clock.monotonicMs()
    for (const waiting of this.#waiting) {
      const record = this.list().find(({ id }) => id === waiting.ask.id)
      const isDue = (this.#notBeforeMs.get(waiting.ask.id) ?? 0) <= nowMs
      if (record?.state === 'waiting' && isDue) return { ...waiting, record }
    }
    return undefined
  }

  async #do({ ask, feed, record }: Waiting & { record: AskView }): Promise<void> {
    const { clock, random } = this.#deps
    const begun = withTry(record)
    this.#replace(begun)
    const result = await this.#try(ask, feed, record)
    if (this.#closing.signal.aborted) return
    const ended = afterTry(begun, result, this.#maxTries, clock.now())
    this.#replace(ended)
    if (ended.state !== 'waiting') return this.#tellEnd(ended)
    const waitMs = withJitter(backoffMs(backoff, ended.tries), randomFraction(random))
    this.#notBeforeMs.set(ask.id, clock.monotonicMs() + waitMs)
  }

  async #try(ask: KnownAsk, feed: string, { proofs }: AskView): Promise<TryResult> {
    try {
      if (ask.kind === 'credential-proof') return await this.#prove(proofs)
      return await uploadBundle(ask, feed, this.#deps, this.#closing.signal)
    } catch (thrown) {
      if (thrown instanceof Fault)
        return { outcome: thrown.code === 'UPSTREAM_UNREACHABLE' ? 'again' : 'failed', reason: thrown.code }
      this.#deps.log.error('ask-not-done', thrown)
      return { outcome: 'failed', reason: 'INTERNAL' }
    }
  }

  /** One after the other, and only those that no try before has settled. */
  async #prove(before: readonly CredentialProof[] = []): Promise<TryResult> {
    const { settings, log } = this.#deps
    const proofs: CredentialProof[] = []
    for (const { id: upstream } of settings.read().upstreams) {
      const settled = isUnproven(upstream, before) ? undefined : before.find((proof) => proof.upstream === upstream)
      const proof = settled ?? { upstream, outcome: await this.#proofOf(upstream) }
      if (!settled) log.info('credential-proof', { upstream, outcome: proof.outcome })
      proofs.push(proof)
    }
    return proofResult(proofs)
  }

  async #proofOf(upstream: string): Promise<string> {
    const { settings, testCredential } = this.#deps
    const isLocked = settings.read().upstreams.some(({ id, lockedAt }) => id === upstream && lockedAt !== undefined)
    // Clouds lock accounts after a few wrong tries (capillary.md 0.8).
    if (isLocked) return 'UPSTREAM_LOCKED'
    try {
      await testCredential(upstream)
      return 'accepted'
    } catch (thrown) {
      if (thrown instanceof Fault) return thrown.code
      throw thrown
    }
  }

  #end(record: AskView, state: 'failed' | 'expired'): void {
    const ended = { ...record, state, endedAt: this.#deps.clock.now() }
    this.#replace(ended)
    this.#tellEnd(ended)
  }

  #passOver(id: string, kind: string): void {
    if (this.#passedOver.has(id)) return
    this.#passedOver.add(id)
    this.#deps.log.warn('directives-not-understood', { detail: `ask ${id}: ${kind.slice(0, 40)}` })
  }

  /** Of those that this file brought, or took back. */
  #tellChange(record: AskView, before: readonly AskView[], asks: readonly KnownAsk[]): void {
    const known = before.find(({ id }) => id === record.id)
    if (record.state === 'withdrawn' && known?.state === 'waiting') this.#tellEnd(record)
    if (known) return
    const ask = asks.find(({ id }) => id === record.id)
    const goesTo = ask?.kind === 'support-bundle' ? `, to ${record.host}, sealed to ${fingerprintOf(ask.sealTo)}` : ''
    this.#audit('ask-received', 'done', `${record.kind} ${record.id}${goesTo}`)
  }

  #tellEnd({ id, kind, state, reason, proofs = [] }: AskView): void {
    const outcome = state === 'done' ? 'done' : (reason ?? state.toUpperCase())
    const each = proofs.map((proof) => `, ${proof.upstream} ${proof.outcome}`).join('')
    this.#deps.log.info('ask-ended', {
      kind,
      outcome: state,
      ...(reason !== undefined && { code: reason }),
      detail: id,
    })
    this.#audit('ask-answered', outcome, `${kind} ${id}: ${state}${each}`)
  }

  #audit(event: 'ask-received' | 'ask-answered', outcome: string, detail: string): void {
    this.#deps.audit.record({ event, actor: 'agent', subject: '', outcome, detail })
  }

  #replace(changed: AskView): void {
    this.#write(this.list().map((record) => (record.id === changed.id ? changed : record)))
  }

  #write(asks: AskView[]): void {
    const { settings, onChange } = this.#deps
    const now: Settings = settings.read()
    settings.write({ ...now, headOffice: { ...now.headOffice, asks } })
    onChange()
  }
}
