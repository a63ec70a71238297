import { z } from 'zod'
import type { Clock } from '../core/clock.ts'
import type { Http } from '../core/http.ts'
import type { Proof, Scheme } from '../core/scheme.ts'
import { metIn, oddProof, refusedProof, silentProof, type Trouble } from './answers.ts'

/** Basic takes the id as it is (gini.md 2), so it may not hold what Basic divides by. */
export const ClientId = z.string().regex(/^[^:\p{Cc}]+$/u, 'must not hold a colon or a control character')
export const ClientSecret = z.string().regex(/^\P{Cc}+$/u, 'must not hold a control character')

/** One user for ever: another identifier is another user, with other documents (gini.md 3). */
export const UserIdentifier = z.string().regex(/^[\x21-\x7e]+$/, 'must be plain ASCII without blanks')

/** Which version of the API is spoken; one for all calls (gini.md 2). */
export const MediaType = z
  .string()
  .regex(/^application\/vnd\.gini\.[a-z0-9.+-]+$/, 'must be such as application/vnd.gini.v1+json')
  .optional()

export function mediaTypeHeader(mediaType = 'application/vnd.gini.v1+json'): string[] {
  return ['Accept', mediaType]
}

export const refusedClient: Trouble = {
  detail: 'Gini refused the client id and secret.',
  remedy: 'Check both with Gini. A client is good for derived or for anonymous users, never for both.',
}

/** What holds at Gini's Pay API whichever way a till signs in. */
export const giniRules = {
  // The caller never says who it is (gini.md 8.3), nor which version is spoken.
  owns: (header) => header === 'accept' || header === 'x-user-identifier' || header === 'x-jwt-authorization',

  denied: [
    // Marks a payment as made, which is the bank's to say (gini.md 7). Deny lists are read in small letters.
    { methods: ['POST', 'PUT', 'PATCH', 'DELETE'], path: '/paymentrequests/*/payment' },
    // Signs in: that is the agent's own part.
    { methods: ['*'], path: '/login' },
  ],

  /** What a till needs, and no more (gini.md 8.7). */
  presets: {
    'gini:documents': [
      { methods: ['POST'], path: '/documents' },
      { methods: ['POST'], path: '/documents/' },
      { methods: ['GET'], path: '/documents/*' },
      { methods: ['GET', 'POST'], path: '/documents/*/extractions' },
      { methods: ['POST'], path: '/documents/*/extractions/feedback' },
    ],
    'gini:pay': [
      { methods: ['GET', 'POST'], path: '/paymentRequests' },
      { methods: ['GET'], path: '/paymentRequests/*' },
      { methods: ['GET'], path: '/paymentProviders' },
      { methods: ['GET'], path: '/paymentProviders/*' },
    ],
  },

  hasEffect: () => false,
} satisfies Partial<Scheme>

/** Asks for the user's documents, of which there may be none. */
export async function proveDocuments(
  http: Http,
  clock: Clock,
  headers: Record<string, string>,
  refused: Trouble,
): Promise<Proof> {
  const outcome = await http.request({ method: 'GET', path: '/documents?limit=1&offset=0', headers })
  if (outcome.kind === 'silence') return silentProof(outcome, 'Gini')
  const { status } = outcome
  if (status === 401) return refusedProof(refused, outcome, clock)
  if (status === 406)
    return {
      outcome: 'unproven',
      detail: 'Gini does not speak the version that this till asks for (406).',
      remedy: 'Correct the setting mediaType.',
    }
  if (status === 403) return { outcome: 'accepted', identity: { ...metIn(outcome, clock), notice } }
  return status === 200 ? { outcome: 'accepted', identity: metIn(outcome, clock) } : oddProof(outcome, 'Gini', clock)
}

const notice = 'The credential is right, but may not list documents: the permission is missing at Gini.'

export const refusedToken: Trouble = {
  detail: 'Gini gave a token and then refused it.',
  remedy: 'Check that the base URL is the API that this client was made for.',
}
