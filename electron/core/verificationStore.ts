import type { Channel, VerificationState } from '../contract/verification.ts'

/** A verification as it rests on the disk: whom it is about is sealed. */
export interface StoredVerification {
  id: string
  upstream: string
  /** The client that started it; absent when the cashier did. */
  client?: string | undefined
  state: VerificationState
  channel: Channel
  maskedIdentifier: string
  /** HMAC of the identifier: tells customers apart, and not who they are. */
  customer: string
  /** Sealed with a key of the vault: the identifier, and what the upstream gave to go on with. Gone once it is over. */
  sealed?: string | undefined
  purpose?: string | undefined
  amount?: { minor: number; currency: string } | undefined
  startedAt: number
  endsAt: number
  sends: number
  tries: number
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
  /** Forgets what was sent before then. */
  forgetSendsBefore(at: number): void
  close(): void
}
