import { z } from 'zod'
import { Fault } from '#core/base/fault.ts'
import { parseJson } from '#core/base/parseJson.ts'
import { loosePath } from '#core/clients/loosePath.ts'
import type { Examination, OutgoingRequest, Scheme } from '#core/scheme/scheme.ts'
import { checkoutPreset } from './checkout.ts'
import { accountPath, authRoot } from './hosts.ts'
import { isHandle } from './phantomToken.ts'

const tokenPath = '/oauth/token'

/** Customers who sign in at an identity provider are signed in by it, too. */
export const signInPreset = 'scayle:sign-in'

/** The calls that SCAYLE wants the API client's own credential for, below any base URL (scayle.md 3). */
const tillPaths =
  /\/(?:auth\/(?:login(?:\/guest)?|register|password\/(?:send-reset-email|update-by-hash))|oauth\/token)$/

/** Headers that name the shop or give access to what SCAYLE keeps closed (scayle.md 2, 7). */
const ownHeaders = new Set(['x-shop-id', 'x-internal-access', 'x-customer-token', 'x-access-token'])

export const scayleRules = {
  rootPath: authRoot,
  ownsHeader: (header) => ownHeaders.has(header),
  deniedRoutes: [],
  presets: {
    // Opens no route; sign-ins through the agent then also return the access token.
    'hand-over': [],
    // Opens no route either, but the agent's own call for a checkout token.
    [checkoutPreset]: [],
    [signInPreset]: [
      { methods: ['POST'], path: '/auth/login' },
      { methods: ['POST'], path: '/auth/login/guest' },
      { methods: ['POST'], path: '/auth/register' },
      { methods: ['POST'], path: '/auth/password/send-reset-email' },
      { methods: ['PUT'], path: '/auth/password/update-by-hash' },
      { methods: ['POST'], path: '/auth/logout' },
      { methods: ['POST'], path: tokenPath },
    ],
    'scayle:account': [
      { methods: ['PUT'], path: '/auth/password' },
      { methods: ['GET'], path: '/oauth/token/validate' },
      { methods: ['GET'], path: '/oauth/tokens' },
      { methods: ['DELETE'], path: '/oauth/tokens/*' },
      { methods: ['POST'], path: '/auth/logout' },
    ],
    'scayle:profile': [
      { methods: ['GET'], path: `${accountPath}/oauth/me` },
      { methods: ['GET'], path: `${accountPath}/oauth/customer/addresses` },
      { methods: ['GET'], path: `${accountPath}/oauth/customer/order/*` },
    ],
    'scayle:profile-change': [
      { methods: ['PUT'], path: `${accountPath}/oauth/customer/contact` },
      { methods: ['PUT'], path: `${accountPath}/oauth/customer/personal` },
      { methods: ['PUT'], path: `${accountPath}/oauth/customer/password` },
    ],
  },
  hasSideEffect: () => false,
  // All but these want a customer's token (scayle.md 3).
  needsCustomer: (path) => path.startsWith(`${accountPath}/`) || !tillPaths.test(loosePath(path)),
  // All bodies are short. A body that is held can be sent again after a customer's token is renewed.
  readsBody: (_, path) => (isTokenPath(path) ? 'must' : 'may'),
  holdsResponse: (method) => method !== 'GET' && method !== 'HEAD',
  examine: ({ method, path, body }) => (method !== 'GET' && isTokenPath(path) ? examineGrant(body) : {}),
} satisfies Partial<Scheme>

/** Also below a base URL with its version, or a request that brings it. */
function isTokenPath(path: string): boolean {
  return loosePath(path).endsWith(tokenPath)
}

const Grant = z.discriminatedUnion('grant_type', [
  z.looseObject({ grant_type: z.literal('authorization_code') }),
  z.looseObject({ grant_type: z.literal('refresh_token'), refresh_token: z.string().refine(isHandle) }),
])

/** Only the agent renews: a client that spends a real refresh token would end the session it belongs to. */
function examineGrant(body: OutgoingRequest['body']): Examination {
  const { data: grant } = Grant.safeParse(parseJson(body?.toString() ?? ''))
  if (grant?.grant_type === 'authorization_code') return { body: Buffer.from(JSON.stringify(grant)) }
  if (grant) return { renews: grant.refresh_token }
  throw new Fault(
    'BODY_REFUSED',
    'Only an authorization code, or a refresh token that the agent gave, may be exchanged for tokens, in JSON.',
    undefined,
    'Name the customer in Till-Agent-Customer: the agent renews their tokens itself.',
  )
}
