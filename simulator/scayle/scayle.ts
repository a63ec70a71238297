import type { Answer } from '../answer.ts'
import { readClient } from '../basicClient.ts'
import { readBearer } from '../bearer.ts'
import type { Arrival, Cloud, Trouble } from '../cloud.ts'
import { Paths } from '../paths.ts'
import { withRetryAfter } from '../refusal.ts'
import type { World } from '../world.ts'
import { demoScayleCustomers, type ScayleCustomer } from './accounts.ts'
import { defaultScayleAssumptions, type ScayleAssumptions } from './assumptions.ts'
import { addresses, me } from './calls/account.ts'
import { logIn, logInGuest, register } from './calls/login.ts'
import { changePassword, finishReset, sendResetMail } from './calls/password.ts'
import { redirectAfterLogout, redirectToProvider } from './calls/redirect.ts'
import { grantToken, listTokens, logOut, revokeToken, validateToken } from './calls/token.ts'
import { demoScayleClient, type ScayleClient } from './clients.ts'
import { badClient, badToken, bare, refusal } from './refusal.ts'
import { Shop } from './shop.ts'
import { publicKeys } from './signing.ts'

export interface ScayleOptions {
  /** Default: `demoScayleClient`. */
  clients?: readonly ScayleClient[]
  /** Default: `demoScayleCustomers`. */
  customers?: readonly ScayleCustomer[]
  /** Signs the JWT that starts a redirect. Default `demo-shop-secret`. */
  shopSecret?: string
  assumptions?: Partial<ScayleAssumptions>
}

/** SCAYLE's Authentication API under `/v1`, and what its tokens open in the Customer Account API under `/api`. */
export function createScayle(options: ScayleOptions, world: World): Cloud {
  const { clients = [demoScayleClient], customers = demoScayleCustomers, shopSecret = 'demo-shop-secret' } = options
  const shop = new Shop(world, clients, customers, shopSecret, { ...defaultScayleAssumptions, ...options.assumptions })
  const paths = pathsOf(shop)
  return {
    name: 'scayle',
    traceHeader: null,
    has: (path) => /^\/v1\/|^\/api\/oauth\/|^\/\.well-known\/jwks\.json$/.test(path),
    endpointOf: ({ method, path }) => paths.endpointOf(method, path),
    hasSecretBody: (path) => path.startsWith('/v1/'),
    visit: (arrival) => ({
      note: note(arrival, shop),
      till: undefined,
      answer: async (body, think) => {
        await think()
        return paths.act(arrival, body, (reason) =>
          reason === 'no such path'
            ? refusal(404, shop.assumptions.errorKeys.notFound, 'No such resource.')
            : refusal(405, 'method_not_allowed', 'The method is not allowed.'),
        )
      },
    }),
    refuse: (trouble) => inTrouble(trouble, shop, world),
    refuseWith: (status) => refusal(status, 'scripted', 'As scripted.'),
    expireTokens: (expiry) => shop.sessions.expire(expiry === 'access and renewal tokens', shop.now()),
    reset: () => shop.accounts.restore(),
  }
}

function pathsOf(shop: Shop): Paths {
  const { assumptions } = shop
  const plainly = () => bare(assumptions, badToken(assumptions))
  const invalidToken = () =>
    assumptions.accountTokenRefusal === 401 ? badToken(assumptions) : refusal(403, 'invalid_token', 'Invalid Token')
  return new Paths({
    'POST /v1/auth/login': shop.forClient((request, client) => logIn(request, client, shop)),
    'POST /v1/auth/register': shop.forClient((request, client) => register(request, client, shop)),
    'POST /v1/auth/login/guest': shop.forClient((request, client) => logInGuest(request, client, shop)),
    'POST /v1/auth/password/send-reset-email': shop.forClient((request, client) =>
      sendResetMail(request, client, shop),
    ),
    'PUT /v1/auth/password/update-by-hash': shop.forClient((request, client) => finishReset(request, client, shop)),
    'PUT /v1/auth/password': shop.forCustomer((request, account) => changePassword(request, account, shop)),
    'POST /v1/oauth/token': shop.forClient((request, client) => grantToken(request, client, shop)),
    'GET /v1/oauth/token/validate': shop.forCustomer(validateToken, plainly),
    'GET /v1/oauth/tokens': shop.forCustomer((request, account) => listTokens(request, account, shop)),
    'DELETE /v1/oauth/tokens/{id}': shop.forCustomer(
      (request, account, session) => revokeToken(request, account, session, shop),
      plainly,
    ),
    'POST /v1/auth/logout': shop.forCustomer((request, _, session) => logOut(request, session, shop)),
    'GET /v1/auth/external/redirect': (request) => redirectToProvider(request, shop),
    'GET /v1/auth/logout/redirect': (request) => redirectAfterLogout(request, shop),
    'GET /.well-known/jwks.json': () => ({ status: 200, body: publicKeys() }),
    'GET /api/oauth/me': shop.forCustomer(me, invalidToken),
    'GET /api/oauth/customer/addresses': shop.forCustomer(addresses, invalidToken),
  })
}

function note({ headers }: Arrival, shop: Shop): string {
  const token = readBearer(headers)
  if (token === undefined) return readClient(headers, shop.clients).note
  if (shop.sessions.find(token, shop.now()) !== undefined) return 'token ok'
  return shop.sessions.knows(token) ? 'token expired or revoked' : 'token unknown'
}

/** Only the texts of 401 are documented (scayle.md 5). */
function inTrouble(trouble: Trouble, { assumptions }: Shop, world: World): Answer {
  switch (trouble) {
    case '401':
      return badClient()
    case '403':
      return refusal(403, assumptions.errorKeys.forbidden, 'Forbidden.')
    case '413':
      return refusal(413, 'payload_too_large', 'The request is too large.')
    case '429':
      return withRetryAfter(world.assumptions, refusal(429, 'too_many_requests', 'Too many requests.'))
    case '498':
      return badToken(assumptions)
    case '503':
      return refusal(503, 'service_unavailable', 'Service unavailable.')
    case '521 once':
      return refusal(521, 'server_is_down', 'The web server is down.')
  }
}
