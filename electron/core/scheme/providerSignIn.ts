import type { ProviderSignInRequest } from '#contract/customer.ts'
import type { SignInAttempt, SignInRequirement } from './browserSignIn.ts'
import type { CustomerCredential } from './requestAuthenticator.ts'

/** How customers sign in to an upstream at an identity provider. */
export interface ProviderSignIn {
  /** A client with this preset may sign customers in. */
  readonly preset: string
  /** Those that the provider offers, as far as is known; the best for many customers first. Empty where nothing is set up. */
  readonly ways: readonly ProviderSignInRequest['by'][]
  /** Whether it asks for the password again when told to (`maxAgeSeconds`), although its session in a browser goes on. */
  readonly authenticatesAnew: boolean
  /** Those that a sign-in may name; the first is the default. Absent where there is one, without a name. */
  readonly providers?: readonly string[]
  /** A customer who has yet to sign in. @param onSignedOut called when the provider has signed the customer out */
  open(onSignedOut: () => void): CustomerCredential
}

export interface ProviderRequirement extends SignInRequirement {
  /** One of `ProviderSignIn.providers`. */
  provider?: string | undefined
}

/** The ways by which one customer signs in, and later authenticates again. */
export interface ProviderSteps {
  /** Aborted once the session has ended. */
  readonly closed: AbortSignal
  /** @throws as `BrowserSignIn.begin` */
  withBrowser(redirectUri: string, requirement: ProviderRequirement): Promise<SignInAttempt>
  /** @throws Fault `SIGN_IN_FAILED`, also when the provider offers no codes */
  withCode(requirement: ProviderRequirement): Promise<CodeSignIn>
}

/** A sign-in by a code that the customer enters on a device of their own (RFC 8628). */
export interface CodeSignIn {
  readonly userCode: string
  readonly verificationUri: string
  /** The same with the code in it, for a QR code. */
  readonly verificationUriComplete?: string | undefined
  readonly lifetimeMs: number
  /** The time between two polls. */
  readonly intervalMs: number
  /**
   * Asks whether the customer has signed in.
   *
   * @returns `slower`: ask less often from now on
   * @throws Fault `SIGN_IN_FAILED` when they never will
   */
  poll(): Promise<'pending' | 'slower' | 'signed-in'>
}
