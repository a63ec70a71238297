import { authenticateClient } from '#simulator/shared/basicClient.ts'
import { readBearer } from '#simulator/shared/bearer.ts'
import { fieldsOf, parseJson, textOf } from '#simulator/shared/json.ts'
import type { CloudResponse } from '#simulator/shared/response.ts'
import type { CloudRequest } from '#simulator/shared/router.ts'
import type { GiniClient } from './clients.ts'
import { oauthError } from './refusal.ts'
import { type GiniState, tokenResponse } from './state.ts'
import type { Holder } from './tokens.ts'
import type { User } from './users.ts'

const minPasswordLength = 6

/** `/oauth/token`: `grant_type` stands in the query, secrets stand in the form (gini.md 3, flow 4). */
export function grantToken(request: CloudRequest, state: GiniState): CloudResponse {
  const { client } = authenticateClient(request.headers, state.clients)
  if (client === undefined) return oauthError(401, 'invalid_client', 'Bad client credentials')
  const { assumptions } = state
  if (client.users !== 'anonymous') {
    return oauthError(400, assumptions.wrongUsersError, 'This client is provisioned for derived users')
  }
  const form = readForm(request)
  const grantInForm = form.get('grant_type')
  const mayBeInForm = assumptions.grantTypeInForm || grantInForm === 'refresh_token'
  const grant = request.query.get('grant_type') ?? (mayBeInForm ? grantInForm : null)
  if (grant === null) return oauthError(400, 'invalid_request', 'Missing grant type')
  if (request.method === 'GET' && !(grant === 'client_credentials' && assumptions.getForClientToken)) {
    return oauthError(405, 'method_not_allowed', 'Request method GET not supported')
  }
  switch (grant) {
    case 'client_credentials':
      return tokenResponse({ kind: 'client', client }, state)
    case 'password':
      return byPassword(form, client, state)
    case 'refresh_token':
      return byRefreshToken(form, client, state)
    default:
      return oauthError(400, 'unsupported_grant_type', `Unsupported grant type: ${grant}`)
  }
}

/** `POST /api/users` with the client's own token (gini.md 3, flow 4). */
export function createUser(request: CloudRequest, state: GiniState): CloudResponse {
  const caller = authenticate(request, state)
  if ('refused' in caller) return caller.refused
  if (caller.holder.kind !== 'client') return oauthError(403, 'access_denied', 'Only a client may create users')
  const { email, password } = fieldsOf(parseJson(request.body))
  if (typeof email !== 'string' || !email.includes('@')) return oauthError(400, 'invalid_request', 'email is missing')
  if (typeof password !== 'string') return oauthError(400, 'invalid_request', 'password is missing')
  if (password.length < minPasswordLength) return oauthError(400, 'invalid_request', 'password is too short')
  const user = state.users.create(caller.holder.client, email, password)
  if (user === undefined) return oauthError(400, 'invalid_request', 'email is taken')
  return { status: 201, body: undefined, headers: { Location: `${request.origin}/api/users/${user.id}` } }
}

/** `GET /api/users/{id}` (gini.md 3). */
export function getUser(request: CloudRequest, state: GiniState): CloudResponse {
  return withUser(request, state, ({ id, email }) => ({ status: 200, body: { id, email } }))
}

/** `PUT /api/users/{id}`: changes password, e-mail or both; the request names the old values, too (gini.md 3). */
export function changeUser(request: CloudRequest, state: GiniState): CloudResponse {
  return withUser(request, state, (user) => {
    const { oldPassword, password, oldEmail, email } = fieldsOf(parseJson(request.body))
    const refuse = (message: string) => oauthError(400, 'invalid_request', message)
    if (password !== undefined && oldPassword !== user.password) return refuse('oldPassword is wrong')
    if (password !== undefined && String(password).length < minPasswordLength) return refuse('password is too short')
    if (email !== undefined && oldEmail !== user.email) return refuse('oldEmail is wrong')
    if (email !== undefined && state.users.byEmail(String(email)) !== undefined) return refuse('email is taken')
    if (password !== undefined) user.password = String(password)
    if (email !== undefined) user.email = String(email)
    return { status: state.assumptions.userChangedStatus, body: undefined }
  })
}

function byPassword(form: URLSearchParams, client: GiniClient, state: GiniState): CloudResponse {
  const user = state.users.byEmail(form.get('username') ?? '')
  if (user === undefined || user.client !== client || user.password !== form.get('password')) {
    return oauthError(400, 'invalid_grant', 'Bad credentials')
  }
  return userToken({ kind: 'user', client, user: user.id }, state)
}

function byRefreshToken(form: URLSearchParams, client: GiniClient, state: GiniState): CloudResponse {
  const { refreshRotates, badRefreshStatus } = state.assumptions
  const token = textOf(form.get('refresh_token')) ?? ''
  const holder = state.tokens.holderOfRefreshToken(token, client, state.now(), refreshRotates)
  if (holder !== undefined) return userToken(holder, state, refreshRotates ? undefined : token)
  return oauthError(badRefreshStatus, 'invalid_grant', 'Invalid refresh token')
}

/** @param refreshToken the refresh token to return; a new one by default */
function userToken(holder: Holder, state: GiniState, refreshToken?: string): CloudResponse {
  if (!holder.client.refreshTokens) return tokenResponse(holder, state)
  const { refreshTokenSeconds } = state.assumptions
  const newToken = () => state.tokens.issueRefresh(holder, state.now(), refreshTokenSeconds)
  return tokenResponse(holder, state, { refresh_token: refreshToken ?? newToken() })
}

function readForm({ headers, body }: CloudRequest): URLSearchParams {
  const isForm = /^application\/x-www-form-urlencoded\b/.test(headers['content-type'] ?? '')
  return new URLSearchParams(isForm ? body.toString('utf8') : '')
}

/** The holder of the request's token, or a 401 whose texts are ASSUMED. */
function authenticate({ headers }: CloudRequest, state: GiniState): { holder: Holder } | { refused: CloudResponse } {
  const found = state.tokens.find(readBearer(headers), state.now())
  if (found.state === 'live') return found
  const reason = found.state === 'expired' ? 'Access token expired' : 'Invalid access token'
  return { refused: oauthError(401, 'invalid_token', reason) }
}

/** A user may read and change only itself, a client only the users it created. ASSUMED */
function withUser(request: CloudRequest, state: GiniState, handle: (user: User) => CloudResponse): CloudResponse {
  const caller = authenticate(request, state)
  if ('refused' in caller) return caller.refused
  const { holder } = caller
  const user = state.users.byId(request.wildcard)
  const isAllowed = holder.kind === 'client' ? user?.client === holder.client : user?.id === holder.user
  return user !== undefined && isAllowed ? handle(user) : oauthError(404, 'not_found', 'No such user')
}
