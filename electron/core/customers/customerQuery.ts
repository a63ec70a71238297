import { withAsciiDigits } from '#contract/text/characters.ts'
import { invalid } from '#core/base/inputIssues.ts'
import { e164 } from '#core/personalData/phone.ts'
import type { DirectoryQuery } from '#core/scheme/customerDirectory.ts'

/** No comma: an upstream could read it as several customers. */
const address = /^[^\s@,;:<>"()[\]\\]+@(?:[^\s@.,;:<>"()[\]\\]+\.)+[^\s@.,;:<>"()[\]\\]{2,}$/u
const maxLocalPart = 64
const cardNumber = /^\d{4,32}$/
const otherId = /^[\p{L}\p{N}][\p{L}\p{N}_./#-]{2,63}$/u

/**
 * Reads what a cashier typed or scanned: everything it can mean, the most likely first.
 *
 * @param country of the store, ISO 3166-1 alpha-2
 * @throws Fault `INVALID_INPUT` about `query`
 */
export function readQuery(query: string, country?: string): readonly DirectoryQuery[] {
  const text = withoutFraming(query)
  if (text.includes('@')) return emails(text)
  const mobile = e164(text, country)
  const found: DirectoryQuery[] = [
    ...(mobile === undefined ? [] : [{ kind: 'mobile' as const, value: mobile }]),
    ...idsIn(text),
  ]
  if (found.length === 0) throw unreadable('must be a mobile number, an e-mail address or the number of a card')
  return found
}

/** In lower case first, as nearly every directory stores addresses, and then as it was typed. */
function emails(text: string): DirectoryQuery[] {
  if (!address.test(text) || text.indexOf('@') > maxLocalPart) throw unreadable('must be a whole e-mail address')
  return [...new Set([text.toLowerCase(), text])].map((value) => ({ kind: 'email', value }))
}

/**
 * A card number is printed in groups, so its blanks and dashes are left out. In any other id they may matter. What begins
 * with a plus is neither.
 */
function idsIn(text: string): DirectoryQuery[] {
  const digits = text.replaceAll(/[\s\p{Pd}]/gu, '')
  const isCard = cardNumber.test(digits)
  if (!isCard && !otherId.test(text)) return []
  const value = isCard ? digits : text
  return [
    { kind: 'card', value },
    { kind: 'external-id', value },
  ]
}

/**
 * Removes what a scanner puts around the number: control characters, the symbology (`]C1`), the tracks of a magnetic card
 * (`%…?;…=…?`, the second one digits only), and the scheme of a URI in a QR code (`tel:`).
 */
function withoutFraming(query: string): string {
  const plain = withAsciiDigits(query.normalize('NFKC'))
    .replaceAll(/\p{C}/gu, '')
    .trim()
    .replace(/^\][A-Za-z][0-9A-Za-z]/, '')
  const track = /(?:^|\?);(\d+)/.exec(plain)?.[1] ?? /^%B?([^^?]+)/.exec(plain)?.[1] ?? plain
  return track
    .replace(/^(?:tel|sms|smsto|mailto):/i, '')
    .replace(/\?.*$/s, '')
    .trim()
}

function unreadable(message: string) {
  return invalid([{ path: 'query', message }])
}
