import type { Account } from '#simulator/scayle/accounts.ts'
import type { ScayleClient } from '#simulator/scayle/clients.ts'
import { badGrant, bodiless, invalid, refusal } from '#simulator/scayle/refusal.ts'
import { originOf, shopRefusal } from '#simulator/scayle/request.ts'
import { type Session, tokenPairResponse } from '#simulator/scayle/sessions.ts'
import type { ScayleState } from '#simulator/scayle/state.ts'
import { fieldsOf, parseJson, textOf } from '#simulator/shared/json.ts'
import type { CloudResponse } from '#simulator/shared/response.ts'
import type { CloudRequest } from '#simulator/shared/router.ts'
import { formatTimestamp } from '#simulator/shared/timestamps.ts'

/** `POST /oauth/token` (scayle.md 3.7 and 3.8). */
export function grantToken(request: CloudRequest, client: ScayleClient, state: ScayleState): CloudResponse {
  const fields = readGrant(request, state)
  const now = state.now()
  switch (fields.grant_type) {
    case 'refresh_token': {
      const token = textOf(fields.refresh_token)
      if (token === undefined) return invalid('refresh_token', 'a string')
      const session = state.sessions.refresh(token, client, originOf(request), now)
      if (session !== undefined) return tokenPairResponse(session, now)
      return badGrant(401, 'invalid_grant', 'The refresh token is invalid.', 'Token is used, expired or revoked')
    }
    case 'authorization_code': {
      const code = textOf(fields.code)
      if (code === undefined) return invalid('code', 'a string')
      const account = state.accounts.byId(state.codes.spend(code, client.clientId, now) ?? -1)
      if (account !== undefined)
        return tokenPairResponse(state.sessions.start(account, client, originOf(request), now), now)
      const { badCodeStatus } = state.assumptions
      return badGrant(badCodeStatus, 'invalid_grant', 'The code is invalid.', 'Code is used or has expired')
    }
    default:
      return badGrant(
        400,
        'unsupported_grant_type',
        'The authorization grant type is not supported by the authorization server.',
        'Check that all required parameters have been provided',
      )
  }
}

/** `GET /oauth/token/validate` (scayle.md 3.9). */
export function validateToken(): CloudResponse {
  return { status: 200, body: {} }
}

/** `GET /oauth/tokens`, whose rows hold two timestamp formats (scayle.md 3.10). */
export function listTokens(_: CloudRequest, account: Account, state: ScayleState): CloudResponse {
  const rows = state.sessions.of(account.id, state.now()).map((session) => ({
    id: session.id,
    ip: session.ip,
    user_agent: session.userAgent,
    created_at: formatTimestamp(session.createdAt),
    updated_at: formatTimestamp(session.createdAt),
    expires_at: new Date(session.accessExpiresAt).toISOString().replace('Z', '000Z'),
  }))
  return { status: 200, body: rows }
}

/** `DELETE /oauth/tokens/{id}` (scayle.md 3.11). */
export function revokeToken(request: CloudRequest, account: Account, own: Session, state: ScayleState): CloudResponse {
  const { assumptions } = state
  const refused = shopRefusal(request, own)
  if (refused !== undefined) return bodiless(assumptions, refused)
  const session = state.sessions.of(account.id, state.now()).find(({ id }) => id === request.wildcard)
  if (session === undefined)
    return bodiless(assumptions, refusal(404, assumptions.errorKeys.notFound, 'No such token.'))
  session.ended = true
  return { status: assumptions.revokedStatus, body: undefined }
}

/** `POST /auth/logout` (scayle.md 3.12). */
export function logOut(request: CloudRequest, session: Session, { assumptions }: ScayleState): CloudResponse {
  const refused = shopRefusal(request, session)
  if (refused !== undefined) return refused
  session.ended = true
  return { status: assumptions.loggedOutStatus, body: undefined }
}

function readGrant({ headers, body }: CloudRequest, { assumptions }: ScayleState): Record<string, unknown> {
  if (/^application\/json\b/.test(headers['content-type'] ?? '')) return fieldsOf(parseJson(body))
  if (assumptions.tokenRequests === 'JSON') return {}
  return Object.fromEntries(new URLSearchParams(body.toString('utf8')))
}
