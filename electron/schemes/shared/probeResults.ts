import type { Identity } from '#contract/upstream.ts'
import type { Clock } from '#core/base/clock.ts'
import type { HttpOutcome } from '#core/network/controlHttp.ts'
import { explainUntrusted } from '#core/network/tlsFailure.ts'
import { explainUnreachable } from '#core/network/unreachable.ts'
import { readRetryAfter } from '#core/pacing/retryAfter.ts'
import type { CredentialCheck } from '#core/scheme/scheme.ts'

export type Reply = Extract<HttpOutcome, { kind: 'reply' }>
export type Silence = Extract<HttpOutcome, { kind: 'silence' }>

/** What is wrong and what to do about it, one sentence each. */
export interface Problem {
  detail: string
  remedy: string
}

/** With a greater difference, upstreams refuse tokens that carry a time, and certificates may fail. */
const maxSkewMs = 5 * 60_000

/** @param service its name, as it begins a sentence */
export function describeSilence({ cause, reason }: Silence, service: string): Problem {
  const known = cause === 'untrusted' ? explainUntrusted(reason) : explainUnreachable(reason)
  if (known) return known
  const details = {
    unreachable: `${service} could not be reached (${reason}).`,
    untrusted: `The server at the base URL could not prove that it is ${service} (${reason}).`,
    timeout: `${service} did not answer in time.`,
  }
  const remedies = {
    unreachable: "Check the base URL and the store's network, proxy included.",
    untrusted: 'Check the base URL and the clock of this machine; if a proxy of the store opens TLS, name its caFile.',
    timeout: 'Try again; if it stays so, check the proxy.',
  }
  return { detail: details[cause], remedy: remedies[cause] }
}

/** Describes a response that neither accepts nor refuses the credential. */
export function describeUnexpected({ status, headers }: Reply, service: string): Problem {
  if (status === 407)
    return {
      detail: 'The proxy of the store wants to know who asks (407).',
      remedy: 'Have the proxy let this till through, or name one that does.',
    }
  if (status >= 300 && status < 400)
    return {
      detail: `${service} sends the request elsewhere (${status}).`,
      remedy: 'Correct the base URL: the till agent never follows.',
    }
  if (/^text\/html\b/i.test(headers['content-type'] ?? ''))
    return {
      detail: `A web page came back where ${service} should have answered (${status}).`,
      remedy: 'Check the base URL; if it is right, a proxy or a sign-in page of the network is in the way.',
    }
  if (status === 429 || status >= 500)
    return { detail: `${service} is busy or out of order (${status}).`, remedy: 'Try again in a few minutes.' }
  return {
    detail: `${service} gave an answer of no use (${status}).`,
    remedy: `Check that the base URL is a host of ${service}; if it is, try again in a few minutes.`,
  }
}

export function noResponse(silence: Silence, service: string): CredentialCheck {
  return { outcome: 'unverified', cause: silence.cause, ...describeSilence(silence, service) }
}

export function unexpectedResponse(reply: Reply, service: string, clock: Clock): CredentialCheck {
  return {
    outcome: 'unverified',
    cause: 'unexpected',
    ...withClockSkew(describeUnexpected(reply, service), reply.dateMs, clock),
  }
}

export function credentialRefused(problem: Problem, reply: Reply, clock: Clock): CredentialCheck {
  return { outcome: 'refused', ...withClockSkew(problem, reply.dateMs, clock) }
}

/** The latency and, from the `Date` header, the clock skew: times in bodies often name no time zone. */
export function timingOf({ latencyMs, dateMs }: Reply, clock: Clock): Identity {
  return { latencyMs, ...(dateMs !== undefined && { clockSkewMs: dateMs - clock.now() }) }
}

/** Adds that this machine's clock is wrong, where it is: that may be the whole problem. @param dateMs the upstream's clock */
export function withClockSkew({ detail, remedy }: Problem, dateMs: number | undefined, clock: Clock): Problem {
  const skewMs = dateMs === undefined ? 0 : dateMs - clock.now()
  if (Math.abs(skewMs) <= maxSkewMs) return { detail, remedy }
  const minutes = Math.round(Math.abs(skewMs) / 60_000)
  const where = skewMs > 0 ? 'behind' : 'ahead'
  return {
    detail: `${detail} The clock of this machine is ${minutes} minutes ${where}.`,
    remedy: `Set the clock first. ${remedy}`,
  }
}

/** How long the server asks to be left alone, in milliseconds; `undefined` when it says nothing that can be read. */
export function retryAfterMs({ headers, dateMs }: Reply): number | undefined {
  return readRetryAfter(headers['retry-after'], dateMs)
}
