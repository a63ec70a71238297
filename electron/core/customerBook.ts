import type { Clock } from './clock.ts'
import type { CustomerCredential } from './customer.ts'
import { Fault } from './fault.ts'
import type { Random } from './random.ts'

/** One customer at one upstream. */
export interface Customer {
  /** Opens the customer's account for the client that holds it. */
  readonly handle: string
  readonly clientId: string
  /** By the clock on the wall. */
  readonly since: number
  readonly lastUsedAt: number
  readonly credential: CustomerCredential
}

interface Entry extends Customer {
  lastUsedAt: number
  /** On the clock that never jumps (attacks.md T64). */
  lastUsedMs: number
}

/** A customer who left without signing out is forgotten after a working day. */
const idleMs = 12 * 3_600_000
/** A client that signs in more than this many loses the one it has not used for longest. */
const mostPerClient = 256

/** The customers of one upstream, in memory only: a restart signs everybody out here. */
export class CustomerBook {
  readonly #clock: Clock
  readonly #random: Random
  readonly #entries = new Map<string, Entry>()

  constructor({ clock, random }: { clock: Clock; random: Random }) {
    this.#clock = clock
    this.#random = random
  }

  /** @param make gets what forgets the customer again */
  add(clientId: string, make: (forget: () => void) => CustomerCredential): Customer {
    this.#forgetIdle()
    const own = this.#of(clientId)
    if (own.length >= mostPerClient) this.forget(own.sort((one, other) => one.lastUsedMs - other.lastUsedMs)[0]?.handle)
    const handle = `cs_${Buffer.from(this.#random.bytes(24)).toString('base64url')}`
    const since = this.#clock.now()
    const lastUsedMs = this.#clock.monotonicMs()
    const credential = make(() => this.forget(handle))
    const entry = { handle, clientId, since, lastUsedAt: since, lastUsedMs, credential }
    this.#entries.set(handle, entry)
    return entry
  }

  /** @throws Fault `CUSTOMER_UNKNOWN`, and never says whether another client knows the handle */
  find(handle: string, clientId: string): Customer {
    this.#forgetIdle()
    const entry = this.#entries.get(handle)
    if (entry?.clientId !== clientId) throw new Fault('CUSTOMER_UNKNOWN')
    entry.lastUsedAt = this.#clock.now()
    entry.lastUsedMs = this.#clock.monotonicMs()
    return entry
  }

  list(clientId: string): Customer[] {
    this.#forgetIdle()
    return this.#of(clientId)
  }

  forget(handle: string | undefined): void {
    const entry = this.#entries.get(handle ?? '')
    if (!entry) return
    this.#entries.delete(entry.handle)
    entry.credential.close()
  }

  close(): void {
    for (const handle of [...this.#entries.keys()]) this.forget(handle)
  }

  #of(clientId: string): Entry[] {
    return [...this.#entries.values()].filter((entry) => entry.clientId === clientId)
  }

  #forgetIdle(): void {
    const beforeMs = this.#clock.monotonicMs() - idleMs
    for (const { handle, lastUsedMs } of this.#entries.values()) if (lastUsedMs <= beforeMs) this.forget(handle)
  }
}
