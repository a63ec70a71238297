/** A hold on something that only so many may use at once. Released before its turn it waits no longer; twice does no harm. */
export interface Slot {
  release(): void
}

/** Lets one holder at a time through for each key, in the order they came. */
export class KeyedLock {
  /** By key. The first of a line holds the lock, the others wait. */
  readonly #lines = new Map<string, Set<() => void>>()

  /** Calls `run` once the lock of this key is free: before it returns, if it is free now. The caller releases it. */
  acquire(key: string, run: () => void): Slot {
    const line = this.#lines.get(key) ?? new Set()
    this.#lines.set(key, line)
    // A function of its own, since the same `run` may wait twice.
    const entry = () => run()
    line.add(entry)
    const [first] = line
    if (first === entry) entry()
    return {
      release: () => {
        const [holder] = line
        if (!line.delete(entry)) return
        const [next] = line
        if (!next) this.#lines.delete(key)
        else if (holder === entry) next()
      },
    }
  }

  /** Holds the lock of this key while `act` runs, however that ends. */
  run<Result>(key: string, act: () => Promise<Result>): Promise<Result> {
    return new Promise((resolve, reject) => {
      const slot = this.acquire(key, () => {
        act()
          .then(resolve, reject)
          .finally(() => slot.release())
      })
    })
  }

  /** The same with the locks of several keys. All callers take them in one order, so that no two wait for each other. */
  runWithAll<Result>(keys: Iterable<string>, act: () => Promise<Result>): Promise<Result> {
    const [first, ...rest] = [...new Set(keys)].toSorted()
    return first === undefined ? act() : this.run(first, () => this.runWithAll(rest, act))
  }
}
