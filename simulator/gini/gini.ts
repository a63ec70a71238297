import type { Answer } from '../answer.ts'
import { readClient } from '../basicClient.ts'
import { readBearer } from '../bearer.ts'
import type { Arrival, Cloud, Trouble } from '../cloud.ts'
import { Paths } from '../paths.ts'
import { withRetryAfter } from '../refusal.ts'
import type { World } from '../world.ts'
import { defaultGiniAssumptions, type GiniAssumptions } from './assumptions.ts'
import { demoGiniClients, type GiniClient } from './clients.ts'
import { createOffice, type Office } from './office.ts'
import { addDocument, deleteDocument, getDocument, getExtractions, listDocuments, login } from './payApi.ts'
import { oauthError, payError } from './refusal.ts'
import { changeUser, createUser, getUser, grantToken } from './userCenter.ts'

export interface GiniOptions {
  /** Default: `demoGiniClients`. */
  clients?: readonly GiniClient[]
  assumptions?: Partial<GiniAssumptions>
}

/** Gini's Pay API (`/login`, `/documents`) and User Center (`/oauth`, `/api/users`), in reality two hosts. */
export function createGini(options: GiniOptions, world: World): Cloud {
  const { clients = demoGiniClients } = options
  const office = createOffice(world, clients, { ...defaultGiniAssumptions, ...options.assumptions })
  const paths = pathsOf(office)
  return {
    name: 'gini',
    traceHeader: office.assumptions.requestIdHeader,
    has: (path) => isUserCenter(path) || path === '/login' || /^\/documents(\/|$)/.test(path),
    endpointOf: ({ method, path, query }) => {
      const endpoint = paths.endpointOf(method, path)
      const grant = query.get('grant_type')
      const known = grant !== null && /^(client_credentials|password|refresh_token)$/.test(grant)
      return endpoint?.endsWith(' /oauth/token') && known ? `${endpoint}?grant_type=${grant}` : endpoint
    },
    hasSecretBody: (path) => isUserCenter(path) || path === '/login',
    visit: (arrival) => ({
      note: note(arrival, office),
      till: undefined,
      answer: async (body, think) => {
        await think()
        return paths.act(arrival, body, (reason) =>
          reason === 'no such path'
            ? refused(arrival, 404, 'Resource not found', office)
            : refused(arrival, 405, 'Method not allowed', office),
        )
      },
    }),
    refuse: (trouble, arrival) => inTrouble(trouble, arrival, office, world),
    refuseWith: (status, arrival) => refused(arrival, status, 'As scripted', office),
    expireTokens: (expiry) => office.tokens.expire(expiry === 'access and renewal tokens', office.now()),
    reset: () => {
      office.users.clear()
      office.documents.clear()
    },
  }
}

function pathsOf(office: Office): Paths {
  return new Paths({
    'POST /login': (request) => login(request, office),
    'GET /documents': (request) => listDocuments(request, office),
    'POST /documents': (request) => addDocument(request, office),
    'POST /documents/': (request) => addDocument(request, office),
    'GET /documents/{id}': (request) => getDocument(request, office),
    'DELETE /documents/{id}': (request) => deleteDocument(request, office),
    'GET /documents/{id}/extractions': (request) => getExtractions(request, office),
    'GET /oauth/token': (request) => grantToken(request, office),
    'POST /oauth/token': (request) => grantToken(request, office),
    'POST /api/users': (request) => createUser(request, office),
    'GET /api/users/{id}': (request) => getUser(request, office),
    'PUT /api/users/{id}': (request) => changeUser(request, office),
  })
}

function isUserCenter(path: string): boolean {
  return /^\/(oauth|api\/users)(\/|$)/.test(path)
}

function refused(arrival: Arrival, status: number, message: string, office: Office): Answer {
  if (isUserCenter(arrival.path)) return oauthError(status, 'invalid_request', message)
  return payError(arrival, office.assumptions, status, message)
}

function note({ headers }: Arrival, office: Office): string {
  const token = readBearer(headers)
  if (token === undefined) return readClient(headers, office.clients).note
  const found = office.tokens.look(token, office.now())
  if (found.state === 'unknown') return 'token unknown'
  return `${found.holder.kind} token ${found.state === 'live' ? 'ok' : 'expired'}`
}

/** Only the shapes are documented (gini.md 5). */
function inTrouble(trouble: Trouble, arrival: Arrival, office: Office, world: World): Answer {
  const answer = (status: number, message: string) => refused(arrival, status, message, office)
  const userCenter = isUserCenter(arrival.path)
  switch (trouble) {
    case '401':
      return userCenter
        ? oauthError(401, 'invalid_client', 'Bad client credentials')
        : answer(401, 'Bad client credentials')
    case '403':
      return answer(403, 'Access denied')
    case '413':
      return answer(413, 'The document is too large')
    case '429':
      return withRetryAfter(world.assumptions, answer(429, 'Too many requests'))
    case '498':
      return userCenter ? oauthError(401, 'invalid_token', 'Access token expired') : answer(401, 'Access token expired')
    case '503':
      return answer(503, 'Service unavailable')
    case '521 once':
      return answer(521, 'The web server is down')
  }
}
