import type { Fault } from '#core/base/fault.ts'
import type { EntryState, OutboxEntry } from './entry.ts'
import { isOver } from './entry.ts'
import { OpenEntries } from './schedule/openEntries.ts'
import type { OutboxStore, Sealed, SealedParts } from './store.ts'

type Listener = (entry: OutboxEntry) => void

/** The entries, each in memory as it is in the store or will be in a moment. */
export class OutboxRepository {
  /** Those about which the agent itself has still something to do. */
  readonly open = new OpenEntries()
  readonly #store: OutboxStore
  readonly #onChange: Listener
  readonly #entries = new Map<string, OutboxEntry>()
  readonly #byRequest = new Map<string, string>()
  readonly #room = { entries: 0, bytes: 0 }
  #nextSequence = 1
  #problem: Fault | undefined

  /** @param onChange called with each entry that is new, has changed or is gone */
  constructor(store: OutboxStore, onChange: Listener) {
    this.#store = store
    this.#onChange = onChange
  }

  /** Why nothing can be kept now, as the last call of the store found. */
  get problem(): Fault | undefined {
    return this.#problem
  }

  /** @throws Fault `OUTBOX_UNAVAILABLE` */
  async load(): Promise<void> {
    for (const entry of await this.#watched(this.#store.load())) this.#set(entry)
  }

  all(): IterableIterator<OutboxEntry> {
    return this.#entries.values()
  }

  find(id: string): OutboxEntry | undefined {
    return this.#entries.get(id)
  }

  ofRequest(requestId: string): OutboxEntry | undefined {
    const id = this.#byRequest.get(requestId)
    return id === undefined ? undefined : this.#entries.get(id)
  }

  /** What the entries that are not over take up. */
  get room(): Readonly<{ entries: number; bytes: number }> {
    return this.#room
  }

  get nextSequence(): number {
    return this.#nextSequence
  }

  /**
   * Takes its place at once; it is kept for good when the promise resolves.
   *
   * @throws Fault `OUTBOX_UNAVAILABLE`: it was not kept
   */
  async add(entry: OutboxEntry, contents: Sealed): Promise<void> {
    this.#set(entry)
    try {
      await this.#watched(this.#store.append(entry, contents))
      this.#onChange(entry)
    } catch (thrown) {
      this.#forget(entry)
      throw thrown
    }
  }

  /** Counts at once; it is kept for good when the promise resolves. @throws Fault `OUTBOX_UNAVAILABLE` */
  async change(entry: OutboxEntry, state: EntryState): Promise<OutboxEntry> {
    return this.replace({ ...entry, state })
  }

  /** As `change`, of any fact. */
  async replace(entry: OutboxEntry, parts?: Partial<SealedParts>): Promise<OutboxEntry> {
    this.#set(entry)
    this.#onChange(entry)
    await this.#watched(this.#store.update(entry, parts))
    return entry
  }

  /** As `replace`, and where that fails the entry is as it was. @throws Fault `OUTBOX_UNAVAILABLE` */
  async replaceOrRestore(entry: OutboxEntry, before: OutboxEntry, parts?: Partial<SealedParts>): Promise<OutboxEntry> {
    try {
      return await this.replace(entry, parts)
    } catch (thrown) {
      // Something else may have become of it meanwhile.
      if (this.#entries.get(entry.id) === entry) this.restore(before)
      throw thrown
    }
  }

  /** Takes a change back that could not be kept. */
  restore(entry: OutboxEntry): void {
    this.#set(entry)
    this.#onChange(entry)
  }

  /** @throws Fault `OUTBOX_UNAVAILABLE`: they come back at the next start */
  async remove(entries: readonly OutboxEntry[]): Promise<void> {
    for (const entry of entries) {
      this.#forget(entry)
      this.#onChange(entry)
    }
    await this.#watched(this.#store.remove(entries.map(({ id }) => id)))
  }

  /** @throws Fault `OUTBOX_UNAVAILABLE` */
  read(id: string): ReturnType<OutboxStore['read']> {
    return this.#watched(this.#store.read(id))
  }

  #set(entry: OutboxEntry): void {
    const { id, requestId, sequence } = entry
    this.#track(this.#entries.get(id), -1)
    this.#entries.set(id, entry)
    this.#byRequest.set(requestId, id)
    this.#nextSequence = Math.max(this.#nextSequence, sequence + 1)
    this.#track(entry, 1)
  }

  #forget({ id, requestId }: OutboxEntry): void {
    this.#track(this.#entries.get(id), -1)
    this.#entries.delete(id)
    this.#byRequest.delete(requestId)
  }

  #track(entry: OutboxEntry | undefined, sign: 1 | -1): void {
    if (!entry || isOver(entry)) return
    this.#room.entries += sign
    this.#room.bytes += sign * entry.bytes
    if (sign === 1) this.open.put(entry)
    else this.open.remove(entry)
  }

  async #watched<Result>(call: Promise<Result>): Promise<Result> {
    try {
      const result = await call
      this.#problem = undefined
      return result
    } catch (thrown) {
      this.#problem = thrown as Fault
      throw thrown
    }
  }
}
