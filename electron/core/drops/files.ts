import type { Sealed } from '#core/outbox/store.ts'
import { type DropFile, isOpen, type OpenFile } from './file.ts'
import type { DropStore } from './store.ts'

/** How long a file that is over stays in the lists. */
const keptMs = 7 * 24 * 3_600_000

/** The files of all drops, each in memory as it is in the store. */
export class DropFiles {
  readonly #store: DropStore
  readonly #onChange: () => void
  readonly #files = new Map<string, DropFile>()
  /** By drop and id: what is over stays in the lists for days, and is not gone through for each file that is claimed or sent. */
  readonly #open = new Map<string, Map<string, OpenFile>>()
  #nextSequence = 1
  #loading: Promise<void> | undefined

  constructor(store: DropStore, onChange: () => void) {
    this.#store = store
    this.#onChange = onChange
  }

  /** @throws Fault `OUTBOX_UNAVAILABLE` */
  load(): Promise<void> {
    this.#loading ??= this.#load().catch((thrown) => {
      this.#loading = undefined
      throw thrown
    })
    return this.#loading
  }

  /** In order, as far as they are loaded. */
  of(drop: string): DropFile[] {
    return [...this.#files.values()].filter((file) => file.drop === drop)
  }

  /** Those of it that are not over, in order. Some may be changed meanwhile. */
  openOf(drop: string): Iterable<OpenFile> {
    return this.#open.get(drop)?.values() ?? []
  }

  openCount(drop: string): number {
    return this.#open.get(drop)?.size ?? 0
  }

  find(id: string): DropFile | undefined {
    return this.#files.get(id)
  }

  /** @throws Fault `OUTBOX_UNAVAILABLE`: it was not kept */
  async add(facts: Omit<DropFile, 'sequence'>, seal: (file: DropFile) => Sealed): Promise<DropFile> {
    const file = { ...facts, sequence: this.#nextSequence }
    this.#nextSequence += 1
    await this.#store.append(file, seal(file))
    this.#put(file)
    return file
  }

  /** @throws Fault `OUTBOX_UNAVAILABLE`: it is as before */
  async change(file: DropFile): Promise<void> {
    await this.#store.update(file)
    this.#put(file)
  }

  /** @throws Fault `OUTBOX_UNAVAILABLE` */
  read(id: string): Promise<Sealed | undefined> {
    return this.#store.read(id)
  }

  /** @throws Fault `OUTBOX_UNAVAILABLE` */
  async remove(ids: readonly string[]): Promise<void> {
    if (ids.length === 0) return
    await this.#store.remove(ids)
    for (const id of ids) {
      const file = this.#files.get(id)
      if (file) this.#open.get(file.drop)?.delete(id)
      this.#files.delete(id)
    }
    this.#onChange()
  }

  /** Forgets what is over for long enough. @throws Fault `OUTBOX_UNAVAILABLE` */
  async prune(now: number): Promise<void> {
    const old = [...this.#files.values()].filter((file) => !isOpen(file) && now - file.state.since > keptMs)
    await this.remove(old.map(({ id }) => id))
  }

  async #load(): Promise<void> {
    if (!this.#store.isUsed()) return
    for (const file of await this.#store.load()) this.#put(file)
  }

  #put(file: DropFile): void {
    this.#files.set(file.id, file)
    const open = this.#open.get(file.drop) ?? new Map<string, OpenFile>()
    this.#open.set(file.drop, open)
    if (isOpen(file)) open.set(file.id, file)
    else open.delete(file.id)
    this.#nextSequence = Math.max(this.#nextSequence, file.sequence + 1)
    this.#onChange()
  }
}
