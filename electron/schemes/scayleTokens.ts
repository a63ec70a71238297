import type { CustomerCredential } from '../core/customer.ts'
import type { CustomerBook } from '../core/customerBook.ts'
import type { Recipient } from '../core/customerDesk.ts'
import { unreadable } from '../core/heldAnswer.ts'
import { jsonOf } from './answers.ts'
import { pairIn, type TokenPair } from './scayleApi.ts'

type Make = (pair: TokenPair, forget: () => void) => CustomerCredential

/**
 * The answer less its tokens, and with the handle that stands for them: a refresh token is for backends only, and the
 * access token for those who may have it (scayle.md 0).
 *
 * @throws Fault `UPSTREAM_ANSWER_INVALID` for tokens in a place where none are known to stand
 */
export function withoutTokens(
  body: string,
  { clientId, mayHaveToken }: Recipient,
  book: CustomerBook,
  make: Make,
): { body: string; hasSignedIn: boolean } {
  const said = jsonOf(body)
  const pair = pairIn(said)
  if (!pair) return { body: checked(said, body), hasSignedIn: false }
  const { access_token, refresh_token: _, ...rest } = said as Record<string, unknown>
  const shown = mayHaveToken ? { ...rest, access_token } : rest
  checked(rest, '')
  const { handle: customer } = book.add(clientId, (forget) => make(pair, forget))
  return { body: JSON.stringify({ ...shown, customer }), hasSignedIn: true }
}

function checked(said: unknown, body: string): string {
  // Written anew, a name cannot hide behind escapes.
  if (/(?:access|refresh)_token/i.test(said === undefined ? body : JSON.stringify(said)))
    throw unreadable('there are tokens in it that SCAYLE does not give so')
  return body
}
