import type { Identity } from '../contract/upstream.ts'

/** What a session offers whose upstream a person signs in to with a browser (RFC 8252). */
export interface Portal {
  /** Why somebody has to sign in, as a sentence; `undefined` while somebody is signed in. */
  needed(): string | undefined
  /**
   * @param redirectUri where the browser comes back to, on this machine
   * @throws Fault `SIGN_IN_FAILED` when the identity provider cannot be asked
   */
  begin(redirectUri: string): Promise<Attempt>
  /** Forgets who is signed in, here first. @throws the vault's faults; then nothing is forgotten */
  signOut(): Promise<SignedOut>
}

export interface Attempt {
  /** What the browser opens. Holds no secret, but is good for one sign-in only. */
  readonly url: string
  /**
   * @param answer as the browser brought it; not to be believed yet
   * @throws Fault `SIGN_IN_FAILED`, and whoever was signed in still is · the vault's
   */
  finish(answer: URL): Promise<Identity>
}

export interface SignedOut {
  /** Whether the identity provider was told to forget the tokens. `not-offered`: it cannot be. */
  revocation: 'done' | 'failed' | 'not-offered'
  /** Where a browser ends its own session with the identity provider. */
  endSessionUrl?: string
}

/** Waits on this machine for the browser to come back. */
export interface Redirects {
  open(): Promise<Redirect>
}

export interface Redirect {
  readonly uri: string
  /** The first answer; there is no second. Never settles when none comes. */
  readonly answered: Promise<RedirectAnswer>
  close(): void
}

export interface RedirectAnswer {
  url: URL
  /** Tells the person in front of the browser how it went. */
  show(isSignedIn: boolean): void
}
