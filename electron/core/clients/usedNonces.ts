/** The nonces of signed requests, each for as long as its signature counts. */
export class UsedNonces {
  readonly #maxPerClient: number
  /** By client; when each ends, in the order in which they came. */
  readonly #ends = new Map<string, Map<string, number>>()

  constructor(maxPerClient: number) {
    this.#maxPerClient = maxPerClient
  }

  /**
   * Uses one up.
   *
   * @param endsAt when its signature no longer counts @param now of the same clock
   * @returns `used` where it has been · `full` where no more can be remembered: none that counts is ever forgotten
   */
  use(client: string, nonce: string, endsAt: number, now: number): 'fresh' | 'used' | 'full' {
    const ends = this.#ends.get(client) ?? new Map<string, number>()
    this.#ends.set(client, ends)
    if (ends.has(nonce)) return 'used'
    if (ends.size >= this.#maxPerClient) for (const [old, end] of ends) if (end < now) ends.delete(old)
    if (ends.size >= this.#maxPerClient) return 'full'
    ends.set(nonce, endsAt)
    return 'fresh'
  }
}
