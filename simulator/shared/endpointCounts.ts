/** How many requests each endpoint received, refused and broken ones included. */
export class EndpointCounts {
  #counts = new Map<string, number>()

  /** @param endpoint `undefined` for an unknown path, counted as `elsewhere` */
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
