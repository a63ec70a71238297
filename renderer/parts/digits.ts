/** The first of each row of ten: western, Arabic and Persian digits. */
const zeros = [0x30, 0x660, 0x6f0]

/** The digits in a text, as western ones: a keyboard in Arabic types others. */
export function westernDigits(text: string): string {
  return [...text].map((character) => digitOf(character) ?? '').join('')
}

/** The text with its digits as western ones, and all else as it was. */
export function inWesternDigits(text: string): string {
  return [...text].map((character) => digitOf(character) ?? character).join('')
}

function digitOf(character: string): string | undefined {
  const code = character.codePointAt(0) ?? 0
  const zero = zeros.find((first) => code >= first && code <= first + 9)
  return zero === undefined ? undefined : String(code - zero)
}
