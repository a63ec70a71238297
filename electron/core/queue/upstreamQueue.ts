import { KeyedLock, type Slot } from '#core/base/keyedLock.ts'
import { RedactorCache } from '#core/message/credentialRedactor.ts'
import type { Limits } from '#core/settings/limits.ts'
import { FairQueue, type FairSlot } from './fairQueue.ts'

/** What the requests to one upstream share. */
export interface UpstreamQueue {
  readonly slots: Pick<FairQueue, 'acquire'>
  /** Requests for the same customer go one after another. */
  readonly customerLock: Pick<KeyedLock, 'acquire'>
  readonly redactors: RedactorCache
}

export interface UpstreamLoad {
  /** Under way. */
  activeRequests: number
  /** Waiting for a slot. */
  waitingRequests: number
}

/**
 * The queues of all upstreams, by the id of the upstream: one that is changed or set up again keeps its queue, so that its
 * limits hold for requests from before and after the change together. A queue is never dropped: ids are few.
 */
export class UpstreamQueues {
  readonly #limits: Limits
  readonly #queues = new Map<string, UpstreamQueue & { slots: FairQueue }>()

  constructor(limits: Limits) {
    this.#limits = limits
  }

  of(upstreamId: string): UpstreamQueue {
    return this.#queues.get(upstreamId) ?? this.#open(upstreamId)
  }

  loadOf(upstreamId: string): UpstreamLoad {
    const slots = this.#queues.get(upstreamId)?.slots
    return { activeRequests: slots?.active ?? 0, waitingRequests: slots?.waiting ?? 0 }
  }

  #open(upstreamId: string): UpstreamQueue {
    const { upstreamConnections, upstreamConnectionsPerClient, queue } = this.#limits
    const opened = {
      slots: new FairQueue(upstreamConnections, upstreamConnectionsPerClient, queue),
      customerLock: new KeyedLock(),
      redactors: new RedactorCache(),
    }
    this.#queues.set(upstreamId, opened)
    return opened
  }
}

/** What one request holds at an upstream: the lock of its customer, where it names one, and a slot of the queue. */
export class Reservation {
  readonly #queue: UpstreamQueue
  readonly #clientId: string
  #lock: Slot | undefined
  #slot: FairSlot | undefined
  #isLockReleased = false
  #isReleased = false

  constructor(queue: UpstreamQueue, clientId: string) {
    this.#queue = queue
    this.#clientId = clientId
  }

  /**
   * Waits for the lock and then for the slot. To be called once.
   *
   * @param run called when it has both: before this returns, if they are free
   * @param refuse called with the fault `UPSTREAM_BUSY` instead when too many wait already
   */
  take(lockKey: string | undefined, run: () => void, refuse: (thrown: unknown) => void): void {
    if (lockKey === undefined) this.#takeSlot(run, refuse)
    else {
      const lock = this.#queue.customerLock.acquire(lockKey, () => this.#takeSlot(run, refuse))
      // The request may have had its answer, or be over, by the time `acquire` returns.
      if (this.#isLockReleased) lock.release()
      else this.#lock = lock
    }
  }

  /** The next request for the same customer may go. */
  releaseLock(): void {
    this.#isLockReleased = true
    this.#lock?.release()
    this.#lock = undefined
  }

  /** As `FairSlot.offer`. */
  offer(giveUp: () => void): void {
    this.#slot?.offer(giveUp)
  }

  withdraw(): void {
    this.#slot?.withdraw()
  }

  /** Gives back what it holds, and stops waiting. */
  release(): void {
    this.#isReleased = true
    this.#slot?.release()
    this.#slot = undefined
    this.releaseLock()
  }

  #takeSlot(run: () => void, refuse: (thrown: unknown) => void): void {
    try {
      const slot = this.#queue.slots.acquire(this.#clientId, run)
      if (this.#isReleased) slot.release()
      else this.#slot = slot
    } catch (thrown) {
      refuse(thrown)
    }
  }
}
