import { createHash } from 'node:crypto'
import type { DropRefusal } from '#contract/drops/drop.ts'
import { Fault } from '#core/base/fault.ts'
import { type Random, randomText } from '#core/base/random.ts'
import type { OutboxSeal } from '#core/outbox/seal.ts'
import { inOrder, StillFiles, verdictOf } from './claims.ts'
import { boundFacts, type DropFile } from './file.ts'
import type { DropFiles } from './files.ts'
import type { Claimed, DropFolder, SeenFile } from './folder.ts'
import { refusedNote, sentNote } from './notes.ts'
import { claimed as claimedState } from './transitions.ts'

interface Deps {
  drop: { name: string; to: string; stableSeconds: number; expireHours: number }
  files: DropFiles
  folder: DropFolder
  random: Random
  /** Of a file, at most. */
  maxBytes: number
  now(): number
  monotonicMs(): number
  onRefused(id: string, why: DropRefusal): void
}

/** What waits at a time: the rest stays in the folder, where it takes no room twice. */
const maxWaiting = 1_000

/** Takes whole files out of a folder into the store, and puts the originals where people look for them. */
export class Collector {
  readonly #deps: Deps
  readonly #still = new StillFiles()

  constructor(deps: Deps) {
    this.#deps = deps
  }

  /**
   * Goes on with what a kill has left in `sending`, then takes what is new. A file that cannot be moved holds up no other.
   *
   * @returns what the first of those met
   * @throws Fault `DROP_FOLDER_UNUSABLE` of the folder as a whole · `OUTBOX_UNAVAILABLE`
   */
  async collect(seal: OutboxSeal): Promise<Fault | undefined> {
    const { folder, files, drop, maxBytes, monotonicMs } = this.#deps
    const met: Fault[] = []
    const attempt = async (act: Promise<void>) => {
      const problem = await folderProblemOf(act)
      if (problem && met.length === 0) met.push(problem)
    }
    await folder.prepare()
    for (const claimed of await folder.claimed()) await attempt(this.#resume(claimed, seal))
    const seen = await folder.list()
    const still = this.#still.observe(seen, monotonicMs(), drop.stableSeconds * 1_000)
    for (const file of inOrder(seen)) {
      const verdict = verdictOf(file, still.has(file), maxBytes)
      if (verdict.do === 'refuse') await attempt(this.#refuse(file, verdict.why))
      if (verdict.do !== 'claim' || files.openCount(drop.name) >= maxWaiting) continue
      await attempt(this.#claim(file, seal))
    }
    return met[0]
  }

  /** Moves the original of a file that is over. @throws Fault `DROP_FOLDER_UNUSABLE` */
  async settle({ id, name, state, ...rest }: DropFile): Promise<void> {
    const { folder, drop } = this.#deps
    if (state.name === 'sent')
      await folder.settle(
        { id, name },
        'sent',
        sentNote({ id, name, state, ...rest }, drop.to, state.proof, state.since),
      )
    else if (state.name === 'expired') await folder.settle({ id, name }, 'refused', refusedNote('expired', state.since))
    else if (state.name === 'refused') await folder.settle({ id, name }, 'refused', refusedNote(state.why, state.since))
  }

  /** Puts the original back into `sending` where somebody has removed it: the store lets its copy go. @throws as `collect` */
  async secureOriginal(file: DropFile, seal: OutboxSeal): Promise<void> {
    const { folder } = this.#deps
    if (await folder.look(file)) return
    const bytes = await this.contentsOf(file, seal)
    if (bytes) await folder.restore(file, bytes)
  }

  /** `undefined` where the copy in the store does not open. @throws Fault `OUTBOX_UNAVAILABLE` */
  async contentsOf(file: DropFile, seal: OutboxSeal): Promise<Buffer | undefined> {
    const sealed = await this.#deps.files.read(file.id)
    return sealed && seal.decryptBound(boundText(file), sealed)
  }

  async #resume(claimed: Claimed, seal: OutboxSeal): Promise<void> {
    const file = this.#deps.files.find(claimed.id)
    if (!file) await this.#take(claimed, seal)
    else await this.settle(file)
  }

  async #claim({ name }: SeenFile, seal: OutboxSeal): Promise<void> {
    const claimed = { id: this.#newId(), name }
    if (await this.#deps.folder.claim(claimed)) await this.#take(claimed, seal)
  }

  async #take(claimed: Claimed, seal: OutboxSeal): Promise<void> {
    const { folder, files, drop, maxBytes, now } = this.#deps
    const seen = await folder.look(claimed)
    if (!seen) return
    const verdict = verdictOf(seen, true, maxBytes)
    if (verdict.do === 'refuse') return this.#record(claimed, seen, verdict.why)
    // Nothing like it is claimed, so somebody else has put it there: it goes where it is left.
    if (verdict.do === 'leave') return void (await folder.release(claimed))
    const bytes = await folder.read(claimed, seen)
    if (bytes === 'unreadable') return this.#record(claimed, seen, bytes)
    // Written to after it was claimed: it goes back, and is looked at again.
    if (bytes === 'changed') return void (await folder.release(claimed))
    const at = now()
    const facts = {
      ...{ ...claimed, drop: drop.name, bytes: bytes.length, digest: createHash('sha256').update(bytes).digest('hex') },
      ...{ createdAt: at, expiresAt: at + drop.expireHours * 3_600_000, state: claimedState(at) },
    }
    await files.add(facts, (file) => seal.encryptBound(boundText(file), bytes))
  }

  /** Of one that is in the folder itself. */
  async #refuse(seen: SeenFile, why: DropRefusal): Promise<void> {
    const { folder, now } = this.#deps
    const file = { id: this.#newId(), name: seen.name }
    await folder.refuse({ ...file, ...(seen.rawName && { rawName: seen.rawName }) }, refusedNote(why, now()))
    await this.#note(file, seen, why)
  }

  /** Of one that was claimed. */
  async #record(claimed: Claimed, seen: SeenFile, why: DropRefusal): Promise<void> {
    const { folder, now } = this.#deps
    await folder.settle(claimed, 'refused', refusedNote(why, now()))
    await this.#note(claimed, seen, why)
  }

  /** For the lists alone: its contents were never taken. */
  async #note({ id, name }: Claimed, { bytes }: SeenFile, why: DropRefusal): Promise<void> {
    const { files, drop, now, onRefused } = this.#deps
    const at = now()
    const state = { name: 'refused', since: at, why } as const
    const facts = { id, name, drop: drop.name, bytes, digest: '', createdAt: at, expiresAt: at, state }
    await files.add(facts, () => ({ keyId: '', bytes: new Uint8Array() }))
    onRefused(id, why)
  }

  #newId(): string {
    return `df_${randomText(this.#deps.random, 12)}`
  }
}

/** @throws whatever is no problem of the folder */
export async function folderProblemOf(act: Promise<void>): Promise<Fault | undefined> {
  try {
    await act
    return undefined
  } catch (thrown) {
    if (thrown instanceof Fault && thrown.code === 'DROP_FOLDER_UNUSABLE') return thrown
    throw thrown
  }
}

function boundText(file: DropFile): string {
  return `file:${boundFacts(file)}`
}
