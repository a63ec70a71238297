import { z } from 'zod'
import { type FaultDefinition, mayHaveHappened, retryAfter } from './definition.ts'

/** What went wrong between the agent and an upstream. */
export const upstreamFaults = {
  UPSTREAM_NOT_READY: {
    status: 503,
    message: 'The till has no credential at hand for this upstream.',
    // No time where only a person can end it: trying again would not.
    data: retryAfter.partial(),
  },
  TOKEN_EXPIRED: {
    status: 503,
    message: "The till's token ran out just as the request was sent. It was refused, not acted on.",
  },
  UPSTREAM_LOCKED: {
    status: 503,
    message: 'The upstream refused the credential of this till, so nothing more is sent with it.',
  },
  UPSTREAM_BUSY: {
    status: 503,
    message: 'Too many requests wait for this upstream.',
    data: retryAfter,
  },
  UPSTREAM_UNREACHABLE: {
    status: 503,
    message: 'The upstream could not be reached. Nothing was sent.',
    data: retryAfter.extend({ reason: z.string() }),
  },
  UPSTREAM_UNTRUSTED: {
    status: 502,
    message: 'The upstream could not prove who it is. Nothing was sent.',
    data: z.object({ reason: z.string() }),
  },
  UPSTREAM_SILENT: {
    status: 504,
    message: 'The upstream did not answer in time.',
    data: z.object({ reason: z.string() }),
  },
  OUTCOME_UNKNOWN: {
    status: 504,
    message: 'The upstream did not answer: the request may or may not have taken effect.',
    /** @property outcome where the client can ask what came of it */
    data: z.object({ reason: z.string(), outcome: z.string().optional() }),
  },
  UPSTREAM_ANSWER_INVALID: {
    status: 502,
    message: 'The upstream gave an answer that is not well-formed HTTP.',
    data: z.object({ reason: z.string(), mayHaveHappened }),
  },
  UPSTREAM_REDIRECTED: {
    status: 502,
    message: 'The upstream wants to send the request elsewhere. The till agent never follows.',
    data: z.object({ origin: z.string(), mayHaveHappened }),
  },
} as const satisfies Record<string, FaultDefinition>
