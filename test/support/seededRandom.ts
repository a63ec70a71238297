/** Numbers that are the same for the same seed, so that a trial can be repeated. Never for a secret. */
export class SeededRandom {
  #state: number

  constructor(seed: number) {
    this.#state = seed >>> 0
  }

  /** At least 0 and less than 1 (mulberry32). */
  fraction(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0
    let mixed = this.#state
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }

  /** A whole number from 0 to one less than `end`. */
  below(end: number): number {
    return Math.floor(this.fraction() * end)
  }

  anyOf<Item>(items: readonly Item[]): Item {
    if (items.length === 0) throw new Error('nothing to choose from')
    return items[this.below(items.length)] as Item
  }

  chance(probability: number): boolean {
    return this.fraction() < probability
  }

  shuffled<Item>(items: readonly Item[]): Item[] {
    const rest = [...items]
    return items.map(() => rest.splice(this.below(rest.length), 1)[0] as Item)
  }

  /** A generator of its own, so that what one part draws does not change what another draws. */
  fork(): SeededRandom {
    return new SeededRandom(this.below(2 ** 32))
  }
}
