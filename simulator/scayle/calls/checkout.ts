import { mayName } from '#simulator/scayle/clients.ts'
import { badToken, invalid } from '#simulator/scayle/refusal.ts'
import { verifiedClaims } from '#simulator/scayle/shopTokens.ts'
import type { ScayleState } from '#simulator/scayle/state.ts'
import { fieldsOf, parseJson, textOf } from '#simulator/shared/json.ts'
import type { CloudResponse } from '#simulator/shared/response.ts'
import type { CloudRequest } from '#simulator/shared/router.ts'

/** The longest life that is documented: the SDK's hour (scayle.md 7). */
const maxLifeSeconds = 3_600

/**
 * What the checkout judges before its web component shows a basket: the attributes `jwt` and `access-token`, and the shop of
 * the script's address (scayle.md 7). How the component asks is NOT FOUND: path, body and refusals are ASSUMED.
 */
export function startCheckout({ body }: CloudRequest, state: ScayleState): CloudResponse {
  const { jwt, accessToken, appId } = fieldsOf(parseJson(body))
  const claims = verifiedClaims(textOf(jwt) ?? '', state.shopSecret)
  if (claims === undefined) return invalid('jwt', 'signed with the shop secret')
  const wrong = wrongClaim(claims, Math.floor(state.now() / 1000))
  if (wrong !== undefined) return invalid(`jwt.${wrong}`, 'as documented')
  const session = state.sessions.find(textOf(accessToken), state.now())
  if (session === undefined) return badToken(state.assumptions)
  if (!mayName(session.client, Number(appId))) return invalid('appId', 'a shop of this client')
  return { status: 200, body: { basketId: claims.basketId, customerId: session.customerId } }
}

/** The sample has `aud` and `rBasketId`, the SDK sends neither: they may be left out, and are checked where they are. */
function wrongClaim(claims: Record<string, unknown>, nowSeconds: number): string | undefined {
  const { iss, aud, iat, nbf, exp, basketId, rBasketId } = claims
  const isText = (value: unknown) => typeof value === 'string' && value !== ''
  if (!isText(iss)) return 'iss'
  if (aud !== undefined && !isText(aud)) return 'aud'
  if (typeof iat !== 'number' || iat > nowSeconds) return 'iat'
  if (typeof nbf !== 'number' || nbf > nowSeconds) return 'nbf'
  if (typeof exp !== 'number' || exp <= nowSeconds || exp > iat + maxLifeSeconds) return 'exp'
  if (!isText(basketId)) return 'basketId'
  const isDigest = typeof rBasketId === 'string' && /^[0-9a-f]{64}$/.test(rBasketId)
  return rBasketId === undefined || isDigest ? undefined : 'rBasketId'
}
