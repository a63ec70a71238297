/** What was opened, to be closed in the opposite order. */
export class Opened {
  readonly #closers: (() => unknown)[] = []

  add<Part>(part: Part, close: (part: Part) => unknown): Part {
    this.#closers.push(() => close(part))
    return part
  }

  /** Closes everything even when a part of it fails to; then throws the first failure. */
  async close(): Promise<void> {
    const failures: unknown[] = []
    for (const close of this.#closers.splice(0).reverse()) {
      try {
        await close()
      } catch (thrown) {
        failures.push(thrown)
      }
    }
    if (failures.length > 0) throw failures[0]
  }
}
