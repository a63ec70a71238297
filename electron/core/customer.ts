import type { CodeFor } from './codeDesk.ts'
import type { Secret } from './secret.ts'

/** Who a request is authenticated as: the till, or a customer. */
export interface Authority {
  /**
   * The headers that authenticate one request, flat: name, value, … Synchronous where nothing must be fetched.
   *
   * @throws Fault `UPSTREAM_NOT_READY` · `CREDENTIAL_REFUSED` when the till's credential will never be taken ·
   * `CUSTOMER_UNKNOWN` when the customer must sign in again
   */
  authorise(): readonly string[] | Promise<readonly string[]>
  /** Forgets what the upstream would not take any more, after `judge` said `renew`. @param used from `authorise` */
  renew?(used: readonly string[]): void
  /** @param path as it went upstream, with its query */
  judge(status: number, path: string): Verdict
}

/**
 * What is made of an answer: pass it on, get a new token and send again, send again after a short wait because nothing was
 * done yet, or stop using the credential.
 */
export type Verdict = 'pass' | 'renew' | 'busy' | 'locked'

/** How far a customer is with signing in. */
export type CustomerState = 'started' | 'signed-in'

/** What a scheme holds of one customer, in memory only. */
export interface CustomerCredential extends Authority {
  readonly state: CustomerState
  /** Whether the customer is signed out by what was answered. */
  endsWith?(method: string, path: string, status: number): boolean
  /** Ends it upstream where that is possible. Never throws: it is forgotten here all the same. */
  signOut(): Promise<void>
  /** Stops what it does by itself, and forgets. */
  close(): void
  /** Where customers sign in step by step. */
  readonly steps?: CustomerSteps
}

/** An answer to a customer's step; what is nobody's to mend at the till is a fault instead. */
export type CustomerOutcome =
  | 'code-sent'
  | 'signed-in'
  | 'wrong-code'
  | 'wrong-password'
  /** The upstream could not tell: once more, and then from the start. */
  | 'not-checked'
  | 'no-code-sent'
  | 'unknown-customer'
  | 'passwords-off'
  | 'quota-used-up'
  /** From the start again: the handle is forgotten. */
  | 'tries-used-up'
  | 'start-again'

export interface CustomerSteps {
  /** Whom `sendCode` has a code sent to. */
  readonly codeFor: CodeFor
  sendCode(): Promise<CustomerOutcome>
  checkCode(code: Secret): Promise<CustomerOutcome>
  checkPassword(password: Secret): Promise<CustomerOutcome>
}
