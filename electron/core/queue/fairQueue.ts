import { Fault } from '#core/base/fault.ts'
import type { Slot } from '#core/base/keyedLock.ts'

interface Waiter {
  clientId: string
  run: () => void
}

interface Offer {
  clientId: string
  giveUp: () => void
}

/** A place among the requests under way. */
export interface FairSlot extends Slot {
  /**
   * The holder makes no progress, and it is not for the upstream: `giveUp` is called once another client needs the slot, and
   * must release it. It may be called before this returns.
   */
  offer(giveUp: () => void): void
  /** The holder makes progress again. */
  withdraw(): void
}

/**
 * Lets so many requests through at once. Slots go to the clients in turn, so that one client's flood does not hold up the
 * others; and a slot whose holder waits for a slow reader goes to another client that has to wait for one.
 */
export class FairQueue {
  readonly #maxActive: number
  readonly #maxActivePerClient: number
  readonly #maxWaiting: number
  readonly #activeByClient = new Map<string, number>()
  /** Those who wait, by client; the client whose turn is next comes first. */
  readonly #waitersByClient = new Map<string, Set<Waiter>>()
  /** The oldest first. */
  readonly #offers = new Set<Offer>()
  #active = 0
  #waiting = 0
  /** Whether a slot is being given back for one client in particular. */
  #isHandingOver = false

  constructor(maxActive: number, maxActivePerClient: number, maxWaiting: number) {
    this.#maxActive = maxActive
    this.#maxActivePerClient = maxActivePerClient
    this.#maxWaiting = maxWaiting
  }

  get active(): number {
    return this.#active
  }

  get waiting(): number {
    return this.#waiting
  }

  /**
   * Calls `run` when there is a slot for this client: before it returns, if there is one now. The caller releases the slot.
   *
   * @throws Fault `UPSTREAM_BUSY` when too many wait already
   */
  acquire(clientId: string, run: () => void): FairSlot {
    if (!this.#hasSlotFor(clientId) && this.#offers.size > 0) this.#takeOfferFor(clientId)
    if (this.#hasSlotFor(clientId)) return this.#occupy(clientId, run)
    if (this.#waiting >= this.#maxWaiting) throw upstreamBusy()
    return this.#wait(clientId, run)
  }

  #wait(clientId: string, run: () => void): FairSlot {
    let slot: FairSlot | undefined
    let isReleased = false
    const waiter: Waiter = {
      clientId,
      run: () => {
        slot = this.#occupy(clientId, run)
        // `run` may have released it already.
        if (isReleased) slot.release()
      },
    }
    const waiters = this.#waitersByClient.get(clientId) ?? new Set()
    this.#waitersByClient.set(clientId, waiters.add(waiter))
    this.#waiting += 1
    return {
      release: () => {
        isReleased = true
        if (slot) slot.release()
        else this.#remove(waiter)
      },
      offer: (giveUp) => slot?.offer(giveUp),
      withdraw: () => slot?.withdraw(),
    }
  }

  #occupy(clientId: string, run: () => void): FairSlot {
    this.#count(clientId, +1)
    const slot = new HeldSlot(clientId, this.#offers, this.#onOffer, this.#onRelease)
    try {
      run()
    } catch (thrown) {
      slot.release()
      throw thrown
    }
    return slot
  }

  readonly #onRelease = (clientId: string): void => {
    this.#count(clientId, -1)
    if (!this.#isHandingOver) this.#runNext()
  }

  readonly #onOffer = (): void => {
    for (const clientId of this.#waitersByClient.keys()) {
      if (!this.#takeOfferFor(clientId)) continue
      this.#runFor(clientId)
      return
    }
  }

  /** Has the holder that waits longest give up, if it is another client's. Returns whether there was one. */
  #takeOfferFor(clientId: string): boolean {
    if (this.#activeOf(clientId) >= this.#maxActivePerClient) return false
    for (const offer of this.#offers) {
      if (offer.clientId === clientId) continue
      this.#offers.delete(offer)
      this.#isHandingOver = true
      offer.giveUp()
      this.#isHandingOver = false
      return true
    }
    return false
  }

  #count(clientId: string, change: 1 | -1): void {
    this.#active += change
    // One that has none keeps its entry: it comes again, and clients are few.
    this.#activeByClient.set(clientId, this.#activeOf(clientId) + change)
  }

  #runNext(): void {
    for (const clientId of this.#waitersByClient.keys()) if (this.#runFor(clientId)) return
  }

  /** Lets the next request of this client through, if there is one and a slot for it. */
  #runFor(clientId: string): boolean {
    const waiters = this.#waitersByClient.get(clientId)
    const [waiter] = waiters ?? []
    if (!waiters || !waiter || !this.#hasSlotFor(clientId)) return false
    this.#remove(waiter)
    // The client's next turn comes after those of the others.
    if (this.#waitersByClient.delete(clientId)) this.#waitersByClient.set(clientId, waiters)
    waiter.run()
    return true
  }

  #hasSlotFor(clientId: string): boolean {
    return this.#active < this.#maxActive && this.#activeOf(clientId) < this.#maxActivePerClient
  }

  #activeOf(clientId: string): number {
    return this.#activeByClient.get(clientId) ?? 0
  }

  #remove(waiter: Waiter): void {
    const waiters = this.#waitersByClient.get(waiter.clientId)
    if (!waiters?.delete(waiter)) return
    this.#waiting -= 1
    if (waiters.size === 0) this.#waitersByClient.delete(waiter.clientId)
  }
}

class HeldSlot implements FairSlot {
  readonly #clientId: string
  readonly #offers: Set<Offer>
  readonly #onOffer: () => void
  readonly #onRelease: (clientId: string) => void
  #offer: Offer | undefined
  #isReleased = false

  constructor(clientId: string, offers: Set<Offer>, onOffer: () => void, onRelease: (clientId: string) => void) {
    this.#clientId = clientId
    this.#offers = offers
    this.#onOffer = onOffer
    this.#onRelease = onRelease
  }

  offer(giveUp: () => void): void {
    if (this.#isReleased || this.#offer) return
    this.#offer = { clientId: this.#clientId, giveUp }
    this.#offers.add(this.#offer)
    this.#onOffer()
  }

  withdraw(): void {
    if (this.#offer) this.#offers.delete(this.#offer)
    this.#offer = undefined
  }

  release(): void {
    if (this.#isReleased) return
    this.#isReleased = true
    this.withdraw()
    this.#onRelease(this.#clientId)
  }
}

/** Too many wait already, or this request has waited too long. */
export function upstreamBusy(): Fault {
  return new Fault('UPSTREAM_BUSY', undefined, { retryAfterSeconds: 1 })
}
