import { Fault } from './fault.ts'

/** A place at something that takes so many at once. Leaving before one's turn is fine, leaving twice too. */
export interface Place {
  leave(): void
}

interface Waiting {
  client: string
  run: () => void
}

/**
 * Lets so many requests through at once and takes the clients in turn, so that one client's flood or slow reading does
 * not hold up another (design 7).
 */
export class FairQueue {
  readonly #places: number
  readonly #placesPerClient: number
  readonly #mostWaiting: number
  readonly #active = new Map<string, number>()
  /** In the order of their next turn. */
  readonly #waiting = new Map<string, Set<Waiting>>()
  #activeInAll = 0
  #waitingInAll = 0

  constructor(places: number, placesPerClient: number, mostWaiting: number) {
    this.#places = places
    this.#placesPerClient = placesPerClient
    this.#mostWaiting = mostWaiting
  }

  get active(): number {
    return this.#activeInAll
  }

  get waiting(): number {
    return this.#waitingInAll
  }

  /**
   * Runs now or as soon as it is this client's turn.
   *
   * @throws Fault `UPSTREAM_BUSY` when too many wait already
   */
  enter(client: string, run: () => void): Place {
    if (this.#hasPlaceFor(client)) return this.#occupy(client, run)
    if (this.#waitingInAll >= this.#mostWaiting) throw new Fault('UPSTREAM_BUSY', undefined, { retryAfterSeconds: 1 })
    let place: Place | undefined
    let isLeft = false
    const entry = {
      client,
      run: () => {
        place = this.#occupy(client, run)
        if (isLeft) place.leave()
      },
    }
    this.#line(client).add(entry)
    this.#waitingInAll += 1
    return {
      leave: () => {
        isLeft = true
        if (place) place.leave()
        else this.#forget(entry)
      },
    }
  }

  #occupy(client: string, run: () => void): Place {
    this.#activeInAll += 1
    this.#active.set(client, (this.#active.get(client) ?? 0) + 1)
    let isLeft = false
    run()
    return {
      leave: () => {
        if (isLeft) return
        isLeft = true
        this.#activeInAll -= 1
        const rest = (this.#active.get(client) ?? 1) - 1
        if (rest === 0) this.#active.delete(client)
        else this.#active.set(client, rest)
        this.#callNext()
      },
    }
  }

  #callNext(): void {
    for (const [client, line] of this.#waiting) {
      if (!this.#hasPlaceFor(client)) continue
      const [entry] = line
      if (!entry) continue
      this.#forget(entry)
      // To the end of the turn order.
      if (this.#waiting.delete(client) && line.size > 0) this.#waiting.set(client, line)
      entry.run()
      return
    }
  }

  #hasPlaceFor(client: string): boolean {
    return this.#activeInAll < this.#places && (this.#active.get(client) ?? 0) < this.#placesPerClient
  }

  #line(client: string): Set<Waiting> {
    const line = this.#waiting.get(client) ?? new Set()
    this.#waiting.set(client, line)
    return line
  }

  #forget(entry: Waiting): void {
    const line = this.#waiting.get(entry.client)
    if (!line?.delete(entry)) return
    this.#waitingInAll -= 1
    if (line.size === 0) this.#waiting.delete(entry.client)
  }
}
