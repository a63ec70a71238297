import type { Identity } from '../contract/upstream.ts'
import type { Clock } from '../core/clock.ts'
import type { HttpOutcome } from '../core/http.ts'
import type { Proof } from '../core/scheme.ts'

export type Reply = Extract<HttpOutcome, { kind: 'reply' }>
export type Silence = Extract<HttpOutcome, { kind: 'silence' }>

/** A trouble and what to do about it, a sentence each. */
export interface Trouble {
  detail: string
  remedy: string
}

/** Beyond this, tokens that carry a time are refused, and certificates may be. */
const mostSkewMs = 5 * 60_000

export function silence({ cause, reason }: Silence, cloud: string): Trouble {
  const details = {
    unreachable: `${cloud} could not be reached (${reason}).`,
    untrusted: `The server at the base URL could not prove that it is ${cloud} (${reason}).`,
    timeout: `${cloud} did not answer in time.`,
  }
  const remedies = {
    unreachable: "Check the base URL and the store's network, proxy included.",
    untrusted: 'Check the base URL and the clock of this machine; if a proxy of the store opens TLS, name its caFile.',
    timeout: 'Try again; if it stays so, check the proxy.',
  }
  return { detail: details[cause], remedy: remedies[cause] }
}

/** What an answer means that is neither yes nor no. */
export function oddity({ status, headers }: Reply, cloud: string): Trouble {
  if (status === 407)
    return {
      detail: 'The proxy of the store wants to know who asks (407).',
      remedy: 'Have the proxy let this till through, or name one that does.',
    }
  if (status >= 300 && status < 400)
    return {
      detail: `${cloud} sends the request elsewhere (${status}).`,
      remedy: 'Correct the base URL: the till agent never follows.',
    }
  if (/^text\/html\b/i.test(headers['content-type'] ?? ''))
    return {
      detail: `A web page came back where ${cloud} should have answered (${status}).`,
      remedy: 'Check the base URL; if it is right, a proxy or a sign-in page of the network is in the way.',
    }
  if (status === 429 || status >= 500)
    return { detail: `${cloud} is busy or out of order (${status}).`, remedy: 'Try again in a few minutes.' }
  return {
    detail: `${cloud} gave an answer of no use (${status}).`,
    remedy: `Check that the base URL is a host of ${cloud}; if it is, try again in a few minutes.`,
  }
}

export function silentProof(outcome: Silence, cloud: string): Proof {
  return { outcome: 'unproven', ...silence(outcome, cloud) }
}

export function oddProof(reply: Reply, cloud: string, clock: Clock): Proof {
  return { outcome: 'unproven', ...withClock(oddity(reply, cloud), reply.dateMs, clock) }
}

export function refusedProof(refused: Trouble, reply: Reply, clock: Clock): Proof {
  return { outcome: 'refused', ...withClock(refused, reply.dateMs, clock) }
}

/** When and how fast the upstream answered. From the `Date` header: times in bodies often name no time zone. */
export function metIn({ latencyMs, dateMs }: Reply, clock: Clock): Identity {
  return { latencyMs, ...(dateMs !== undefined && { clockSkewMs: dateMs - clock.now() }) }
}

/** A wrong clock is named: it may be the whole reason. @param dateMs the upstream's clock */
export function withClock({ detail, remedy }: Trouble, dateMs: number | undefined, clock: Clock): Trouble {
  const skewMs = dateMs === undefined ? 0 : dateMs - clock.now()
  if (Math.abs(skewMs) <= mostSkewMs) return { detail, remedy }
  const minutes = Math.round(Math.abs(skewMs) / 60_000)
  const where = skewMs > 0 ? 'behind' : 'ahead'
  return {
    detail: `${detail} The clock of this machine is ${minutes} minutes ${where}.`,
    remedy: `Set the clock first. ${remedy}`,
  }
}

/** How long a service wants to be left alone, at most ten minutes. */
export function retryAfterMs({ headers }: Reply): number | undefined {
  const asked = headers['retry-after'] ?? ''
  return /^\d{1,9}$/.test(asked) ? Math.min(Number(asked) * 1_000, 600_000) : undefined
}

export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
