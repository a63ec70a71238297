import type { Answer } from '../answer.ts'
import { readClient } from '../basicClient.ts'
import { readBearer } from '../bearer.ts'
import { fieldsOf, jsonIn, textOf } from '../json.ts'
import type { Request } from '../paths.ts'
import type { GiniClient } from './clients.ts'
import { type Office, tokenAnswer } from './office.ts'
import { oauthError } from './refusal.ts'
import type { Holder } from './tokens.ts'
import type { User } from './users.ts'

const shortestPassword = 6

/** `/oauth/token`: `grant_type` is in the query, what is secret in the form (gini.md 3, flow 4). */
export function grantToken(request: Request, office: Office): Answer {
  const { client } = readClient(request.headers, office.clients)
  if (client === undefined) return oauthError(401, 'invalid_client', 'Bad client credentials')
  const { assumptions } = office
  if (client.users !== 'anonymous') {
    return oauthError(400, assumptions.wrongUsersError, 'This client is provisioned for derived users')
  }
  const form = readForm(request)
  const inForm = form.get('grant_type')
  const mayBeInForm = assumptions.grantTypeInForm || inForm === 'refresh_token'
  const grant = request.query.get('grant_type') ?? (mayBeInForm ? inForm : null)
  if (grant === null) return oauthError(400, 'invalid_request', 'Missing grant type')
  if (request.method === 'GET' && !(grant === 'client_credentials' && assumptions.getForClientToken)) {
    return oauthError(405, 'method_not_allowed', 'Request method GET not supported')
  }
  switch (grant) {
    case 'client_credentials':
      return tokenAnswer({ kind: 'client', client }, office)
    case 'password':
      return byPassword(form, client, office)
    case 'refresh_token':
      return byRefreshToken(form, client, office)
    default:
      return oauthError(400, 'unsupported_grant_type', `Unsupported grant type: ${grant}`)
  }
}

/** `POST /api/users` with the client's own token (gini.md 3, flow 4). */
export function createUser(request: Request, office: Office): Answer {
  const caller = whoCalls(request, office)
  if ('refused' in caller) return caller.refused
  if (caller.holder.kind !== 'client') return oauthError(403, 'access_denied', 'Only a client may create users')
  const { email, password } = fieldsOf(jsonIn(request.body))
  if (typeof email !== 'string' || !email.includes('@')) return oauthError(400, 'invalid_request', 'email is missing')
  if (typeof password !== 'string') return oauthError(400, 'invalid_request', 'password is missing')
  if (password.length < shortestPassword) return oauthError(400, 'invalid_request', 'password is too short')
  const user = office.users.create(caller.holder.client, email, password)
  if (user === undefined) return oauthError(400, 'invalid_request', 'email is taken')
  return { status: 201, body: undefined, headers: { Location: `${request.origin}/api/users/${user.id}` } }
}

/** `GET /api/users/{id}` (gini.md 3). */
export function getUser(request: Request, office: Office): Answer {
  return withUser(request, office, ({ id, email }) => ({ status: 200, body: { id, email } }))
}

/** `PUT /api/users/{id}`: password, e-mail or both, each beside the old one (gini.md 3). */
export function changeUser(request: Request, office: Office): Answer {
  return withUser(request, office, (user) => {
    const { oldPassword, password, oldEmail, email } = fieldsOf(jsonIn(request.body))
    const refuse = (message: string) => oauthError(400, 'invalid_request', message)
    if (password !== undefined && oldPassword !== user.password) return refuse('oldPassword is wrong')
    if (password !== undefined && String(password).length < shortestPassword) return refuse('password is too short')
    if (email !== undefined && oldEmail !== user.email) return refuse('oldEmail is wrong')
    if (email !== undefined && office.users.byEmail(String(email)) !== undefined) return refuse('email is taken')
    if (password !== undefined) user.password = String(password)
    if (email !== undefined) user.email = String(email)
    return { status: office.assumptions.userChangedStatus, body: undefined }
  })
}

function byPassword(form: URLSearchParams, client: GiniClient, office: Office): Answer {
  const user = office.users.byEmail(form.get('username') ?? '')
  if (user === undefined || user.client !== client || user.password !== form.get('password')) {
    return oauthError(400, 'invalid_grant', 'Bad credentials')
  }
  return userToken({ kind: 'user', client, user: user.id }, office)
}

function byRefreshToken(form: URLSearchParams, client: GiniClient, office: Office): Answer {
  const { refreshRotates, badRefreshStatus } = office.assumptions
  const token = textOf(form.get('refresh_token')) ?? ''
  const holder = office.tokens.refreshed(token, client, office.now(), refreshRotates)
  if (holder !== undefined) return userToken(holder, office, refreshRotates ? undefined : token)
  return oauthError(badRefreshStatus, 'invalid_grant', 'Invalid refresh token')
}

function userToken(holder: Holder, office: Office, kept?: string): Answer {
  if (!holder.client.refreshTokens) return tokenAnswer(holder, office)
  const { refreshTokenSeconds } = office.assumptions
  const fresh = () => office.tokens.issueRefresh(holder, office.now(), refreshTokenSeconds)
  return tokenAnswer(holder, office, { refresh_token: kept ?? fresh() })
}

function readForm({ headers, body }: Request): URLSearchParams {
  const form = /^application\/x-www-form-urlencoded\b/.test(headers['content-type'] ?? '')
  return new URLSearchParams(form ? body.toString('utf8') : '')
}

/** The texts are ASSUMED. */
function whoCalls({ headers }: Request, office: Office): { holder: Holder } | { refused: Answer } {
  const found = office.tokens.look(readBearer(headers), office.now())
  if (found.state === 'live') return found
  const why = found.state === 'expired' ? 'Access token expired' : 'Invalid access token'
  return { refused: oauthError(401, 'invalid_token', why) }
}

/** A user may see themselves, a client those it created. ASSUMED */
function withUser(request: Request, office: Office, act: (user: User) => Answer): Answer {
  const caller = whoCalls(request, office)
  if ('refused' in caller) return caller.refused
  const { holder } = caller
  const user = office.users.byId(request.wildcard)
  const may = holder.kind === 'client' ? user?.client === holder.client : user?.id === holder.user
  return user !== undefined && may ? act(user) : oauthError(404, 'not_found', 'No such user')
}
