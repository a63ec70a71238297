import type { Identity } from '#contract/upstream.ts'

/** How a person signs in to an upstream with the system's browser (RFC 8252). */
export interface BrowserSignIn {
  /** Why a person has to sign in, as a sentence; `undefined` while a person is signed in. */
  notSignedInReason(): string | undefined
  /**
   * Starts one attempt to sign in.
   *
   * @param redirectUri the address on this machine that the browser returns to
   * @param requirement beside what the settings require
   * @throws Fault `SIGN_IN_FAILED` when the identity provider cannot be asked
   */
  begin(redirectUri: string, requirement?: SignInRequirement): Promise<SignInAttempt>
  /**
   * Deletes the tokens, in the vault first and then at the identity provider.
   *
   * @throws the vault's faults; the person is still signed in then
   */
  signOut(): Promise<SignOutResult>
}

/** How strongly, and how lately, a person must authenticate. */
export interface SignInRequirement {
  /** Authentication context classes, one of which must be reached, such as one with a second factor. */
  acrValues?: readonly string[] | undefined
  maxAgeSeconds?: number | undefined
}

export interface SignInAttempt {
  /** The address for the browser. It holds no secret and is good for one sign-in. */
  readonly url: string
  /** What the browser brings back as `state`. Another value is another program's (RFC 6749 §10.12). */
  readonly state: string
  /**
   * Exchanges the authorization response for tokens.
   *
   * @param response the redirect as the browser brought it, not yet checked
   * @throws Fault `SIGN_IN_FAILED` · the vault's faults. A person who was signed in before still is
   */
  complete(response: URL): Promise<Identity>
}

export interface SignOutResult {
  /** Whether the identity provider revoked the tokens. `not-offered`: it has no revocation endpoint. */
  revocation: 'done' | 'failed' | 'not-offered'
  /** Where a browser ends its own session with the identity provider. */
  endSessionUrl?: string
}

/** Opens ports on this machine for the browser's return. */
export interface Redirects {
  listen(): Promise<RedirectListener>
}

export interface RedirectListener {
  readonly uri: string
  /**
   * The first request that brings this `state`. Never settles when none comes. A request with another `state` is refused and
   * changes nothing, so that no program of this machine can end a sign-in before the person is back (RFC 8252 §8.9).
   */
  waitFor(state: string): Promise<RedirectResponse>
  close(): void
}

export interface RedirectResponse {
  url: URL
  /** Sends the page that tells the person whether the sign-in worked. */
  showResult(isSignedIn: boolean): void
}
