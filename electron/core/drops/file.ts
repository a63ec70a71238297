import type { DropFileView, DropProblem, DropRefusal } from '#contract/drops/drop.ts'
import type { Instant } from '#contract/values.ts'

/** How it is known that the server has a whole file. */
export type Proof = NonNullable<DropFileView['proof']>

/** Where a file is. All times are in Unix milliseconds; `since` is when it came there. */
export type FileState =
  /** Sent when it is its turn, from `notBefore` on. `problem` says what the last attempt met. */
  | {
      readonly name: 'waiting'
      readonly since: Instant
      readonly failures: number
      readonly notBefore: Instant
      readonly problem?: DropProblem
    }
  /** Some of it may be at the server, under its temporary name. */
  | { readonly name: 'uploading'; readonly since: Instant; readonly failures: number }
  /**
   * All of it is at the server under its temporary name, or under its own: since nobody else knows the temporary name, its
   * absence says which.
   */
  | {
      readonly name: 'renaming'
      readonly since: Instant
      readonly failures: number
      readonly notBefore: Instant
      readonly proof: Proof
      /** The server: of another one the question would say nothing. */
      readonly to: string
      readonly problem?: DropProblem
    }
  | { readonly name: 'sent'; readonly since: Instant; readonly proof: Proof }
  /** The agent put it into `refused`. */
  | { readonly name: 'refused'; readonly since: Instant; readonly why: DropRefusal }
  | { readonly name: 'expired'; readonly since: Instant }

/** A file that was claimed. Its contents are in the store, encrypted, and the original is in the folder. */
export interface DropFile {
  /** In the order in which files were claimed. */
  readonly sequence: number
  readonly id: string
  readonly drop: string
  readonly name: string
  readonly bytes: number
  /** SHA-256, in hex. */
  readonly digest: string
  readonly createdAt: Instant
  readonly expiresAt: Instant
  readonly state: FileState
}

export type OpenState = FileState & { name: 'waiting' | 'uploading' | 'renaming' }

export type OpenFile = DropFile & { state: OpenState }

export function isOpen(file: DropFile): file is OpenFile {
  const { name } = file.state
  return name === 'waiting' || name === 'uploading' || name === 'renaming'
}

/** The facts that the encryption vouches for: with another name, folder or place, the contents do not open. */
export function boundFacts({ state: _, ...facts }: DropFile): string {
  return JSON.stringify(Object.entries(facts).sort(([one], [other]) => (one < other ? -1 : 1)))
}
