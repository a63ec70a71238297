import type { OutboxEntryView } from '#contract/outbox/entry.ts'
import type { Correction } from '#contract/outbox/people.ts'
import type { Clock } from '#core/base/clock.ts'
import { Fault } from '#core/base/fault.ts'
import type { OutboxContents } from '#core/outbox/contents.ts'
import type { Dispatcher } from '#core/outbox/dispatcher.ts'
import type { EntryState, OutboxEntry, Reader } from '#core/outbox/entry.ts'
import type { OutboxRepository } from '#core/outbox/repository.ts'
import type { SealedParts } from '#core/outbox/store.ts'
import { confirmed, discarded, held, released, resent } from '#core/outbox/transitions.ts'
import { viewOf } from '#core/outbox/views.ts'
import type { UpstreamFingerprints } from '#core/settings/fingerprints.ts'
import type { Limits } from '#core/settings/limits.ts'
import type { Upstreams } from '#core/upstreams/upstreams.ts'
import type { OutboxCorrections } from './corrections.ts'

interface Deps {
  repository: OutboxRepository
  dispatcher: Dispatcher
  contents: OutboxContents
  corrections: OutboxCorrections
  upstreams: Upstreams
  fingerprints: UpstreamFingerprints
  clock: Clock
  limits: Limits
  /** @throws Fault `UNKNOWN_OUTBOX_ENTRY` · `OUTBOX_UNAVAILABLE` */
  find(id: string, reader?: Reader): Promise<OutboxEntry>
}

/** What people, and clients for their own entries, decide about entries. One that could not be kept changes nothing. */
export class OutboxDecisions {
  readonly #deps: Deps

  constructor(deps: Deps) {
    this.#deps = deps
  }

  /** @param reader absent for a person @throws Fault `UNKNOWN_OUTBOX_ENTRY` · `OUTBOX_ENTRY_SETTLED` · `OUTBOX_UNAVAILABLE` */
  async resend(id: string, reader?: Reader): Promise<OutboxEntryView> {
    const { find, dispatcher, clock } = this.#deps
    const entry = await find(id, reader)
    const renewed = this.#renewed(entry)
    if (reader) return this.#resend(entry, renewed, clock.now())
    // A person does not wait, and says by it that the cloud of that name is the right one, though it was set up anew.
    dispatcher.retryNow(entry.upstream)
    return this.#resend(entry, this.#ofThisCloud(renewed), clock.now())
  }

  /** Tries all that waits, whatever pause an upstream or a failure asks for. @throws Fault `OUTBOX_UNAVAILABLE` */
  async sendNow(): Promise<{ entries: number }> {
    const { repository, dispatcher, clock } = this.#deps
    const now = clock.now()
    const waiting = [...repository.all()].filter(({ state }) => state.name === 'waiting')
    dispatcher.retryNow()
    const later = waiting.filter(({ state }) => state.name === 'waiting' && state.notBefore > now)
    await Promise.all(later.map((entry) => this.#change(entry, resent(entry.state, now))))
    return { entries: waiting.length }
  }

  /** @throws Fault `INVALID_INPUT` · the vault's · as `resend` */
  async correct(id: string, values: Correction): Promise<OutboxEntryView> {
    const { find, corrections, dispatcher, upstreams } = this.#deps
    const entry = await find(id)
    const renewed = this.#ofThisCloud(this.#renewed(entry))
    const changed = await corrections.correct(entry, renewed, values, upstreams.find(entry.upstream)?.outbox)
    dispatcher.retryNow(entry.upstream)
    return this.#viewOf(changed)
  }

  /** A person has seen in the upstream that it took effect. @throws as `resend` */
  async confirm(id: string): Promise<OutboxEntryView> {
    const entry = await this.#deps.find(id)
    return this.#change(entry, confirmed(entry.state, this.#deps.clock.now()))
  }

  /** @param by `pos/pos`, `pipe/anna` @throws as `resend` */
  async discard(id: string, by: string, reader?: Reader): Promise<OutboxEntryView> {
    const entry = await this.#deps.find(id, reader)
    return this.#change(entry, discarded(entry.state, by, this.#deps.clock.now()))
  }

  /** @throws as `resend` */
  async hold(id: string): Promise<OutboxEntryView> {
    const entry = await this.#deps.find(id)
    return this.#change(entry, held(entry.state, this.#deps.clock.now()))
  }

  /** @throws as `resend` */
  async release(id: string): Promise<OutboxEntryView> {
    const entry = await this.#deps.find(id)
    return this.#change(entry, released(entry.state, this.#deps.clock.now()))
  }

  async #resend(entry: OutboxEntry, renewed: OutboxEntry, now: number): Promise<OutboxEntryView> {
    const { contents, repository } = this.#deps
    const parts = await contents.resealed(entry, renewed)
    const isUnchanged = repository.find(entry.id)?.state === entry.state
    return this.#change(renewed, isUnchanged ? resent(entry.state, now) : undefined, parts)
  }

  /** @throws Fault `OUTBOX_ENTRY_SETTLED` without a state · `OUTBOX_UNAVAILABLE`: it is as before */
  async #change(
    entry: OutboxEntry,
    state: EntryState | undefined,
    parts?: Partial<SealedParts>,
  ): Promise<OutboxEntryView> {
    const { repository, dispatcher } = this.#deps
    const before = repository.find(entry.id) ?? entry
    if (!state) throw new Fault('OUTBOX_ENTRY_SETTLED', undefined, { state: before.state.name })
    const changed = await repository.replaceOrRestore({ ...entry, state }, before, parts)
    dispatcher.wake()
    return this.#viewOf(changed)
  }

  /** With a posting window of its own, where the one before has passed. */
  #renewed(entry: OutboxEntry): OutboxEntry {
    const { clock, upstreams, limits } = this.#deps
    const now = clock.now()
    if (entry.state.name !== 'expired' && now < entry.expiresAt) return entry
    const windowMs = upstreams.find(entry.upstream)?.postingWindowMs ?? 0
    return { ...entry, expiresAt: now + Math.min(windowMs, limits.outboxAgeMs), isWarned: false }
  }

  #ofThisCloud(entry: OutboxEntry): OutboxEntry {
    const cloud = this.#deps.fingerprints.of(entry.upstream)
    return cloud === undefined ? entry : { ...entry, cloud }
  }

  #viewOf(entry: OutboxEntry): OutboxEntryView {
    return viewOf(entry, this.#deps.upstreams.find(entry.upstream)?.outbox)
  }
}
