import type { SignInPolicy } from '#contract/customer.ts'
import type { Route } from '#contract/grant.ts'
import type { Secret } from '#core/base/secret.ts'
import type { CustomerSessions } from './customerSessions.ts'
import type { ProviderSignIn } from './providerSignIn.ts'
import type { CustomerCredential } from './requestAuthenticator.ts'

/** The client that gets a response which may hold a customer's tokens. */
export interface ReceivingClient {
  clientId: string
  /** Digest of its key, which the customer's session is bound to. */
  owner: string
  /** Whether the client may have the access token, by the grant `hand-over`. No client ever gets a refresh token. */
  mayHaveToken: boolean
}

/** Names a customer as the upstream does, such as `MOBILE` and the number. */
export interface Identifier {
  type: string
  value: string
}

/** What a customer who registers gives beside the identifier. */
export interface Registration {
  mobile?: string | undefined
  email?: string | undefined
  /** The first password. */
  newPassword?: Secret | undefined
}

export type BeginResult =
  | {
      outcome: 'started'
      /** @param onSignedOut called when the upstream has signed the customer out */
      open(onSignedOut: () => void): CustomerCredential
      /** Whether a password would do instead of a code. */
      registeredForPassword: boolean
    }
  | { outcome: 'unknown-customer' }

/** How customers sign in to an upstream. */
export interface CustomerSignInProvider {
  readonly sessions: CustomerSessions
  /** What customers may sign in with, as far as the upstream has shown it. */
  policy?(): SignInPolicy | undefined
  /**
   * Takes a customer's tokens out of a response body and opens a session with them. Present where customers sign in by
   * requests through the broker.
   *
   * @param path of the request, as it went upstream
   * @returns the body that the client may see
   * @throws Fault `UPSTREAM_ANSWER_INVALID` when tokens stand where they cannot be taken out
   */
  extractTokens?(body: string, receiver: ReceivingClient, path: string): { body: string; hasSignedIn: boolean }
  /** The handle that a token stands for which a client got at sign-in. @param owner digest of the client's key */
  handleOf?(token: string, owner: string): string | undefined
  /**
   * Renews a customer's tokens for a client that asks for it (`Examination.renews`).
   *
   * @returns the response body that the client may see
   * @throws Fault `CUSTOMER_UNKNOWN` · as `RequestAuthenticator.authorise`
   */
  renewTokens?(handle: string, receiver: ReceivingClient): Promise<string>
  /** Present where customers sign in step by step. A grant for the route is a grant to sign customers in. */
  readonly beginSignIn?: {
    route: Route
    start(identifier: Identifier, registration: Registration): Promise<BeginResult>
  }
  /** Present where customers sign in at an identity provider. */
  readonly atProvider?: ProviderSignIn
}
