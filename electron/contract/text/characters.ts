/** What shows nothing, or changes how its neighbours are shown. One list for every text that a person is shown or pastes. */
const unseen = /[\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}\p{Bidi_Control}\u2028\u2029\u2800\ufffc]/u
const blank = /\p{Zs}/u
const broken = /[\p{Cs}\p{Noncharacter_Code_Point}\ufffd]/u

/**
 * `unseen`: controls, joiners, marks of text direction, byte order marks, fillers · `blank`: the space, which is the only
 * one of ASCII, and all that look like it · `broken`: left over from a text that was read in the wrong encoding.
 */
export type OddCharacter = 'unseen' | 'blank' | 'broken'

export function oddity(character: string): OddCharacter | undefined {
  // Nearly all are letters, digits and signs of ASCII.
  if (character > ' ' && character < '\u007f') return undefined
  if (blank.test(character)) return 'blank'
  if (unseen.test(character)) return 'unseen'
  return broken.test(character) ? 'broken' : undefined
}

/** Such as `U+200B`. */
export function codePointOf(character: string): string {
  const code = character.codePointAt(0) ?? 0
  return `U+${code.toString(16).toUpperCase().padStart(4, '0')}`
}

const decimalDigit = /\p{Nd}/u

/**
 * The text with the digits of every script as 0 to 9. Unicode encodes the ten digits of a script one after another, so a
 * digit's value is its distance from the first of its row; a few rows follow one another without a gap.
 */
export function withAsciiDigits(text: string): string {
  return isAscii(text) ? text : [...text].map(asciiDigit).join('')
}

function asciiDigit(character: string): string {
  if (!decimalDigit.test(character)) return character
  const code = character.codePointAt(0) ?? 0
  let first = code
  while (decimalDigit.test(String.fromCodePoint(first - 1))) first -= 1
  return String((code - first) % 10)
}

function isAscii(text: string): boolean {
  for (let at = 0; at < text.length; at += 1) if (text.charCodeAt(at) > 0x7f) return false
  return true
}

/** Marks of text direction, controls and line separators, which could garble a page or steer a terminal, become a blank. */
export function printable(text: string, replacement = ' '): string {
  return text.replaceAll(/[\p{Cc}\p{Bidi_Control}\u2028\u2029]/gu, replacement)
}

/**
 * A path of a program with everything marked that is not ASCII: a letter of another script can look like one of the name
 * that a person expects, and some characters cannot be seen. `/opt/‹с›heckout`, `/opt/‹U+202E›checkout`
 */
export function withMarks(path: string): string {
  if (isAscii(path)) return printable(path)
  const marked = path.replaceAll(/[^\0-\u007f]+/gu, (run) => `‹${[...run].map(visible).join('')}›`)
  return printable(marked)
}

function visible(character: string): string {
  return oddity(character) === undefined ? character : codePointOf(character)
}
