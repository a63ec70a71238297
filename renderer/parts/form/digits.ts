import { withAsciiDigits } from '#contract/text/characters.ts'

/** Only the digits of a text, of whichever script, as 0 to 9: keyboards of many languages type their own. */
export function onlyWesternDigits(text: string): string {
  return withAsciiDigits(text).replaceAll(/\D/g, '')
}
