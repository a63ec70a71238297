const decimalDigit = /\p{Nd}/u

/** Only the digits of a text, of whichever script, as 0 to 9: keyboards of many languages type their own. */
export function onlyWesternDigits(text: string): string {
  return withWesternDigits(text).replaceAll(/\D/g, '')
}

/** The text with the digits of every script as 0 to 9, as the agent reads them (`contract/text/characters.ts`). */
export function withWesternDigits(text: string): string {
  return text.replaceAll(/\p{Nd}/gu, westernDigit)
}

/** Unicode has the ten digits of a script in a row, and some rows one after another. */
function westernDigit(digit: string): string {
  const code = digit.codePointAt(0) ?? 0
  let first = code
  while (decimalDigit.test(String.fromCodePoint(first - 1))) first -= 1
  return String((code - first) % 10)
}
