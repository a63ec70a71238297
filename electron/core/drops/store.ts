import type { Sealed } from '#core/outbox/store.ts'
import type { DropFile } from './file.ts'

/**
 * Keeps files that were claimed, beside the writes of the outbox. What a call has returned from survives a kill and a power cut.
 *
 * @throws Fault `OUTBOX_UNAVAILABLE` from every call: nothing was changed then
 */
export interface DropStore {
  /** Whether anything was ever kept. Where nothing was, nothing is opened. */
  isUsed(): boolean
  /** All of them, in order. */
  load(): Promise<DropFile[]>
  append(file: DropFile, contents: Sealed): Promise<void>
  /** The contents of one that is over are let go. */
  update(file: DropFile): Promise<void>
  /** `undefined` where the contents were let go. */
  read(id: string): Promise<Sealed | undefined>
  remove(ids: readonly string[]): Promise<void>
}
