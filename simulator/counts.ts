/** How often each endpoint was asked, refused and broken requests included. */
export class Counts {
  #counts = new Map<string, number>()

  /** `undefined` is a path that leads nowhere. */
  add(endpoint = 'elsewhere'): void {
    this.#counts.set(endpoint, (this.#counts.get(endpoint) ?? 0) + 1)
  }

  all(): Record<string, number> {
    return Object.fromEntries(this.#counts)
  }

  clear(): void {
    this.#counts.clear()
  }
}
