import type { Clock } from '#core/base/clock.ts'
import { Fault } from '#core/base/fault.ts'
import type { CodeTarget } from '#core/scheme/codeProvider.ts'
import type { CustomerDirectory, DirectoryCustomer, DirectoryQuery } from '#core/scheme/customerDirectory.ts'
import { UpstreamFingerprints } from '#core/settings/fingerprints.ts'
import type { SettingsStore } from '#core/settings/settings.ts'
import { lockIfRefused } from '#core/upstream/lockIfRefused.ts'
import type { Upstreams } from '#core/upstreams/upstreams.ts'
import { identifiersOf } from './directoryIdentifiers.ts'
import { readTarget } from './recipient.ts'

interface Deps {
  upstreams: Pick<Upstreams, 'find' | 'lock' | 'suspect'>
  settings: SettingsStore
  clock: Clock
}

/** A code must not wait longer for this than a customer does. */
const timeoutMs = 3_000
const knownForMs = 10 * 60_000
/** How soon an upstream that did not tell is asked again. */
const retryMs = 60_000
const maxKnown = 1_000

interface Known {
  identifiers: readonly CodeTarget[]
  /** Monotonic. */
  untilMs: number
}

/**
 * Who a code goes to, as the upstream says: a card and an id lead to the number that the code is sent to, and number and
 * address of one customer share a budget (attacks.md T54).
 */
export class Persons {
  readonly #deps: Deps
  readonly #fingerprints: UpstreamFingerprints
  /** Oldest first. In memory only, for as long as a customer is at the till. */
  readonly #known = new Map<string, Known>()

  /** End the waits under way. */
  readonly #cancels = new Set<() => void>()

  constructor(deps: Deps) {
    this.#deps = deps
    this.#fingerprints = new UpstreamFingerprints(deps.settings)
  }

  /**
   * All identifiers of the customer, the one that the code goes to first; the target alone where the upstream has no
   * directory, does not answer or knows nobody. The same question is asked for known and unknown customers.
   *
   * @param target normalised by `readTarget`
   * @throws Fault `UPSTREAM_LOCKED`
   */
  async identifiersOf(upstream: string, target: CodeTarget): Promise<readonly CodeTarget[]> {
    const directory = this.#deps.upstreams.find(upstream)?.session?.directory
    const query = queryOf(target)
    if (!directory || !query) return [target]
    const key = `${this.#fingerprints.of(upstream)} ${target.type}:${target.value}`
    const nowMs = this.#deps.clock.monotonicMs()
    const known = this.#known.get(key)
    if (known && known.untilMs > nowMs) return known.identifiers
    const answer = await this.#ask(upstream, directory, query)
    const identifiers = answer === 'no-answer' ? [target] : this.#merge(target, answer)
    this.#remember(key, { identifiers, untilMs: nowMs + (answer === 'no-answer' ? retryMs : knownForMs) })
    return identifiers
  }

  close(): void {
    for (const cancel of this.#cancels) cancel()
  }

  async #ask(upstream: string, directory: CustomerDirectory, query: DirectoryQuery) {
    const { upstreams, clock } = this.#deps
    const timedOut = Promise.withResolvers<'no-answer'>()
    const cancel = () => timedOut.resolve('no-answer')
    const stopTimer = clock.after(timeoutMs, cancel)
    this.#cancels.add(cancel)
    const found = lockIfRefused(upstreams, upstream, () => directory.find(query)).catch((thrown: unknown) => {
      if (thrown instanceof Fault && thrown.code !== 'UPSTREAM_LOCKED') return 'no-answer' as const
      throw thrown
    })
    return Promise.race([found, timedOut.promise]).finally(() => {
      stopTimer()
      this.#cancels.delete(cancel)
    })
  }

  #merge(target: CodeTarget, customer: DirectoryCustomer | undefined): CodeTarget[] {
    if (!customer) return [target]
    const country = this.#deps.settings.read().store?.country
    const told = [...identifiersOf(customer, country).values()].map((identifier) => readTarget(identifier, country))
    const all = target.type === 'other' ? [...told, target] : [target, ...told]
    return [...new Map(all.map((identifier) => [`${identifier.type}:${identifier.value}`, identifier])).values()]
  }

  #remember(key: string, known: Known): void {
    this.#known.delete(key)
    const [oldest] = this.#known.keys()
    if (oldest !== undefined && this.#known.size >= maxKnown) this.#known.delete(oldest)
    this.#known.set(key, known)
  }
}

function queryOf(target: CodeTarget): DirectoryQuery | undefined {
  return target.type === 'other' ? target.query : { kind: target.type, value: target.value }
}
