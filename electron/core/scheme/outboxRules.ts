import type { Route } from '#contract/grant.ts'
import type { RefusalReason } from '#contract/outbox/entry.ts'
import type { WriteFieldName } from '#contract/outbox/people.ts'

/** A write, before it is sent or after. */
export interface WriteRequest {
  readonly method: string
  /** Decoded once, with the path of the base URL before it. */
  readonly path: string
  /** With its `?`, or empty. */
  readonly query: string
  /** Flat: name, value, … without those that the agent adds. */
  readonly headers: readonly string[]
  readonly body: Buffer
}

/** A write that may wait in the outbox. */
export interface PlannedWrite {
  /** Writes with the same key go one after another: the customer. Absent where the order does not matter. */
  readonly orderKey?: string | undefined
  /** Whether the upstream makes one effect of two sendings, by a key that both carry. */
  readonly isRepeatable: boolean
  /** What the client tells it from others by, over repeats of it: the bill number, or the idempotency key. */
  readonly reference?: string | undefined
  /** In the currency of the store, for the sum that people see. */
  readonly amount?: number | undefined
  /** With the key that makes it one write, which is made where the client gave none. */
  readonly headers: readonly string[]
  readonly body: Buffer
}

/**
 * What a response says about a write.
 *
 * - `done`: it took effect
 * - `recorded-before`: the upstream has it already, from an earlier sending or from elsewhere
 * - `not-now`: it did nothing, and may do it later
 * - `refused`: it did nothing, and will never
 * - `unclear`: it may have taken effect
 */
export interface WriteVerdict {
  readonly outcome: 'done' | 'recorded-before' | 'not-now' | 'refused' | 'unclear'
  /** The upstream's own code, or its status: never a sentence, which may name a customer. */
  readonly code: string
}

/** What the upstream says when it is asked whether a write took effect. `other`: another write has its key, and this one has not */
export type ReadBack = 'happened' | 'not-happened' | 'other' | 'cannot-tell'

/** Where a fact of a write stands: a field of its JSON body, or a parameter of its query. */
export interface WriteField {
  readonly name: WriteFieldName
  readonly at: { readonly body: readonly (string | number)[] } | { readonly query: string }
}

/** A scheme's word on which writes may wait in the outbox, and how each has one effect. */
export interface OutboxRules {
  /** As the presets of the scheme have them. No write of another route waits. */
  readonly routes: readonly Route[]
  /**
   * `undefined` for a write that cannot wait: it names several things at once, or nothing that tells it from another one.
   *
   * @param makeKey a key for a write that has none
   */
  plan(request: WriteRequest, makeKey: () => string): PlannedWrite | undefined
  /** @param body of the response, unpacked @param request that it answers */
  verdictOf(status: number, body: Buffer, request: Pick<WriteRequest, 'method' | 'path'>): WriteVerdict
  /** @param code as in a verdict; `undefined` where it does not tell */
  reasonOf(code: string): RefusalReason | undefined
  /** What a person may see of a write that was planned, and correct: the fields that are there, in the order of a form. */
  fieldsOf(request: WriteRequest): readonly WriteField[]
  /** Without the key that an earlier sending had in a header: what a person has corrected is another write. */
  withoutKey(request: WriteRequest): readonly string[]
}
