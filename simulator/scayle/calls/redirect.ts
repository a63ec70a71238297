import { mayName } from '#simulator/scayle/clients.ts'
import { invalid } from '#simulator/scayle/refusal.ts'
import { verifiedClaims } from '#simulator/scayle/shopTokens.ts'
import type { ScayleState } from '#simulator/scayle/state.ts'
import { textOf } from '#simulator/shared/json.ts'
import type { CloudResponse } from '#simulator/shared/response.ts'
import type { CloudRequest } from '#simulator/shared/router.ts'

/**
 * `GET /auth/external/redirect`: sends a browser to the identity provider (scayle.md 6). The provider is left out: the
 * browser is sent back at once, as the first customer.
 */
export function redirectToProvider(request: CloudRequest, state: ScayleState): CloudResponse {
  const redirect = readRedirect(request, state)
  if ('refused' in redirect) return redirect.refused
  const account = state.accounts.first()
  if (account !== undefined) {
    redirect.callback.searchParams.set('code', state.codes.issue(account.id, redirect.clientId, state.now()))
  }
  return redirectTo(redirect.callback)
}

/** `GET /auth/logout/redirect` (scayle.md 3.16: LOW, path and parameters ASSUMED). */
export function redirectAfterLogout(request: CloudRequest, state: ScayleState): CloudResponse {
  const redirect = readRedirect(request, state)
  return 'refused' in redirect ? redirect.refused : redirectTo(redirect.callback)
}

function redirectTo(callback: URL): CloudResponse {
  return { status: 302, body: undefined, headers: { Location: callback.href } }
}

function readRedirect(
  { query }: CloudRequest,
  state: ScayleState,
): { callback: URL; clientId: string } | { refused: CloudResponse } {
  const claims = verifiedClaims(query.get('jwt') ?? '', state.shopSecret)
  if (claims === undefined) return { refused: invalid('jwt', 'signed with the shop secret') }
  const { callbackUrl, clientId, idpKey, exp } = claims
  if (typeof exp !== 'number' || exp * 1000 <= state.now()) return { refused: invalid('jwt', 'younger') }
  const client = state.clients.find((candidate) => candidate.clientId === textOf(clientId))
  if (client === undefined || !mayName(client, Number(query.get('shopId')))) {
    return { refused: invalid('shopId', 'a shop of this client') }
  }
  if (textOf(idpKey) === undefined) return { refused: invalid('idpKey', 'a string') }
  const { callbackUrls } = state.assumptions
  const text = textOf(callbackUrl) ?? ''
  if (!URL.canParse(text) || (callbackUrls !== 'any' && !callbackUrls.includes(text))) {
    return { refused: invalid('callbackUrl', 'an allowed URL', text) }
  }
  return { callback: new URL(text), clientId: client.clientId }
}
