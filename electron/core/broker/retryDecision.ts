import { Fault } from '#core/base/fault.ts'
import type { LinkFailure, RequestBody } from '#core/network/link.ts'
import { untrusted } from '#core/network/tlsFailure.ts'
import { unreachable } from '#core/network/unreachable.ts'
import { upstreamBusy } from '#core/queue/fairQueue.ts'
import type { Assessment } from '#core/scheme/requestAuthenticator.ts'

/**
 * What comes after a request was sent:
 *
 * - `pass`: the response goes to the caller
 * - `resend`: the request goes once more, at once
 * - `renew-and-resend`: it goes once more, with a new token
 * - `wait-and-resend`: it goes once more after a pause
 * - `verify`: the response waits until it is known whether it refuses the till's credential
 * - `give-up`: the caller gets a fault
 */
export type RetryDecision = 'pass' | Resend | 'verify' | 'give-up'

export type Resend = 'resend' | 'renew-and-resend' | 'wait-and-resend'

/** How often one request was sent again, by decision. */
export type Attempts = Record<Resend, number>

const maxAttempts: Readonly<Attempts> = { resend: 1, 'renew-and-resend': 1, 'wait-and-resend': 3 }

/** How long a request waits before it goes once more to an upstream that is busy with the same customer. */
export const busyPauseMs = 300

/**
 * What is done with a response whose head has arrived. `give-up` means that the token was refused and the body, a stream, is
 * spent: the next request goes with a new token, and this one is for the caller to repeat.
 *
 * @param remainingMs until a response must have been passed on: a pause beyond it helps nobody
 */
export function decideOnResponse(
  assessment: Assessment,
  attempts: Attempts,
  body: RequestBody | undefined,
  remainingMs: number,
): Exclude<RetryDecision, 'resend'> {
  if (assessment === 'refused') return 'verify'
  if (assessment === 'renew' && isLeft('renew-and-resend', attempts))
    return isStream(body) ? 'give-up' : 'renew-and-resend'
  if (assessment === 'busy' && isLeft('wait-and-resend', attempts) && !isStream(body) && remainingMs > busyPauseMs)
    return 'wait-and-resend'
  return 'pass'
}

/**
 * What is done when the connection fails. A kept-open connection may close just as it is used, so a request without a body
 * that does no harm twice goes once more; but not after its response was passed on, since the caller may have a part of it.
 *
 * @param isPassing whether the head of a response was passed on
 * @param mayRepeat whether sending the request twice does no harm
 */
export function decideOnFailure(
  kind: LinkFailure['kind'],
  isPassing: boolean,
  attempts: Attempts,
  mayRepeat: boolean,
  body: RequestBody | undefined,
): 'resend' | 'give-up' {
  const isHarmless = mayRepeat && body === undefined && !isPassing
  return kind === 'broken-off' && isHarmless && isLeft('resend', attempts) ? 'resend' : 'give-up'
}

/**
 * The fault for a request without a whole response. It tells above all whether the request may have been acted on.
 *
 * @param mayRepeat whether sending the request twice does no harm
 * @param wasResent whether the request had been sent before: a second sending that failed does not unsend the first
 * @returns a `Fault`, or what the stream of the caller's body, or the exchange itself, threw
 */
export function faultOfFailure(
  { kind, sent, reason, cause }: LinkFailure,
  mayRepeat: boolean,
  wasResent: boolean,
): unknown {
  if (kind === 'body-failed' || kind === 'listener-failed') return cause
  if (kind === 'untrusted') return untrusted(reason)
  if (!sent && !wasResent) return unreachable(reason)
  if (kind === 'invalid-answer') return invalidAnswer(reason, mayRepeat)
  return noAnswer(reason, mayRepeat)
}

/** The upstream has read the request and responded: what is in doubt is what it said, not that it was asked. */
function invalidAnswer(reason: string, mayRepeat: boolean): Fault {
  if (mayRepeat) return new Fault('UPSTREAM_ANSWER_INVALID', undefined, { reason, mayHaveHappened: false })
  return new Fault(
    'UPSTREAM_ANSWER_INVALID',
    'The upstream gave an answer that is not well-formed HTTP. The request may have taken effect.',
    { reason, mayHaveHappened: true },
    'Look whether it took effect before you send it again, and tell whoever runs the upstream.',
  )
}

/**
 * What a request waits for when its time is up: the rest of its body; a free connection; its first token; a new token, since
 * the upstream refused the one before; the proof that the credential is right; that the upstream is no longer busy with the same customer; or a response. All but the
 * last leave no doubt that nothing was done.
 */
export type WaitedFor = 'body' | 'slot' | 'token' | 'new-token' | 'proof' | 'customer' | 'response'

export function faultOfTimeout(waitedFor: WaitedFor, mayRepeat: boolean): Fault {
  switch (waitedFor) {
    case 'body':
      return new Fault('REQUEST_TIMEOUT')
    case 'token':
    case 'proof':
      return new Fault('UPSTREAM_NOT_READY', undefined, { retryAfterSeconds: 5 })
    case 'new-token':
      return new Fault('TOKEN_EXPIRED')
    case 'slot':
    case 'customer':
      return upstreamBusy()
    case 'response':
      return noAnswer('ANSWER_TIMEOUT', mayRepeat)
  }
}

function noAnswer(reason: string, mayRepeat: boolean): Fault {
  return new Fault(mayRepeat ? 'UPSTREAM_SILENT' : 'OUTCOME_UNKNOWN', undefined, { reason })
}

function isLeft(how: Resend, attempts: Attempts): boolean {
  return attempts[how] < maxAttempts[how]
}

/** A stream can be sent only once. */
function isStream(body: RequestBody | undefined): boolean {
  return body !== undefined && !Buffer.isBuffer(body)
}
