import type { Fault } from '#core/base/fault.ts'
import type { Secret } from '#core/base/secret.ts'
import type { CodeTarget } from './codeProvider.ts'
import type { ProviderSteps } from './providerSignIn.ts'

/** Authenticates requests in the name of the till or of one customer. */
export interface RequestAuthenticator {
  /**
   * The headers that authenticate one request, flat: name, value, … Synchronous where nothing must be fetched.
   *
   * @throws Fault `UPSTREAM_NOT_READY` · `CREDENTIAL_REFUSED` when the upstream will never accept the till's credential ·
   * `CUSTOMER_UNKNOWN` when the customer must sign in again
   */
  authorise(): readonly string[] | Promise<readonly string[]>
  /** Drops the token that the upstream refused, after `assess` said `renew`. @param used the headers from `authorise` */
  discard?(used: readonly string[]): void
  /**
   * @param path as it went upstream, with its query
   * @param mountPath of the host that it went to (`Scheme.mounts`); empty or absent for the one of the base URL
   */
  assess(status: number, path: string, mountPath?: string): Assessment
  /** For upstreams that refuse a credential in the body of a 200. @param beginning the first bytes of the body, unpacked */
  assessBody?(beginning: Buffer): BodyAssessment
  /** The fault in place of a response that wants the person to authenticate more strongly. @param headers flat: name, value, … */
  stepUpIn?(status: number, headers: readonly string[]): Fault<'STEP_UP_REQUIRED'> | undefined
}

/**
 * What a response means for the credential.
 *
 * - `pass`: nothing; the response goes to the client
 * - `renew`: the token is no longer accepted; the request is sent again with a new one
 * - `busy`: the upstream did nothing; the request is sent again after a short wait
 * - `refused`: the credential is wrong, or another one that the request carries; which, the probe finds out
 */
export type Assessment = 'pass' | 'renew' | 'busy' | 'refused'

/** `undecided`: more of the body may tell; where there is no more, it is `pass`. */
export type BodyAssessment = Assessment | 'undecided'

/** `started`: the customer has yet to sign in. */
export type CustomerState = 'started' | 'signed-in'

/** What a scheme holds of one customer, in memory only. */
export interface CustomerCredential extends RequestAuthenticator {
  readonly state: CustomerState
  /** As the identity provider names them, where it does. */
  readonly name?: string | undefined
  /**
   * Path and query in place of those that were asked for, where they name something of the customer that has another name by
   * now. Called after `authorise`.
   */
  pathFor?(path: string): string
  /** Whether this request and its status mean that the customer is now signed out. */
  isSignedOutBy?(method: string, path: string, status: number): boolean
  /** Signs the customer out upstream where that is possible. Never throws: the session ends here in any case. */
  signOut(): Promise<void>
  /** Stops renewing and drops the tokens. */
  close(): void
  /** Present where customers sign in step by step. */
  readonly steps?: CustomerSteps
  /** Present where customers sign in at an identity provider. */
  readonly atProvider?: ProviderSteps
}

/** The result of one sign-in step. What neither customer nor cashier can act on is a fault instead. */
export type CustomerOutcome =
  | 'code-sent'
  | 'signed-in'
  | 'wrong-code'
  | 'wrong-password'
  /** The upstream could not check it: try once more, and after that start again. */
  | 'not-checked'
  | 'no-code-sent'
  | 'unknown-customer'
  | 'passwords-off'
  | 'quota-used-up'
  /** After this and `start-again` the handle is no longer valid. */
  | 'tries-used-up'
  | 'start-again'
  /** A new password was set, and counts once the customer has given a code. */
  | 'code-needed'
  | 'password-changed'
  /** The upstream did not say why. */
  | 'password-not-changed'

export interface CustomerSteps {
  /** Everybody who may get the code that `sendCode` sends. */
  readonly codeTargets: readonly CodeTarget[]
  sendCode(): Promise<CustomerOutcome>
  checkCode(code: Secret): Promise<CustomerOutcome>
  checkPassword(password: Secret): Promise<CustomerOutcome>
  /** Sets a password in place of a forgotten one. The customer gives a code next. */
  resetPassword(newPassword: Secret): Promise<CustomerOutcome>
  /** @throws Fault `CUSTOMER_UNKNOWN` for a customer who is not signed in */
  changePassword(password: Secret, newPassword: Secret): Promise<CustomerOutcome>
}
