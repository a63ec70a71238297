import type { Answer } from '../../answer.ts'
import { fieldsOf, jsonIn, textOf } from '../../json.ts'
import type { Request } from '../../paths.ts'
import { stamp } from '../../stamp.ts'
import type { Account } from '../accounts.ts'
import type { ScayleClient } from '../clients.ts'
import { badGrant, bare, invalid, refusal } from '../refusal.ts'
import type { Session } from '../sessions.ts'
import { originOf, type Shop, shopMissing, tokenPair } from '../shop.ts'

/** `POST /oauth/token`, in JSON (scayle.md 3.7 and 3.8). */
export function grantToken(request: Request, client: ScayleClient, shop: Shop): Answer {
  const fields = readGrant(request, shop)
  const now = shop.now()
  switch (fields.grant_type) {
    case 'refresh_token': {
      const token = textOf(fields.refresh_token)
      if (token === undefined) return invalid('refresh_token', 'a string')
      const session = shop.sessions.refresh(token, client, originOf(request), now)
      if (session !== undefined) return tokenPair(session, now)
      return badGrant(401, 'invalid_grant', 'The refresh token is invalid.', 'Token is used, expired or revoked')
    }
    case 'authorization_code': {
      const code = textOf(fields.code)
      if (code === undefined) return invalid('code', 'a string')
      const account = shop.accounts.byId(shop.codes.spend(code, client.clientId, now) ?? -1)
      if (account !== undefined) return tokenPair(shop.sessions.start(account, client, originOf(request), now), now)
      const { badCodeStatus } = shop.assumptions
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
export function validateToken(): Answer {
  return { status: 200, body: {} }
}

/** `GET /oauth/tokens`, with two ways of writing a moment in one row (scayle.md 3.10). */
export function listTokens(_: Request, account: Account, shop: Shop): Answer {
  const rows = shop.sessions.of(account.id, shop.now()).map((session) => ({
    id: session.id,
    ip: session.ip,
    user_agent: session.userAgent,
    created_at: stamp(session.createdAt),
    updated_at: stamp(session.createdAt),
    expires_at: new Date(session.accessExpiresAt).toISOString().replace('Z', '000Z'),
  }))
  return { status: 200, body: rows }
}

/** `DELETE /oauth/tokens/{id}` (scayle.md 3.11). */
export function revokeToken(request: Request, account: Account, own: Session, shop: Shop): Answer {
  const { assumptions } = shop
  const refused = shopMissing(request, own)
  if (refused !== undefined) return bare(assumptions, refused)
  const session = shop.sessions.of(account.id, shop.now()).find(({ id }) => id === request.wildcard)
  if (session === undefined) return bare(assumptions, refusal(404, assumptions.errorKeys.notFound, 'No such token.'))
  session.ended = true
  return { status: assumptions.revokedStatus, body: undefined }
}

/** `POST /auth/logout` (scayle.md 3.12). */
export function logOut(request: Request, session: Session, { assumptions }: Shop): Answer {
  const refused = shopMissing(request, session)
  if (refused !== undefined) return refused
  session.ended = true
  return { status: assumptions.loggedOutStatus, body: undefined }
}

function readGrant({ headers, body }: Request, { assumptions }: Shop): Record<string, unknown> {
  if (/^application\/json\b/.test(headers['content-type'] ?? '')) return fieldsOf(jsonIn(body))
  if (assumptions.tokenRequests === 'JSON') return {}
  return Object.fromEntries(new URLSearchParams(body.toString('utf8')))
}
