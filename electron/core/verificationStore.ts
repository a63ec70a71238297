import type { Amount, Channel, VerificationState } from '../contract/verification.ts'

/** A verification as it rests on the disk: whom it is about is sealed. Times are steady ones, but `confirmedAt`. */
export interface StoredVerification {
  readonly id: string
  readonly upstream: string
  /** The client that started it; absent when the cashier did. */
  readonly client?: string | undefined
  readonly state: VerificationState
  readonly channel: Channel
  readonly maskedIdentifier: string
  /** Tells customers apart, and not who they are. */
  readonly customer: string
  /** Gone once it is over. */
  readonly sealed?: string | undefined
  readonly purpose?: string | undefined
  readonly amount?: Amount | undefined
  /** When nobody can give the code any more. */
  readonly endsAt: number
  readonly sends: number
  /** Codes that were tried. */
  readonly tries: number
  /** When it was confirmed, refused, expired or cancelled. */
  readonly overAt?: number | undefined
  readonly proof?: Proof | undefined
}

/** What a statement says of a customer who was confirmed. */
export interface Proof {
  readonly salt: string
  readonly hash: string
  /** By the clock on the wall: others compare it with theirs. */
  readonly confirmedAt: number
}

/**
 * Where verifications and the count of codes rest.
 *
 * @throws Fault `VERIFICATIONS_UNAVAILABLE` from every call; nothing was changed then
 */
export interface VerificationStore {
  all(): StoredVerification[]
  /** Put in place of the one with the same id. */
  keep(verification: StoredVerification): void
  forget(id: string): void
  /** When codes were sent to this customer since then, oldest first. */
  sendsTo(customer: string, since: number): number[]
  countSend(customer: string, at: number): void
  /** Takes back the count of a code that never went out. */
  uncountSend(customer: string, at: number): void
  forgetSendsBefore(at: number): void
  /** Those of later are taken as of then. */
  bringSendsBackTo(at: number): void
  close(): void
}
