import type { RegisterQuery } from './customerRegister.ts'
import { invalid } from './issues.ts'
import { e164 } from './phone.ts'

/** No comma: to a cloud it may mean several customers at once. */
const address = /^[^\s@,;:<>"()[\]\\]{1,64}@[^\s@,;:<>"()[\]\\]+\.[^\s@.,;:<>"()[\]\\]{2,}$/u
const cardNumber = /^\d{4,32}$/
const otherId = /^[\p{L}\p{N}][\p{L}\p{N}_./#-]{2,63}$/u

/**
 * What a cashier typed or scanned, as what to ask for, the likeliest first.
 *
 * @param country of the store, ISO 3166-1 alpha-2
 * @throws Fault `INVALID_INPUT` about `query`
 */
export function readQuery(query: string, country?: string): readonly RegisterQuery[] {
  const text = withoutFraming(query)
  if (text.includes('@')) return emails(text)
  const mobile = e164(text, country)
  const ids = text.startsWith('+') ? [] : idsIn(text)
  const found: RegisterQuery[] = [...(mobile === undefined ? [] : [{ kind: 'mobile' as const, value: mobile }]), ...ids]
  if (found.length === 0) throw unreadable('must be a mobile number, an e-mail address or the number of a card')
  return found
}

/** Small letters first, as nearly every register keeps them, and then as it was typed. */
function emails(text: string): RegisterQuery[] {
  if (!address.test(text)) throw unreadable('must be a whole e-mail address')
  return [...new Set([text.toLowerCase(), text])].map((value) => ({ kind: 'email', value }))
}

/** A number is printed in groups on the card; in any other id blanks and dashes may count. */
function idsIn(text: string): RegisterQuery[] {
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
 * What a scanner puts around the number: control characters, the mark of the kind of code (`]C1`), a magnetic card's
 * tracks (`%…?;…=…?`, of which the second is digits alone), and in a QR code what the number is for (`tel:`).
 */
function withoutFraming(query: string): string {
  const plain = query
    .normalize('NFKC')
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
