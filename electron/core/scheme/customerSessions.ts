import type { Clock } from '#core/base/clock.ts'
import { Fault } from '#core/base/fault.ts'
import { type Random, randomText } from '#core/base/random.ts'
import type { CustomerCredential } from './requestAuthenticator.ts'

/** One customer who signs in, or has signed in, to one upstream for one client. */
export interface CustomerSession<Credential extends CustomerCredential = CustomerCredential> {
  /** The client sends the handle to name the customer. */
  readonly handle: string
  /** Digest of the client's key. An id can be given to another program later; a key never is. */
  readonly owner: string
  /** Milliseconds since 1970. */
  readonly since: number
  readonly lastUsedAt: number
  readonly credential: Credential
}

interface Entry<Credential extends CustomerCredential> extends CustomerSession<Credential> {
  lastUsedAt: number
  /** Monotonic, so that a clock that is set does not end sessions (attacks.md T64). */
  lastUsedMs: number
}

/** A customer who left without signing out is removed after a working day. */
const idleTimeoutMs = 12 * 3_600_000
/** A client that signs in more customers loses the session it has not used for longest. */
const maxPerClient = 256

/** The customer sessions of one upstream, in memory only: a restart of the agent ends them here. */
export class CustomerSessions<Credential extends CustomerCredential = CustomerCredential> {
  readonly #clock: Clock
  readonly #random: Random
  readonly #sessions = new Map<string, Entry<Credential>>()

  constructor({ clock, random }: { clock: Clock; random: Random }) {
    this.#clock = clock
    this.#random = random
  }

  /** @param open makes the credential; its parameter removes the session again */
  add(owner: string, open: (remove: () => void) => Credential): CustomerSession<Credential> {
    this.#removeIdle()
    const own = this.#of(owner)
    if (own.length >= maxPerClient) this.remove(own.sort((a, b) => a.lastUsedMs - b.lastUsedMs)[0]?.handle)
    const handle = `cs_${randomText(this.#random, 24)}`
    const since = this.#clock.now()
    const lastUsedMs = this.#clock.monotonicMs()
    const credential = open(() => this.remove(handle))
    const entry = { handle, owner, since, lastUsedAt: since, lastUsedMs, credential }
    this.#sessions.set(handle, entry)
    return entry
  }

  /** @throws Fault `CUSTOMER_UNKNOWN`, the same whether or not another client has the handle */
  find(handle: string, owner: string): CustomerSession<Credential> {
    this.#removeIdle()
    const entry = this.#sessions.get(handle)
    if (entry?.owner !== owner) throw new Fault('CUSTOMER_UNKNOWN')
    entry.lastUsedAt = this.#clock.now()
    entry.lastUsedMs = this.#clock.monotonicMs()
    return entry
  }

  list(owner: string): CustomerSession<Credential>[] {
    this.#removeIdle()
    return this.#of(owner)
  }

  remove(handle: string | undefined): void {
    const entry = this.#sessions.get(handle ?? '')
    if (!entry) return
    this.#sessions.delete(entry.handle)
    entry.credential.close()
  }

  /** Ends the sessions of all other owners: their keys are no longer valid. */
  removeAllBut(owners: ReadonlySet<string>): void {
    for (const { handle, owner } of [...this.#sessions.values()]) if (!owners.has(owner)) this.remove(handle)
  }

  close(): void {
    for (const handle of [...this.#sessions.keys()]) this.remove(handle)
  }

  #of(owner: string): Entry<Credential>[] {
    return [...this.#sessions.values()].filter((entry) => entry.owner === owner)
  }

  #removeIdle(): void {
    const beforeMs = this.#clock.monotonicMs() - idleTimeoutMs
    for (const { handle, lastUsedMs } of this.#sessions.values()) if (lastUsedMs <= beforeMs) this.remove(handle)
  }
}
