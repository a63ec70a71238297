import { isOpen, type OutboxEntry } from '#core/outbox/entry.ts'
import { deadlineOf } from './deadline.ts'

type Line = Pick<OutboxEntry, 'id' | 'upstream' | 'order'>

/**
 * The entries about which the agent itself has still something to do, by upstream and customer: a step of a long outbox costs no
 * more than one of a short one, since what can be sent next is the first entry of each customer.
 */
export class OpenEntries {
  readonly #lines = new Map<string, OutboxEntry[]>()
  readonly #heads = new Map<string, OutboxEntry[]>()
  #nextDeadline = Number.POSITIVE_INFINITY

  /** The first entry of each customer, by upstream, in the order in which they were accepted. */
  get heads(): ReadonlyMap<string, readonly OutboxEntry[]> {
    return this.#heads
  }

  /** No entry has a deadline before that. */
  get nextDeadline(): number {
    return this.#nextDeadline
  }

  /** One that is not open is left out. */
  put(entry: OutboxEntry): void {
    if (!isOpen(entry)) return
    this.#nextDeadline = Math.min(this.#nextDeadline, deadlineOf(entry))
    this.#change(entry, (line) => line.splice(placeOf(line, entry), 0, entry))
  }

  /** @param entry as it was put */
  remove(entry: OutboxEntry): void {
    this.#change(entry, (line) => remove(line, entry))
  }

  /** Whether an entry of the same customer that was accepted before must be over first. */
  isBlocked(entry: Line & Pick<OutboxEntry, 'sequence'>): boolean {
    const first = this.#lines.get(keyOf(entry))?.[0]
    return first !== undefined && first.sequence < entry.sequence
  }

  /** Those whose deadline has come. Looks at every entry, but only once one is due. */
  dueBy(now: number): OutboxEntry[] {
    if (now < this.#nextDeadline) return []
    const due: OutboxEntry[] = []
    this.#nextDeadline = Number.POSITIVE_INFINITY
    for (const line of this.#lines.values())
      for (const entry of line) {
        const deadline = deadlineOf(entry)
        this.#nextDeadline = Math.min(this.#nextDeadline, deadline)
        if (deadline <= now) due.push(entry)
      }
    return due
  }

  #change(entry: OutboxEntry, change: (line: OutboxEntry[]) => void): void {
    const key = keyOf(entry)
    const line = this.#lines.get(key) ?? []
    const before = line[0]
    change(line)
    const [first] = line
    if (first) this.#lines.set(key, line)
    else this.#lines.delete(key)
    if (first !== before) this.#replaceHead(entry.upstream, before, first)
  }

  #replaceHead(upstream: string, before: OutboxEntry | undefined, first: OutboxEntry | undefined): void {
    const heads = this.#heads.get(upstream) ?? []
    if (before) remove(heads, before)
    if (first) heads.splice(placeOf(heads, first), 0, first)
    if (heads.length > 0) this.#heads.set(upstream, heads)
    else this.#heads.delete(upstream)
  }
}

/** An entry without an order waits for no other. */
function keyOf({ id, upstream, order }: Line): string {
  return order === undefined ? `${upstream} entry ${id}` : `${upstream} order ${order}`
}

function remove(sorted: OutboxEntry[], entry: OutboxEntry): void {
  const at = placeOf(sorted, entry)
  if (sorted[at]?.id === entry.id) sorted.splice(at, 1)
}

/** Where it stands among entries in the order of their sequence, or would stand. */
function placeOf(sorted: readonly OutboxEntry[], { sequence }: OutboxEntry): number {
  let [from, to] = [0, sorted.length]
  while (from < to) {
    const middle = (from + to) >>> 1
    if ((sorted[middle] as OutboxEntry).sequence < sequence) from = middle + 1
    else to = middle
  }
  return from
}
