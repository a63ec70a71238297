/** Items that one reader takes in the order they were pushed, and waits for while there are none. */
export class AsyncQueue<Item extends string | object> {
  readonly #items = new Set<Item>()
  #wakeReader = () => {}
  #isEnded = false

  /** How many items wait for the reader. */
  get size(): number {
    return this.#items.size
  }

  /** An item that waits already is not added a second time. */
  push(item: Item): void {
    this.#items.add(item)
    this.#wakeReader()
  }

  /** Ends `read` at once; items that still wait are dropped. */
  end(): void {
    this.#isEnded = true
    this.#wakeReader()
  }

  /** @param signal ends the queue when it aborts */
  async *read(signal?: AbortSignal): AsyncGenerator<Item> {
    const end = () => this.end()
    if (signal?.aborted) end()
    signal?.addEventListener('abort', end)
    try {
      while (!this.#isEnded) {
        const [next] = this.#items
        if (next === undefined) {
          await this.#nextPush()
          continue
        }
        this.#items.delete(next)
        yield next
      }
    } finally {
      signal?.removeEventListener('abort', end)
    }
  }

  #nextPush(): Promise<void> {
    return new Promise((resolve) => {
      this.#wakeReader = resolve
    })
  }
}
