import { authenticateClient } from '#simulator/shared/basicClient.ts'
import { readBearer } from '#simulator/shared/bearer.ts'
import type { Cloud, RefusalKind, RequestHead } from '#simulator/shared/cloud.ts'
import { type CloudResponse, withRetryAfter } from '#simulator/shared/response.ts'
import { Router } from '#simulator/shared/router.ts'
import type { SharedServices } from '#simulator/shared/services.ts'
import { demoScayleCustomers, type ScayleCustomer } from './accounts.ts'
import { defaultScayleAssumptions, type ScayleAssumptions } from './assumptions.ts'
import { addresses, changeContact, changePersonal, me, order } from './calls/account.ts'
import { startCheckout } from './calls/checkout.ts'
import { logIn, logInGuest, register } from './calls/login.ts'
import { changePassword, finishReset, sendResetMail } from './calls/password.ts'
import { redirectAfterLogout, redirectToProvider } from './calls/redirect.ts'
import { grantToken, listTokens, logOut, revokeToken, validateToken } from './calls/token.ts'
import { demoScayleClient, demoShopSecret, type ScayleClient } from './clients.ts'
import { badClient, badToken, bodiless, refusal } from './refusal.ts'
import { publicKeys } from './signing.ts'
import { ScayleState } from './state.ts'

export interface ScayleOptions {
  /** Default: `demoScayleClient`. */
  clients?: readonly ScayleClient[]
  /** Default: `demoScayleCustomers`. */
  customers?: readonly ScayleCustomer[]
  /** Key of the JWTs that start a redirect. Default: `demoShopSecret`. */
  shopSecret?: string
  assumptions?: Partial<ScayleAssumptions>
}

/** SCAYLE's Authentication API under `/v1`, and what takes its tokens: the Customer Account API under `/api`, and the checkout. */
export function createScayle(options: ScayleOptions, services: SharedServices): Cloud {
  const { clients = [demoScayleClient], customers = demoScayleCustomers, shopSecret = demoShopSecret } = options
  const assumptions = { ...defaultScayleAssumptions, ...options.assumptions }
  const state = new ScayleState(services, clients, customers, shopSecret, assumptions)
  const router = routerOf(state)
  return {
    name: 'scayle',
    traceHeader: null,
    owns: (path) => /^\/v1\/|^\/api\/oauth\/|^\/frontend\/checkout-wc\/|^\/\.well-known\/jwks\.json$/.test(path),
    endpointOf: ({ method, path }) => router.endpointOf(method, path),
    hasSecretBody: (path) => /^\/(?:v1|frontend)\//.test(path),
    receive: (head) => ({
      note: credentialNote(head, state),
      till: undefined,
      respond: async (body, delay) => {
        await delay()
        return router.handle(head, body, (miss) =>
          miss === 'unknown path'
            ? refusal(404, state.assumptions.errorKeys.notFound, 'No such resource.')
            : refusal(405, 'method_not_allowed', 'The method is not allowed.'),
        )
      },
    }),
    refuse: (kind) => standardRefusal(kind, state, services),
    refuseWith: (status) => refusal(status, 'scripted', 'As scripted.'),
    expireTokens: (scope) => state.sessions.expire(scope === 'access and renewal tokens', state.now()),
    reset: () => state.accounts.restore(),
  }
}

function routerOf(state: ScayleState): Router {
  const { assumptions } = state
  const withoutBody = () => bodiless(assumptions, badToken(assumptions))
  const invalidToken = () =>
    assumptions.accountTokenRefusal === 401 ? badToken(assumptions) : refusal(403, 'invalid_token', 'Invalid Token')
  return new Router({
    'POST /v1/auth/login': state.forClient((request, client) => logIn(request, client, state)),
    'POST /v1/auth/register': state.forClient((request, client) => register(request, client, state)),
    'POST /v1/auth/login/guest': state.forClient((request, client) => logInGuest(request, client, state)),
    'POST /v1/auth/password/send-reset-email': state.forClient((request, client) =>
      sendResetMail(request, client, state),
    ),
    'PUT /v1/auth/password/update-by-hash': state.forClient((request, client) => finishReset(request, client, state)),
    'PUT /v1/auth/password': state.forCustomer((request, account) => changePassword(request, account, state)),
    'POST /v1/oauth/token': state.forClient((request, client) => grantToken(request, client, state)),
    'GET /v1/oauth/token/validate': state.forCustomer(validateToken, withoutBody),
    'GET /v1/oauth/tokens': state.forCustomer((request, account) => listTokens(request, account, state)),
    'DELETE /v1/oauth/tokens/{id}': state.forCustomer(
      (request, account, session) => revokeToken(request, account, session, state),
      withoutBody,
    ),
    'POST /v1/auth/logout': state.forCustomer((request, _, session) => logOut(request, session, state)),
    'GET /v1/auth/external/redirect': (request) => redirectToProvider(request, state),
    'GET /v1/auth/logout/redirect': (request) => redirectAfterLogout(request, state),
    'GET /.well-known/jwks.json': () => ({ status: 200, body: publicKeys() }),
    'POST /frontend/checkout-wc/start': (request) => startCheckout(request, state),
    'GET /api/oauth/me': state.forCustomer(me, invalidToken),
    'GET /api/oauth/customer/order/{id}': state.forCustomer(order, invalidToken),
    'PUT /api/oauth/customer/contact': state.forCustomer(changeContact, invalidToken),
    'PUT /api/oauth/customer/personal': state.forCustomer(changePersonal, invalidToken),
    'GET /api/oauth/customer/addresses': state.forCustomer(addresses, invalidToken),
  })
}

function credentialNote({ headers }: RequestHead, state: ScayleState): string {
  const token = readBearer(headers)
  if (token === undefined) return authenticateClient(headers, state.clients).note
  if (state.sessions.find(token, state.now()) !== undefined) return 'token ok'
  return state.sessions.knows(token) ? 'token expired or revoked' : 'token unknown'
}

/** Only the texts of 401 are documented (scayle.md 5). */
function standardRefusal(
  kind: RefusalKind,
  { assumptions }: ScayleState,
  { retryAfterSeconds }: SharedServices,
): CloudResponse {
  switch (kind) {
    case '401':
      return badClient()
    case '403':
      return refusal(403, assumptions.errorKeys.forbidden, 'Forbidden.')
    case '413':
      return refusal(413, 'payload_too_large', 'The request is too large.')
    case '429':
      return withRetryAfter(retryAfterSeconds, refusal(429, 'too_many_requests', 'Too many requests.'))
    case '498':
      return badToken(assumptions)
    case '503':
      return refusal(503, 'service_unavailable', 'Service unavailable.')
    case '521 once':
      return refusal(521, 'server_is_down', 'The web server is down.')
  }
}
