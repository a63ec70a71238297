import type { SaleFacts } from '#contract/sale.ts'
import type { Amount, Channel, OverrideReason, VerificationState } from '#contract/verification.ts'
import type { SendStore } from '#core/codes/sendStore.ts'

export type OpenState = Extract<VerificationState, 'started' | 'code-sent'>
export type FinalState = Exclude<VerificationState, OpenState>

/**
 * What every stored verification has. Times are milliseconds of the monotonic epoch, except `confirmedAt`. The property
 * names stand in the database, so they are never renamed.
 */
interface VerificationFacts {
  readonly id: string
  readonly upstream: string
  /** The client that started it; absent when the cashier did. */
  readonly client?: string | undefined
  /** The client it belongs to: which started it, which the cashier named, or which gave the right code. */
  readonly holder?: Holder | undefined
  /** Fingerprint of the upstream: an id can be given to another cloud later. */
  readonly cloud?: string | undefined
  readonly channel: Channel
  readonly maskedIdentifier: string
  /** Keyed hash of the recipient: equal for one customer, and it does not reveal them. */
  readonly customer: string
  /** Keyed hashes of all that the upstream knows this customer by. */
  readonly person?: readonly string[] | undefined
  /** Country of the recipient's number, when it is not the store's. */
  readonly abroad?: string | undefined
  readonly purpose?: string | undefined
  readonly amount?: Amount | undefined
  readonly sale?: SaleFacts | undefined
  /** When an open verification expires. */
  readonly endsAt: number
  /** Codes that were sent, including one that is being sent. */
  readonly sends: number
  /** Codes that were entered, including one that is being checked. */
  readonly tries: number
}

export interface OpenVerification extends VerificationFacts {
  readonly state: OpenState
  /** `PrivateContents`, encrypted with AES-GCM, as base64url. */
  readonly sealed: string
}

export interface ConfirmedVerification extends VerificationFacts {
  readonly state: 'confirmed'
  /** When the final state was reached. */
  readonly overAt: number
  readonly proof: Proof
}

export interface UnconfirmedVerification extends VerificationFacts {
  readonly state: Exclude<FinalState, 'confirmed'>
  /** When the final state was reached. */
  readonly overAt: number
}

/** A verification on the disk. One in a final state no longer holds the recipient, not even encrypted. */
export type StoredVerification = OpenVerification | ConfirmedVerification | UnconfirmedVerification

/** A client by its key: an id can be given to another program later, a key never is. */
export interface Holder {
  readonly id: string
  readonly keyDigest: string
}

/** What the statement of a confirmed verification says about the customer. */
export interface Proof {
  /** With the holder's own key. Absent without a holder: there is no statement then. */
  readonly hmac?: string | undefined
  /** Wall clock, because the servers that check the statement compare it with their own. */
  readonly confirmedAt: number
  /** Why a manager confirmed without a code; absent where the right code was given. */
  readonly override?: OverrideReason | undefined
}

/**
 * Storage of verifications and of the times at which codes were sent.
 *
 * @throws Fault `VERIFICATIONS_UNAVAILABLE` from every call; nothing was changed then
 */
export interface VerificationStore extends SendStore {
  /** Those that can be read. Damaged ones are set aside, so that they stop nobody. */
  all(): StoredVerification[]
  /** Replaces the verification with the same id. */
  save(verification: StoredVerification): void
  remove(id: string): void
  /** Names of files with damaged verifications that were set aside and are still there. Never throws. */
  setAside(): readonly string[]
  close(): void
}
