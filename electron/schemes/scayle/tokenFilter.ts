import { parseJson } from '#core/base/parseJson.ts'
import { unreadableResponse } from '#core/broker/bufferedResponse.ts'
import type { CustomerSessions } from '#core/scheme/customerSessions.ts'
import type { ReceivingClient } from '#core/scheme/customerSignIn.ts'
import type { CustomerCredential } from '#core/scheme/requestAuthenticator.ts'
import { type TokenPair, tokenPairIn } from './api.ts'
import type { ScayleCustomer } from './customer.ts'
import { handleInPhantom, phantomTokenOf } from './phantomToken.ts'

type Sessions = CustomerSessions<ScayleCustomer>

/**
 * Takes the tokens out of a response and opens a customer session with them. The client gets tokens of the agent's own in
 * their place, which name that session, so that software written for SCAYLE works as it is. The real access token is for
 * clients that may have it, the real refresh token for none (scayle.md 0).
 *
 * @throws Fault `UPSTREAM_ANSWER_INVALID` for tokens in any place but the known one
 */
export function extractTokens<Credential extends CustomerCredential>(
  body: string,
  receiver: ReceivingClient,
  sessions: CustomerSessions<Credential>,
  open: (pair: TokenPair, onSignedOut: () => void) => Credential,
): { body: string; hasSignedIn: boolean } {
  const json = parseJson(body)
  const pair = tokenPairIn(json)
  if (!pair) {
    checkForTokens(json === undefined ? body : JSON.stringify(json))
    return { body, hasSignedIn: false }
  }
  const { access_token: _, refresh_token: __, ...rest } = json as Record<string, unknown>
  checkForTokens(JSON.stringify(rest))
  const { handle } = sessions.add(receiver.owner, (onSignedOut) => open(pair, onSignedOut))
  return { body: JSON.stringify({ ...rest, ...shownTokens(pair, handle, receiver) }), hasSignedIn: true }
}

/** Renews a customer's tokens. @returns the body that the client may see @throws Fault `CUSTOMER_UNKNOWN` · as `ScayleCustomer.renew` */
export async function renewTokens(handle: string, receiver: ReceivingClient, sessions: Sessions): Promise<string> {
  const { credential } = sessions.find(handle, receiver.owner)
  const { pair, lifetimeMs } = await credential.renew()
  return JSON.stringify({
    token_type: 'Bearer',
    ...(lifetimeMs !== undefined && { expires_in: Math.floor(lifetimeMs / 1000) }),
    ...shownTokens(pair, handle, receiver),
  })
}

/** @param token a phantom token, a handle, or the access token itself of a client that may have it */
export function handleOf(token: string, owner: string, sessions: Sessions): string | undefined {
  return handleInPhantom(token) ?? sessions.list(owner).find(({ credential }) => credential.hasGiven(token))?.handle
}

function shownTokens(pair: TokenPair, handle: string, { mayHaveToken }: ReceivingClient): Record<string, string> {
  const access_token = mayHaveToken ? pair.access.reveal() : phantomTokenOf(pair.access, handle)
  return { access_token, refresh_token: handle, customer: handle }
}

/** @param text serialised again where it was JSON, so that escapes hide no name */
function checkForTokens(text: string): void {
  if (/(?:access|refresh)_token/i.test(text))
    throw unreadableResponse('there are tokens in it that SCAYLE does not give so')
}
