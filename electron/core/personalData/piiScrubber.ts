import { printable } from '#contract/text/characters.ts'

/**
 * Ids, times and addresses with as many digits as a telephone number: they say nothing about a person and stay. Numbers are written
 * with dots, too: an address has four parts of at most 255, and no more.
 */
const harmless = [
  /(\b[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\b)/i,
  /(\b\d{4}-\d\d-\d\dT\d\d[:-]?\d\d(?:[:-]?\d\d)?(?:[.-]\d{1,9})?Z)/i,
  /((?<![\d.+])(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:\.(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)){3}(?!\.?\d))/,
]
/** Digits of any script, with what people, spreadsheets and URLs put between those of a number. */
const digits = /[+(]{0,2}\p{Nd}(?:(?:[\p{Zs}\p{Pd}\p{Cf}.()/·]|%[0-9a-f]{2}){0,3}\p{Nd})*/giu
const minDigits = 7

/** Folders whose next part is the name of a person, also in URLs and as other systems see a disk. */
const homes = /(?:[\\/]|%5c|%2f)(?:home|Users|Documents and Settings|Profiles|Volumes|media)(?:[\\/]|%5c|%2f)+/giu
const sharedByAll = /^(?:homes?|users?|profiles?|[a-z])\$$/i

/**
 * Replaces everything that looks like an e-mail address, a telephone or card number, or a home directory. A last line of
 * defence: texts that come here should hold none of these. All of it walks forward over the text: an expression that goes
 * back would start anew at every letter of a long one.
 */
export function scrubPii(text: string): string {
  return withoutNumbers(withoutMail(withoutShares(withoutHomes(printable(text)))), harmless)
}

/** Scrubs every text in a value. Field names stay: they are the agent's own. */
export function scrubPiiIn(value: unknown): unknown {
  if (typeof value === 'string') return scrubPii(value)
  if (Array.isArray(value)) return value.map(scrubPiiIn)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, scrubPiiIn(inner)]))
}

/** Of any width, and as a URL encodes it. */
const signs = /[@＠﹫]|%40/g
const outsideMail = /[\s"'<>()/=,;]/

/** Walks from each `@` in both directions. */
function withoutMail(text: string): string {
  let scrubbed = ''
  let done = 0
  for (const { 0: sign, index } of text.matchAll(signs)) {
    if (index < done) continue
    let start = index
    while (start > done && !outsideMail.test(text[start - 1] as string)) start -= 1
    let end = index + sign.length
    while (end < text.length && !outsideMail.test(text[end] as string)) end += 1
    if (start === index || end === index + sign.length) continue
    scrubbed += `${text.slice(done, start)}[e-mail]`
    done = end
  }
  return scrubbed + text.slice(done)
}

function withoutNumbers(text: string, [kept, ...others]: readonly RegExp[]): string {
  if (!kept) return text.replaceAll(digits, (run) => (countDigits(run) < minDigits ? run : '[number]'))
  const parts = text.split(kept)
  return parts.map((part, at) => (at % 2 === 1 ? part : withoutNumbers(part, others))).join('')
}

function countDigits(run: string): number {
  return run.replaceAll(/%[0-9a-f]{2}|\P{Nd}/giu, '').length
}

function withoutHomes(text: string): string {
  let scrubbed = ''
  let done = 0
  for (const { 0: folder, index } of text.matchAll(homes)) {
    if (index < done) continue
    const start = index + folder.length
    const end = endOfPerson(text, start)
    if (end === start) continue
    scrubbed += `${text.slice(done, start)}[user]`
    done = end
  }
  return scrubbed + text.slice(done)
}

/** A share of a server, and the folder in it: either may be a person's. A `$` hides a share, mostly one of a single person. */
function withoutShares(text: string): string {
  let scrubbed = ''
  let done = 0
  for (const { 0: start, index } of text.matchAll(/\\{2,}/g)) {
    if (index < done || start.length > 4 || text[index - 1] === ':') continue
    const server = endOfName(text, index + start.length)
    const share = endOfSlashes(text, server)
    const shareEnd = endOfName(text, share)
    const name = text.slice(share, shareEnd)
    const shown = name.endsWith('$') && !sharedByAll.test(name) ? '[user]' : name
    const folder = endOfSlashes(text, shareEnd)
    const end = folder === shareEnd ? shareEnd : endOfPerson(text, folder)
    scrubbed += text.slice(done, share) + shown + text.slice(shareEnd, folder) + (end > folder ? '[user]' : '')
    done = end
  }
  return scrubbed + text.slice(done)
}

function endOfName(text: string, from: number): number {
  let end = from
  while (end < text.length && !/[\\/\s"']/.test(text[end] as string)) end += 1
  return end
}

function endOfSlashes(text: string, from: number): number {
  let end = from
  while (text[end] === '\\') end += 1
  return end
}

/** As `María del Carmen de la Cruz`. */
const maxWords = 6
const maxBlanks = 3

/** Up to six words, also behind a blank, where it can be seen where they end; else the first, if it begins there. */
function endOfPerson(text: string, from: number): number {
  const first = endOfWord(text, from)
  let end = first
  for (let words = first > from ? 1 : 0; words < maxWords && !endsName(text, end); words += 1) {
    const begin = endOfBlanks(text, end)
    const next = endOfWord(text, begin)
    if (begin === end || next === begin) return first
    end = next
  }
  return endsName(text, end) ? end : first
}

/** Of any script. */
function endOfBlanks(text: string, from: number): number {
  let end = from
  while (end < from + maxBlanks && /\p{Zs}/u.test(text[end] ?? '')) end += 1
  return end
}

/** An apostrophe before a letter belongs to the word. */
function endOfWord(text: string, from: number): number {
  let end = from
  while (end < text.length && (isOfWord(text[end] as string) || /^'\p{L}/u.test(text.slice(end, end + 3)))) end += 1
  return end
}

function isOfWord(character: string): boolean {
  return !/[\\/"'<>|:*?\s]/.test(character)
}

function endsName(text: string, at: number): boolean {
  return /^(?:[\\/"']|%5c|%2f)/i.test(text.slice(at, at + 3))
}
