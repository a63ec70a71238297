/** Code points of the zeros of the Western, Arabic and Persian digits; 1 to 9 follow each. */
const zeros = [0x30, 0x660, 0x6f0]

/** Only the digits of a text, as Western digits: an Arabic keyboard types Arabic ones. */
export function onlyWesternDigits(text: string): string {
  return [...text].map((character) => digitOf(character) ?? '').join('')
}

/** The text with its digits replaced by Western ones. */
export function withWesternDigits(text: string): string {
  return [...text].map((character) => digitOf(character) ?? character).join('')
}

function digitOf(character: string): string | undefined {
  const code = character.codePointAt(0) ?? 0
  const zero = zeros.find((first) => code >= first && code <= first + 9)
  return zero === undefined ? undefined : String(code - zero)
}
