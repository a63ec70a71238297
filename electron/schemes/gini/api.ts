import { PastedText, SecretText } from '#contract/text/pastedText.ts'
import type { Clock } from '#core/base/clock.ts'
import type { Http } from '#core/network/controlHttp.ts'
import type { CredentialCheck, Scheme } from '#core/scheme/scheme.ts'
import {
  credentialRefused,
  noResponse,
  type Problem,
  timingOf,
  unexpectedResponse,
} from '#schemes/shared/probeResults.ts'

/** Gini expects the id in Basic without encoding (gini.md 2), so it may not hold the colon that Basic divides by. */
export const ClientId = PastedText.regex(/^[^:]*$/, 'must not hold a colon')
export const ClientSecret = SecretText

/** The version of the API that every request asks for (gini.md 2). */
export const MediaType = PastedText.regex(
  /^application\/vnd\.gini\.[a-z0-9.+-]+$/,
  'must be such as application/vnd.gini.v1+json',
).optional()

export function mediaTypeHeader(mediaType = 'application/vnd.gini.v1+json'): ['Accept', string] {
  return ['Accept', mediaType]
}

export const refusedClient: Problem = {
  detail: 'Gini refused the client id and secret.',
  remedy: 'Check both with Gini. A client is good for derived or for anonymous users, never for both.',
}

/** How Gini refuses a client of the other kind is NOT FOUND (gini.md 0); a login that is forbidden is most likely that. */
export const forbiddenLogin: Problem = {
  detail: 'Gini forbids this client to log a derived user in (403).',
  remedy:
    'Ask Gini which users it is for. A client is good for derived or for anonymous users, never for both: with anonymous ones the scheme is gini-anonymous.',
}

export const refusedToken: Problem = {
  detail: 'Gini gave a token and then refused it.',
  remedy: 'Check that the base URL is the API that this client was made for.',
}

/** As a client may ask for, such as `application/vnd.gini.v5+qr+png`. */
const vendorType = /^application\/vnd\.gini\.[a-z0-9.+-]+(?:; ?q=[01](?:\.\d{1,3})?)?$/i

const missingPermission =
  'The credential is right, but may not list documents: the permission is missing at Gini, or the client is for anonymous users.'

/** The rules of Gini's Pay API, the same for every scheme. */
export const giniRules = {
  // A client names neither the user (gini.md 8.3) nor, but for Gini's own types, what is spoken: a QR picture is one (gini.md 7).
  ownsHeader: (header) => header === 'accept' || header === 'x-user-identifier' || header === 'x-jwt-authorization',

  mayChoose: (header, value) => header === 'accept' && value.split(',').every((type) => vendorType.test(type.trim())),

  deniedRoutes: [
    // Marks a payment as made, which only the bank may do (gini.md 7).
    { methods: ['POST', 'PUT', 'PATCH', 'DELETE'], path: '/paymentRequests/*/payment/**' },
    // Only the agent signs in.
    { methods: ['*'], path: '/login/**' },
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

  hasSideEffect: () => false,

  // A document names its extractions, and a payment request its document, by an absolute address (gini.md 6, 7, 8.8).
  links: 'agent',

  // A document of several pages, and a payment request, name documents by the `Location` they got (gini.md 6, 7).
  namesAddresses: (method, path) => method !== 'GET' && /\/(?:documents|paymentrequests)(?:\/|$)/i.test(path),
} satisfies Partial<Scheme>

/** Opens no route of the upstream, but the agent's own route for a token. */
export const handOverPreset = { 'hand-over': [] }

/** Verifies a credential by listing the user's documents; an empty list will do. */
export async function verifyDocuments(
  http: Http,
  clock: Clock,
  headers: Record<string, string>,
  refused: Problem,
): Promise<CredentialCheck> {
  const outcome = await http.request({ method: 'GET', path: '/documents?limit=1&offset=0', headers })
  if (outcome.kind === 'silence') return noResponse(outcome, 'Gini')
  switch (outcome.status) {
    case 200:
      return { outcome: 'accepted', identity: timingOf(outcome, clock) }
    case 401:
      return credentialRefused(refused, outcome, clock)
    case 403:
      return { outcome: 'accepted', identity: { ...timingOf(outcome, clock), notice: missingPermission } }
    case 406:
      return {
        outcome: 'unverified',
        detail: 'Gini does not speak the version that this till asks for (406).',
        remedy: 'Correct the setting mediaType.',
      }
    default:
      return unexpectedResponse(outcome, 'Gini', clock)
  }
}
