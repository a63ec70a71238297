import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Answer } from '../../answer.ts'
import { fieldsOf, jsonIn, textOf } from '../../json.ts'
import type { Request } from '../../paths.ts'
import { mayName } from '../clients.ts'
import { invalid } from '../refusal.ts'
import type { Shop } from '../shop.ts'

/**
 * `GET /auth/external/redirect`: a browser's way to the identity provider and back (scayle.md 6). The provider between
 * is left out: whoever comes is the first customer.
 */
export function redirectToProvider(request: Request, shop: Shop): Answer {
  const asked = readRedirect(request, shop)
  if ('refused' in asked) return asked.refused
  const account = shop.accounts.first()
  if (account !== undefined)
    asked.callback.searchParams.set('code', shop.codes.issue(account.id, asked.clientId, shop.now()))
  return to(asked.callback)
}

/** `GET /auth/logout/redirect` (scayle.md 3.16: LOW, path and parameters ASSUMED). */
export function redirectAfterLogout(request: Request, shop: Shop): Answer {
  const asked = readRedirect(request, shop)
  return 'refused' in asked ? asked.refused : to(asked.callback)
}

function to(callback: URL): Answer {
  return { status: 302, body: undefined, headers: { Location: callback.href } }
}

function readRedirect({ query }: Request, shop: Shop): { callback: URL; clientId: string } | { refused: Answer } {
  const claims = verifiedClaims(query.get('jwt') ?? '', shop.shopSecret)
  if (claims === undefined) return { refused: invalid('jwt', 'signed with the shop secret') }
  const { callbackUrl, clientId, idpKey, exp } = claims
  if (typeof exp !== 'number' || exp * 1000 <= shop.now()) return { refused: invalid('jwt', 'younger') }
  const client = shop.clients.find((one) => one.clientId === textOf(clientId))
  if (client === undefined || !mayName(client, Number(query.get('shopId')))) {
    return { refused: invalid('shopId', 'a shop of this client') }
  }
  if (textOf(idpKey) === undefined) return { refused: invalid('idpKey', 'a string') }
  const { callbackUrls } = shop.assumptions
  const text = textOf(callbackUrl) ?? ''
  if (!URL.canParse(text) || (callbackUrls !== 'any' && !callbackUrls.includes(text))) {
    return { refused: invalid('callbackUrl', 'an allowed URL', text) }
  }
  return { callback: new URL(text), clientId: client.clientId }
}

/** HS256 and nothing else. */
function verifiedClaims(token: string, secret: string): Record<string, unknown> | undefined {
  const [header = '', claims = '', signature = ''] = token.split('.')
  if (fieldsOf(jsonIn(Buffer.from(header, 'base64url'))).alg !== 'HS256') return undefined
  const right = createHmac('sha256', secret).update(`${header}.${claims}`).digest()
  const given = Buffer.from(signature, 'base64url')
  if (given.length !== right.length || !timingSafeEqual(given, right)) return undefined
  return fieldsOf(jsonIn(Buffer.from(claims, 'base64url')))
}
