import { Fault } from '../core/fault.ts'
import { loosePath } from '../core/routes.ts'
import type { Draft, Examined, Scheme } from '../core/scheme.ts'
import { jsonOf } from './answers.ts'

const tokenPath = '/oauth/token'

/** Fields that speak for the shop, or open what SCAYLE closes (scayle.md 2, 7). */
const owned = new Set(['x-shop-id', 'x-internal-access', 'x-customer-token', 'x-access-token'])

export const scayleRules = {
  owns: (header) => owned.has(header),
  denied: [],
  presets: {
    // Whoever has it is told the access token, too.
    'hand-over': [],
    'scayle:sign-in': [
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
  },
  hasEffect: () => false,
  // Short bodies, all of them: held, they can be sent again when a customer's token has run out.
  readsBody: (_, path) => (loosePath(path) === tokenPath ? 'must' : 'may'),
  holdsAnswer: (method) => method !== 'GET' && method !== 'HEAD',
  examine: ({ method, path, body }) => (method !== 'GET' && loosePath(path) === tokenPath ? codeOnly(body) : {}),
} satisfies Partial<Scheme>

/** The agent renews by itself: a refresh token that a caller spends is lost to the session that it belongs to. */
function codeOnly(body: Draft['body']): Examined {
  const said = jsonOf(body?.toString() ?? '')
  const isCode = typeof said === 'object' && said !== null && 'grant_type' in said
  if (isCode && said.grant_type === 'authorization_code') return { body: Buffer.from(JSON.stringify(said)) }
  throw new Fault(
    'BODY_REFUSED',
    'Only an authorization code may be exchanged for tokens, in JSON.',
    undefined,
    'Name the customer in Till-Agent-Customer: the agent renews their tokens itself.',
  )
}
