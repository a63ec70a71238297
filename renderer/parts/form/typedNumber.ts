import { withWesternDigits } from './digits.ts'

/**
 * A number as a person of that language types it, in plain digits with a point: `1.250,5` is `1250.5` in German. What a language could
 * mean in two ways is none: an amount must not become a thousandth of itself.
 *
 * @param locale of the window, with the country of the store
 */
export function readNumber(text: string, locale: string): string | undefined {
  const { group, decimal } = separatorsOf(locale)
  const typed = plain(text)
  if (isGrouped(typed, group, decimal)) return typed.replaceAll(group, '').replace(decimal, '.')
  const [, whole, separator, rest = ''] = /^(\d+)(?:([.,٫])(\d+))?$/.exec(typed) ?? []
  if (whole === undefined || separator === undefined) return whole
  // Three digits behind what is no decimal sign here are as well a group that was typed by another custom.
  return separator === decimal || rest.length !== 3 ? `${whole}.${rest}` : undefined
}

/** A whole number, whichever sign a person puts between its thousands. */
export function readWholeNumber(text: string): string | undefined {
  const typed = plain(text)
  if (/^\d+$/.test(typed)) return typed
  const group = ['.', ',', '٬'].find((sign) => isGrouped(typed, sign, '\n'))
  return group === undefined ? undefined : typed.replaceAll(group, '')
}

/** A plain number with the decimal sign of that language, as `readNumber` reads it. */
export function spellNumber(number: string, locale: string): string {
  return /^\d+\.\d+$/.test(number) ? number.replace('.', separatorsOf(locale).decimal) : number
}

/** Blanks and apostrophes stand between thousands in every language that has them. */
function plain(text: string): string {
  return withWesternDigits(text.trim()).replaceAll(/(?<=\d)[\p{Zs}'’](?=\d)/gu, '')
}

/** The last group is of three digits; India has groups of two before it. */
function isGrouped(text: string, group: string, decimal: string): boolean {
  const [whole = '', fraction = '0', ...more] = text.split(decimal)
  const [first = '', ...others] = whole.split(group)
  const isInGroups = /^[1-9]\d{0,2}$/.test(first) && others.every((part) => /^\d{2,3}$/.test(part))
  return isInGroups && others.at(-1)?.length === 3 && /^\d+$/.test(fraction) && more.length === 0
}

function separatorsOf(locale: string): { group: string; decimal: string } {
  const parts = new Intl.NumberFormat(locale).formatToParts(1_234_567.5)
  const signOf = (type: string) => parts.find((part) => part.type === type)?.value ?? ''
  return { group: signOf('group'), decimal: signOf('decimal') }
}
