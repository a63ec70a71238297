import { z } from 'zod'
import { type FaultDefinition, retryAfter } from './definition.ts'
import { InputIssue } from './inputIssue.ts'

/** `before-start`: the agent does not know which signatures were used before it started. */
export const SignatureProblem = z.enum([
  'missing',
  'malformed',
  'wrong',
  'expired',
  'before-start',
  'replayed',
  'other-body',
])
export type SignatureProblem = z.infer<typeof SignatureProblem>

/** Refusals of a request by its form, its sender or its aim. */
export const requestFaults = {
  // The request itself
  MALFORMED_REQUEST: {
    status: 400,
    message: 'The request is not well-formed HTTP.',
  },
  INVALID_INPUT: {
    status: 400,
    message: 'Something in the request is missing or wrong.',
    data: z.object({ issues: z.array(InputIssue) }),
  },
  AMBIGUOUS_PATH: {
    status: 400,
    message: 'The path can be read in more than one way.',
  },
  NOT_FOUND: {
    status: 404,
    message: 'There is nothing at this address.',
  },
  METHOD_NOT_ALLOWED: {
    status: 405,
    message: 'This method is not served here.',
  },
  BODY_TOO_LARGE: {
    status: 413,
    message: 'The body is larger than this till allows.',
    data: z.object({ limitBytes: z.int().positive() }),
  },
  HEADERS_TOO_LARGE: {
    status: 431,
    message: 'The headers are larger than this till allows.',
  },
  TARGET_TOO_LONG: {
    status: 414,
    message: 'The path and query are longer than this till allows.',
  },
  REQUEST_TIMEOUT: {
    status: 408,
    message: 'The request did not arrive in time.',
  },
  UPGRADE_REFUSED: {
    status: 501,
    message: 'The till agent does not switch protocols.',
  },
  EXPECTATION_REFUSED: {
    status: 417,
    message: 'The till agent meets no such expectation.',
  },
  // Who asks
  FOREIGN_HOST: {
    status: 421,
    message: 'The request was addressed to another host.',
  },
  ORIGIN_REFUSED: {
    status: 403,
    message: 'Web pages may not call the till agent, except from an origin that was paired.',
  },
  KEY_REQUIRED: {
    status: 401,
    message: 'A key is needed.',
  },
  KEY_REFUSED: {
    status: 401,
    message: 'This key is not known here.',
  },
  SIGNATURE_REFUSED: {
    status: 401,
    message: 'The signature of this request does not count.',
    data: z.object({
      reason: SignatureProblem,
      /** By which a client can see how wrong its own clock is. */
      agentTimeMs: z.number(),
    }),
  },
  CUSTOMER_UNKNOWN: {
    status: 401,
    message: 'No customer is signed in under this handle.',
  },
  STEP_UP_REQUIRED: {
    status: 401,
    message: 'The upstream wants the person who signed in to authenticate more strongly, or again.',
    data: z.object({ acrValues: z.array(z.string()).readonly().optional(), maxAgeSeconds: z.number().optional() }),
  },
  SESSION_REQUIRED: {
    status: 401,
    message: 'This browser has no session with the till agent, or it has ended.',
  },
  PIN_REQUIRED: {
    status: 403,
    message: "This needs the manager's PIN.",
  },
  PIN_WRONG: {
    status: 403,
    message: 'This is not the PIN.',
  },
  PIN_BLOCKED: {
    status: 429,
    message: 'Too many wrong PINs.',
    data: retryAfter,
  },
  // What is asked
  UNKNOWN_UPSTREAM: {
    status: 404,
    message: 'No upstream of this name is set up.',
  },
  NOT_GRANTED: {
    status: 403,
    message: 'This program may not do that.',
  },
  ROUTE_DENIED: {
    status: 403,
    message: 'Nobody may call this route through the till agent.',
  },
  BODY_REFUSED: {
    status: 403,
    message: 'The body asks for something that the till agent does not allow.',
  },
  TOO_MANY_REQUESTS: {
    status: 429,
    message: 'This program asks too often.',
    data: retryAfter,
  },
  LOOP_DETECTED: {
    status: 508,
    message: 'The request has already passed through a till agent.',
  },
  NOT_SUPPORTED: {
    status: 409,
    message: 'This is not offered here.',
  },
} as const satisfies Record<string, FaultDefinition>
