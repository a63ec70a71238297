/** Texts like these say nothing of a person, though they have as many digits as a telephone number: they are stepped over. */
const harmless = [
  /\b[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\b/,
  /\b\d{4}-\d\d-\d\dT\d\d[\d:.-]{3,}Z/,
  /\b\d{1,3}(?:\.\d{1,3}){3}\b/,
]
const mail = /[^\s"'<>()/=,;]+@[^\s"'<>()/=,;]+/
const manyDigits = /\+?\d(?:[ .()-]?\d){6,}/
const found = new RegExp([...harmless, mail, manyDigits].map((one) => `(${one.source})`).join('|'), 'gi')
const words: readonly (string | undefined)[] = [undefined, undefined, undefined, '[e-mail]', '[number]']

/** The folder of one user, whose name is that of a person. */
const homes = /((?:\/home|\/Users|[a-z]:\\Users)[\\/])[^\\/\s"']+/gi

/**
 * A text without what names a person: the last line of defence, since no text that comes here should. What looks like an
 * e-mail address, a telephone or card number, or a home directory is blotted out.
 */
export function scrubbed(text: string): string {
  return text
    .replaceAll(/[\p{Cc}\u2028\u2029]/gu, ' ')
    .replaceAll(homes, '$1[user]')
    .replaceAll(found, (match, ...groups) => words[groups.findIndex((group) => group !== undefined)] ?? match)
}

/** The same for every text in a value. Names of fields are ours. */
export function scrubbedIn(value: unknown): unknown {
  if (typeof value === 'string') return scrubbed(value)
  if (Array.isArray(value)) return value.map(scrubbedIn)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, scrubbedIn(inner)]))
}
