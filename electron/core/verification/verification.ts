import type { SaleFacts } from '#contract/sale.ts'
import type { OverrideReason, VerificationMethod, VerificationStart } from '#contract/verification.ts'
import type { CodeSubject } from '#core/codes/codeLids.ts'
import { type CodesLeft, codeLimits } from '#core/codes/codeLimits.ts'
import { maskRecipient } from '#core/codes/recipient.ts'
import { secondsLeft } from '#core/pacing/retryAfter.ts'
import type { CheckResult, Recipient, SendResult } from '#core/scheme/codeProvider.ts'
import type {
  ConfirmedVerification,
  FinalState,
  Holder,
  OpenVerification,
  Proof,
  StoredVerification,
  UnconfirmedVerification,
} from './store.ts'

/** How long a verification in a final state can be read: as long as its statement is valid. */
const retentionMs = 10 * 60_000

interface NewVerification {
  id: string
  start: VerificationStart
  recipient: Recipient
  subject: CodeSubject
  holder: Holder | undefined
  /** Fingerprint of the upstream. */
  cloud: string | undefined
  /** The encrypted contents. */
  sealed: string
}

/** A verification whose first code is counted and about to be sent. @param now milliseconds of the monotonic epoch */
export function newVerification(facts: NewVerification, now: number): OpenVerification {
  const { id, sealed, recipient, holder, cloud } = facts
  const { purpose, amount } = facts.start
  const sale = saleFactsOf(facts.start)
  const { sentTo: customer, person, client, upstream, abroad } = facts.subject
  return {
    ...{ id, upstream, cloud, client, holder, customer, person, abroad, sealed, purpose, amount, state: 'started' },
    ...(Object.keys(sale).length > 0 && { sale }),
    channel: recipient.type === 'mobile' ? 'sms' : 'email',
    maskedIdentifier: maskRecipient(recipient),
    ...{ endsAt: now + codeLimits.lifeMs, sends: 1, tries: 0 },
  }
}

/** Those that were told. */
function saleFactsOf({ cashier, shift, receipt }: SaleFacts): SaleFacts {
  return {
    ...(cashier !== undefined && { cashier }),
    ...(shift !== undefined && { shift }),
    ...(receipt !== undefined && { receipt }),
  }
}

/** What each of its codes is counted under. */
export function subjectOf(verification: StoredVerification): CodeSubject {
  const { customer: sentTo, person = [sentTo], client, upstream, abroad } = verification
  return { sentTo, channel: verification.channel === 'sms' ? 'mobile' : 'email', person, client, upstream, abroad }
}

/** What can happen to an open verification. */
export type VerificationEvent =
  | { type: 'send-done'; outcome: Exclude<SendResult['outcome'], 'quota-used-up'>; sealed: string }
  | { type: 'code-right'; proof: Proof; holder: Holder | undefined }
  | { type: 'overridden'; proof: Proof & { override: OverrideReason } }
  | { type: 'code-not-accepted'; outcome: Exclude<CheckResult['outcome'], 'right'> }
  | { type: 'expired' }
  | { type: 'cancelled' }

/**
 * The state machine: started → code-sent → confirmed | refused | expired | cancelled. A final state never changes.
 *
 * @param now milliseconds of the monotonic epoch
 */
export function transition(
  verification: StoredVerification,
  event: VerificationEvent,
  now: number,
): StoredVerification {
  if (!isOpen(verification)) return verification
  switch (event.type) {
    case 'send-done':
      return afterSend(verification, event.outcome, event.sealed)
    case 'code-right':
      return {
        ...withoutContents(verification),
        ...{ state: 'confirmed', overAt: now, proof: event.proof, holder: event.holder },
      }
    case 'overridden':
      return { ...withoutContents(verification), state: 'confirmed', overAt: now, proof: event.proof }
    case 'code-not-accepted':
      return afterCheck(verification, event.outcome, now)
    case 'expired':
    case 'cancelled':
      return finish(verification, event.type, now)
  }
}

/** An unknown customer looks as if the code had been sent, or the state would say who is one (attacks.md T54). */
function afterSend(verification: OpenVerification, outcome: string, sealed: string): OpenVerification {
  return { ...verification, sealed, state: outcome === 'unsure' ? verification.state : 'code-sent' }
}

function afterCheck(
  verification: OpenVerification,
  outcome: Exclude<CheckResult['outcome'], 'right'>,
  now: number,
): StoredVerification {
  switch (outcome) {
    case 'gone':
      return finish(verification, 'cancelled', now)
    case 'tries-used-up':
      return finish({ ...verification, tries: codeLimits.tries }, 'refused', now)
    case 'wrong':
      return verification.tries >= codeLimits.tries ? finish(verification, 'refused', now) : verification
  }
}

function finish(
  verification: OpenVerification,
  state: UnconfirmedVerification['state'],
  now: number,
): UnconfirmedVerification {
  return { ...withoutContents(verification), state, overAt: now }
}

function withoutContents({ sealed: _, ...facts }: OpenVerification) {
  return facts
}

export function isOpen(verification: StoredVerification): verification is OpenVerification {
  return verification.state === 'started' || verification.state === 'code-sent'
}

export function finalStateOf(verification: StoredVerification): FinalState | undefined {
  return isOpen(verification) ? undefined : verification.state
}

/** When it has to be expired, or removed if it is in a final state. */
export function deadlineOf(verification: StoredVerification): number {
  return isOpen(verification) ? verification.endsAt : verification.overAt + retentionMs
}

/** As read after a restart. A clock that was put back gives nobody more time (attacks.md T64). */
export function withClampedTimes(verification: StoredVerification, now: number): StoredVerification {
  const endsAt = Math.min(verification.endsAt, now + codeLimits.lifeMs)
  if (isOpen(verification)) return { ...verification, endsAt }
  return { ...verification, endsAt, overAt: Math.min(verification.overAt, now) }
}

/** The waits and numbers that every caller sees; all 0 in a final state. */
export function remaining(verification: StoredVerification, codes: CodesLeft) {
  if (!isOpen(verification)) return { resendAfterSeconds: 0, triesLeft: 0, sendsLeft: 0 }
  return {
    resendAfterSeconds: secondsLeft(codes.waitMs),
    triesLeft: Math.max(0, codeLimits.tries - verification.tries),
    sendsLeft: Math.max(0, Math.min(codeLimits.sends - verification.sends, codes.now)),
  }
}

export function methodOf({ proof }: ConfirmedVerification): VerificationMethod {
  return proof.override === undefined ? 'code' : 'override'
}
