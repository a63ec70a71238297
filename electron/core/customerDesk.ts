import type { Route } from '../contract/grant.ts'
import type { CustomerCredential } from './customer.ts'
import type { CustomerBook } from './customerBook.ts'

/** Who gets an answer that may hold a customer's tokens. */
export interface Recipient {
  clientId: string
  /** Whether it may have the access token, by the grant `hand-over`. No client may ever have what renews it. */
  mayHaveToken: boolean
}

export interface Identifier {
  type: string
  value: string
}

export type Started =
  | {
      outcome: 'started'
      make(forget: () => void): CustomerCredential
      /** Whether a password would do instead of a code. */
      registeredForPassword: boolean
    }
  | { outcome: 'unknown-customer' }

/** Where customers of an upstream sign in. */
export interface CustomerDesk {
  readonly book: CustomerBook
  /**
   * What the recipient may see of an answer that the scheme holds. Tokens in it are kept.
   *
   * @throws Fault `UPSTREAM_ANSWER_INVALID` when that cannot be told
   */
  take?(body: string, recipient: Recipient): { body: string; hasSignedIn: boolean }
  /** Where customers sign in step by step; the route stands for it in grants. */
  readonly begin?: { route: Route; start(identifier: Identifier): Promise<Started> }
}
