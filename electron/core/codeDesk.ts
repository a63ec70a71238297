import type { Route } from '../contract/grant.ts'
import type { VerificationIdentifier } from '../contract/verification.ts'
import type { Secret } from './secret.ts'

/** Whom a code is for: a mobile in E.164 with its plus, or an e-mail address. */
export type Addressee = VerificationIdentifier

/** Whom something else has a code sent to, as it says it. `other`: named by what no code can be sent to, such as a card. */
export type CodeFor = VerificationIdentifier | { type: 'other'; value: string }

/** What a scheme holds on to between the steps of one verification: a text it understands, sealed where it rests. */
export type Progress = string | undefined

export type Sending =
  /** `unsure`: no answer came, so it may have gone out. `unknown-customer` is nobody's business but ours. */
  | { outcome: 'sent' | 'unsure' | 'unknown-customer'; progress: Progress }
  /** The upstream sends this customer no more for now. */
  | { outcome: 'quota-used-up'; retryAfterSeconds?: number | undefined }

export type Checking =
  /** `signIn` has to be called: with the client that the customer is signed in for, or with none. */
  | { outcome: 'right'; signIn?: (clientId: string | undefined) => void }
  /** `gone`: the upstream knows nothing of it any more, so that it has to be started again. */
  | { outcome: 'wrong' | 'tries-used-up' | 'gone' }

/** Where an upstream sends customers one-time codes and checks them (design 8). */
export interface CodeDesk {
  /** Stands for verifying in grants. */
  readonly route: Route
  /** @throws Fault, the upstream's, when certainly no code went out */
  send(addressee: Addressee, purpose: string | undefined, progress: Progress): Promise<Sending>
  /** @throws Fault, the upstream's, when nothing was learnt about the code */
  check(addressee: Addressee, purpose: string | undefined, progress: Progress, code: Secret): Promise<Checking>
}
