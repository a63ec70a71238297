import type { CustomerCard, Enrolment, LookedUp } from '#contract/lookUp.ts'
import type { Channel, VerificationIdentifier } from '#contract/verification.ts'
import type { Clock } from '#core/base/clock.ts'
import { Fault } from '#core/base/fault.ts'
import type { RequestLine } from '#core/base/log.ts'
import { type Random, randomText } from '#core/base/random.ts'
import { type Identifiers, identifiersOf } from '#core/codes/directoryIdentifiers.ts'
import { recipientFrom } from '#core/codes/recipient.ts'
import { TokenBucket } from '#core/pacing/tokenBucket.ts'
import type { CustomerDirectory, DirectoryCustomer, DirectoryQuery } from '#core/scheme/customerDirectory.ts'
import { counterRulesOf } from '#core/settings/counter.ts'
import { UpstreamFingerprints } from '#core/settings/fingerprints.ts'
import type { SettingsStore } from '#core/settings/settings.ts'
import { lockIfRefused } from '#core/upstream/lockIfRefused.ts'
import type { Upstreams } from '#core/upstreams/upstreams.ts'
import { cardOf } from './customerCard.ts'
import { readQuery } from './customerQuery.ts'

interface Deps {
  upstreams: Upstreams
  settings: SettingsStore
  clock: Clock
  random: Random
  /** `undefined` where the count cannot be read. */
  codesLeftToday(to: VerificationIdentifier, upstream: string): Promise<number | undefined>
  /** Told of every question to an upstream, without anything that names a customer. */
  onAsked(line: RequestLine): void
}

interface LookUp {
  upstream: string
  /** Fingerprint of the upstream: what one cloud told is not for another that later gets its id. */
  cloud: string | undefined
  identifiers: Identifiers
  /** Monotonic, so that a clock that is set does not keep customers longer (attacks.md T64). */
  expiresAtMs: number
}

const lifeMs = 10 * 60_000
const maxLookUps = 200
/** More than any queue of customers needs, and too few to try numbers one after another (attacks.md T54). */
const maxPerMinute = 30

/** Customers that a cashier looked up, for ten minutes: the window only gets a handle and a masked card. */
export class LookUps {
  readonly #deps: Deps
  readonly #bucket: TokenBucket
  readonly #fingerprints: UpstreamFingerprints
  /** Oldest first. */
  readonly #lookUps = new Map<string, LookUp>()

  constructor(deps: Deps) {
    this.#deps = deps
    this.#fingerprints = new UpstreamFingerprints(deps.settings)
    this.#bucket = new TokenBucket(maxPerMinute / 60, maxPerMinute, deps.clock.monotonicMs())
  }

  /**
   * Asks the upstream for a customer, by each reading of the query until one is found.
   *
   * @param query as the cashier typed or scanned it
   * @throws Fault `INVALID_INPUT` · `TOO_MANY_REQUESTS` · `UNKNOWN_UPSTREAM` · `NOT_SUPPORTED` · `UPSTREAM_LOCKED` · the
   * upstream's
   */
  async lookUp(upstream: string, query: string): Promise<LookedUp> {
    const { upstreams, settings, clock } = this.#deps
    const country = settings.read().store?.country
    const queries = readQuery(query, country)
    const { directory } = await upstreams.sessionOf(upstream)
    if (!directory) throw new Fault('NOT_SUPPORTED', `"${upstream}" cannot be asked who a customer is.`)
    if (!this.#bucket.take(clock.monotonicMs()))
      throw new Fault('TOO_MANY_REQUESTS', 'Too many customers were looked up in a minute.', { retryAfterSeconds: 2 })
    for (const directoryQuery of queries) {
      const customer = await this.#ask(upstream, directory, directoryQuery)
      if (customer) return { outcome: 'found', customer: await this.#store(upstream, customer, country) }
    }
    const identifier = identifierIn(queries)
    const canEnrol = identifier !== undefined && directory.enrol !== undefined && this.#mayEnrol
    const codesLeftToday = identifier && (await this.#deps.codesLeftToday(identifier, upstream))
    return {
      outcome: 'not-found',
      canVerify: identifier !== undefined,
      canEnrol,
      ...(codesLeftToday !== undefined && { codesLeftToday }),
    }
  }

  /**
   * Enrols a customer, unless the upstream knows them after all: adding one who is known would give them another name
   * (capillary.md 5.3).
   *
   * @throws as `lookUp`, and Fault `CUSTOMER_NOT_ENROLLED`
   */
  async enrol({ upstream, identifier, firstName, lastName }: Enrolment): Promise<CustomerCard> {
    const { upstreams, settings, clock } = this.#deps
    const country = settings.read().store?.country
    const { type, value } = recipientFrom(identifier, country)
    const { directory } = await upstreams.sessionOf(upstream)
    if (!directory?.enrol || !this.#mayEnrol)
      throw new Fault('NOT_SUPPORTED', `Nobody is enrolled at "${upstream}" from here.`)
    if (!this.#bucket.take(clock.monotonicMs()))
      throw new Fault('TOO_MANY_REQUESTS', 'Too many customers were looked up in a minute.', { retryAfterSeconds: 2 })
    const query = { kind: type, value } as const
    const known = await this.#ask(upstream, directory, query)
    if (known) return this.#store(upstream, known, country)
    const contact = type === 'mobile' ? { mobile: value } : { email: value }
    await lockIfRefused(upstreams, upstream, async () => directory.enrol?.({ firstName, lastName, ...contact }))
    // What was added a moment ago may not be found yet.
    const found = await this.#ask(upstream, directory, query)
    const added = { name: [firstName, lastName].filter(Boolean).join(' '), ...contact, flags: [] }
    return this.#store(upstream, found ?? added, country)
  }

  get #mayEnrol(): boolean {
    return counterRulesOf(this.#deps.settings.read()).enrol === 'on'
  }

  /** Where a code for this customer is sent. @throws Fault `UNKNOWN_LOOK_UP` */
  recall(lookUpId: string, channel: Channel): { upstream: string; identifier: VerificationIdentifier } {
    this.#prune(maxLookUps)
    const lookUp = this.#lookUps.get(lookUpId)
    const identifier = lookUp?.identifiers.get(channel)
    const isCurrent = lookUp && lookUp.cloud === this.#fingerprints.of(lookUp.upstream)
    if (!isCurrent || !identifier) throw new Fault('UNKNOWN_LOOK_UP')
    return { upstream: lookUp.upstream, identifier }
  }

  async #ask(
    upstream: string,
    directory: CustomerDirectory,
    query: DirectoryQuery,
  ): Promise<DirectoryCustomer | undefined> {
    const { upstreams, clock, random, onAsked } = this.#deps
    const startedAtMs = clock.monotonicMs()
    const told = (outcome: Pick<RequestLine, 'status' | 'code'>, durationMs: number) =>
      onAsked({
        ...{ requestId: randomText(random, 16), client: '@counter', upstream, route: 'customers.lookUp', ...outcome },
        ...{ agentMs: 0, upstreamMs: outcome.code === undefined ? durationMs : undefined, durationMs },
        ...{ requestBytes: undefined, answerBytes: 0 },
      })
    try {
      const customer = await lockIfRefused(upstreams, upstream, () => directory.find(query))
      // A directory tells that it answered, and not by which status.
      told({ status: 200, code: undefined }, clock.monotonicMs() - startedAtMs)
      return customer
    } catch (thrown) {
      const code = thrown instanceof Fault ? thrown.code : 'INTERNAL'
      told({ status: undefined, code }, clock.monotonicMs() - startedAtMs)
      throw thrown
    }
  }

  async #store(upstream: string, customer: DirectoryCustomer, country: string | undefined): Promise<CustomerCard> {
    const { clock, random, codesLeftToday } = this.#deps
    this.#prune(maxLookUps - 1)
    const lookUpId = `lu_${randomText(random, 16)}`
    const identifiers = identifiersOf(customer, country)
    const cloud = this.#fingerprints.of(upstream)
    this.#lookUps.set(lookUpId, { upstream, cloud, identifiers, expiresAtMs: clock.monotonicMs() + lifeMs })
    const left = new Map<Channel, number>()
    for (const [channel, identifier] of identifiers) {
      const count = await codesLeftToday(identifier, upstream)
      if (count !== undefined) left.set(channel, count)
    }
    return cardOf(customer, { lookUpId, upstream, identifiers, left })
  }

  /** Removes expired look-ups, and the oldest ones beyond `maxCount`. */
  #prune(maxCount: number): void {
    const nowMs = this.#deps.clock.monotonicMs()
    for (const [id, { expiresAtMs }] of this.#lookUps)
      if (expiresAtMs <= nowMs || this.#lookUps.size > maxCount) this.#lookUps.delete(id)
  }
}

/** Where a code can be sent to what was typed. */
function identifierIn(queries: readonly DirectoryQuery[]): VerificationIdentifier | undefined {
  for (const { kind, value } of queries) if (kind === 'mobile' || kind === 'email') return { type: kind, value }
  return undefined
}
