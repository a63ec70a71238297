/** How often each write took effect, by what makes it one write: `bill 4711`, `customer 919876543210`. */
export class EffectCounts {
  #counts = new Map<string, number>()
  #order: string[] = []

  add(key: string): void {
    this.#counts.set(key, (this.#counts.get(key) ?? 0) + 1)
    this.#order.push(key)
  }

  all(): Record<string, number> {
    return Object.fromEntries(this.#counts)
  }

  /** Every effect, in the order in which they happened. */
  inOrder(): string[] {
    return [...this.#order]
  }

  clear(): void {
    this.#counts.clear()
    this.#order = []
  }
}
