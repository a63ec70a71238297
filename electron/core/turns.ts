import type { Place } from './fairQueue.ts'

/** One at a time for each subject, in the order they came. */
export class Turns {
  readonly #lines = new Map<string, Set<() => void>>()

  /** Runs now or when those before it for the same subject have left. */
  enter(subject: string, run: () => void): Place {
    const line = this.#lines.get(subject) ?? new Set()
    this.#lines.set(subject, line)
    // Each entry is its own, even if the same function came twice.
    const entry = () => run()
    line.add(entry)
    const [first] = line
    if (first === entry) entry()
    return {
      leave: () => {
        const [current] = line
        if (!line.delete(entry)) return
        const [next] = line
        if (!next) this.#lines.delete(subject)
        else if (current === entry) next()
      },
    }
  }

  /** The same for work that takes time: the next one's turn comes when it is over, however it went. */
  run<Answer>(subject: string, act: () => Promise<Answer>): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const place = this.enter(subject, () => {
        act()
          .then(resolve, reject)
          .finally(() => place.leave())
      })
    })
  }
}
