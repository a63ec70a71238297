import { authenticateClient } from '#simulator/shared/basicClient.ts'
import { readBearer } from '#simulator/shared/bearer.ts'
import type { Cloud, RefusalKind, RequestHead } from '#simulator/shared/cloud.ts'
import { type CloudResponse, withRetryAfter } from '#simulator/shared/response.ts'
import { Router } from '#simulator/shared/router.ts'
import type { SharedServices } from '#simulator/shared/services.ts'
import { defaultGiniAssumptions, type GiniAssumptions } from './assumptions.ts'
import { demoGiniClients, type GiniClient } from './clients.ts'
import { addDocument, deleteDocument, getDocument, getExtractions, listDocuments, login } from './payApi.ts'
import { oauthError, payError } from './refusal.ts'
import { createGiniState, type GiniState } from './state.ts'
import { changeUser, createUser, getUser, grantToken } from './userCenter.ts'

export interface GiniOptions {
  /** Default: `demoGiniClients`. */
  clients?: readonly GiniClient[]
  assumptions?: Partial<GiniAssumptions>
}

/** Gini's Pay API (`/login`, `/documents`) and User Center (`/oauth`, `/api/users`), which are two hosts in reality. */
export function createGini(options: GiniOptions, services: SharedServices): Cloud {
  const { clients = demoGiniClients } = options
  const state = createGiniState(services, clients, { ...defaultGiniAssumptions, ...options.assumptions })
  const router = routerOf(state)
  return {
    name: 'gini',
    traceHeader: state.assumptions.requestIdHeader,
    owns: (path) => isUserCenter(path) || path === '/login' || /^\/documents(\/|$)/.test(path),
    endpointOf: ({ method, path, query }) => {
      const endpoint = router.endpointOf(method, path)
      const grant = query.get('grant_type')
      const isKnown = grant !== null && /^(client_credentials|password|refresh_token)$/.test(grant)
      return endpoint?.endsWith(' /oauth/token') && isKnown ? `${endpoint}?grant_type=${grant}` : endpoint
    },
    hasSecretBody: (path) => isUserCenter(path) || path === '/login',
    receive: (head) => ({
      note: credentialNote(head, state),
      till: undefined,
      respond: async (body, delay) => {
        await delay()
        return router.handle(head, body, (miss) =>
          miss === 'unknown path'
            ? refusal(head, 404, 'Resource not found', state)
            : refusal(head, 405, 'Method not allowed', state),
        )
      },
    }),
    refuse: (kind, head) => standardRefusal(kind, head, state, services),
    refuseWith: (status, head) => refusal(head, status, 'As scripted', state),
    expireTokens: (scope) => state.tokens.expire(scope === 'access and renewal tokens', state.now()),
    reset: () => {
      state.users.clear()
      state.documents.clear()
    },
  }
}

function routerOf(state: GiniState): Router {
  return new Router({
    'POST /login': (request) => login(request, state),
    'GET /documents': (request) => listDocuments(request, state),
    'POST /documents': (request) => addDocument(request, state),
    'POST /documents/': (request) => addDocument(request, state),
    'GET /documents/{id}': (request) => getDocument(request, state),
    'DELETE /documents/{id}': (request) => deleteDocument(request, state),
    'GET /documents/{id}/extractions': (request) => getExtractions(request, state),
    'GET /oauth/token': (request) => grantToken(request, state),
    'POST /oauth/token': (request) => grantToken(request, state),
    'POST /api/users': (request) => createUser(request, state),
    'GET /api/users/{id}': (request) => getUser(request, state),
    'PUT /api/users/{id}': (request) => changeUser(request, state),
  })
}

function isUserCenter(path: string): boolean {
  return /^\/(oauth|api\/users)(\/|$)/.test(path)
}

/** A refusal in the format of the host that owns the path. */
function refusal(head: RequestHead, status: number, message: string, state: GiniState): CloudResponse {
  if (isUserCenter(head.path)) return oauthError(status, 'invalid_request', message)
  return payError(head, state.assumptions, status, message)
}

function credentialNote({ headers }: RequestHead, state: GiniState): string {
  const token = readBearer(headers)
  if (token === undefined) return authenticateClient(headers, state.clients).note
  const found = state.tokens.find(token, state.now())
  if (found.state === 'unknown') return 'token unknown'
  return `${found.holder.kind} token ${found.state === 'live' ? 'ok' : 'expired'}`
}

/** Only the formats are documented, not the texts (gini.md 5). */
function standardRefusal(
  kind: RefusalKind,
  head: RequestHead,
  state: GiniState,
  { retryAfterSeconds }: SharedServices,
): CloudResponse {
  const respond = (status: number, message: string) => refusal(head, status, message, state)
  const userCenter = isUserCenter(head.path)
  switch (kind) {
    case '401':
      return userCenter
        ? oauthError(401, 'invalid_client', 'Bad client credentials')
        : respond(401, 'Bad client credentials')
    case '403':
      return respond(403, 'Access denied')
    case '413':
      return respond(413, 'The document is too large')
    case '429':
      return withRetryAfter(retryAfterSeconds, respond(429, 'Too many requests'))
    case '498':
      return userCenter
        ? oauthError(401, 'invalid_token', 'Access token expired')
        : respond(401, 'Access token expired')
    case '503':
      return respond(503, 'Service unavailable')
    case '521 once':
      return respond(521, 'The web server is down')
  }
}
