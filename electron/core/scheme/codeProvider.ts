import type { Route } from '#contract/grant.ts'
import type { VerificationIdentifier } from '#contract/verification.ts'
import type { Secret } from '#core/base/secret.ts'
import type { DirectoryQuery } from './customerDirectory.ts'

/** Who a code is sent to: a mobile number in E.164 with its plus, or an e-mail address. */
export type Recipient = VerificationIdentifier

/**
 * Who a client's own request has a code sent to, spelt as in the request. `other`: the request names the customer by
 * something no code can be sent to, such as a card.
 */
export type CodeTarget =
  | VerificationIdentifier
  /** @property query asks the directory who that is, where it can tell */
  | { type: 'other'; value: string; query?: DirectoryQuery | undefined }

/** What a scheme needs between the steps of one verification. Only the scheme understands the text; it is stored encrypted. */
export type Progress = string | undefined

export type SendResult =
  /** `unsure`: no response came, so the code may have gone out. `unknown-customer` must not be told to any client. */
  | { outcome: 'sent' | 'unsure' | 'unknown-customer'; progress: Progress }
  /** The upstream sends this customer no more codes for now. */
  | { outcome: 'quota-used-up'; retryAfterSeconds?: number | undefined }

export type CheckResult =
  /** `signIn` must be called once: with the digest of the key of the client to sign the customer in for, or with none. */
  | { outcome: 'right'; signIn?: (owner: string | undefined) => void }
  /** `gone`: the upstream no longer knows this verification, so it has to be started again. */
  | { outcome: 'wrong' | 'tries-used-up' | 'gone' }

/** Sends one-time codes to customers through an upstream and has the upstream check them. */
export interface CodeProvider {
  /** A grant for this route is a grant to verify customers. */
  readonly route: Route
  /** @throws the upstream's faults, only when certainly no code went out */
  send(recipient: Recipient, purpose: string | undefined, progress: Progress): Promise<SendResult>
  /** @throws the upstream's faults, when nothing was learnt about the code */
  check(recipient: Recipient, purpose: string | undefined, progress: Progress, code: Secret): Promise<CheckResult>
}
