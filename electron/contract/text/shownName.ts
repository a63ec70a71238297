import { z } from 'zod'
import { oddity } from './characters.ts'
import { nameProblem, withoutOddEdges } from './pastedText.ts'

/** More marks than this on one letter run into the lines above and below it, and no script needs them (UTS #39, 5.4). */
const maxMarksOnLetter = 4

const letterOrNumber = /[\p{L}\p{N}]/u
const mark = /[\p{Mn}\p{Me}]/u

/**
 * Why a person would not see a name as it is. The sentence goes on after the field's name.
 *
 * @param text without odd edges
 */
export function shownNameProblem(text: string, maxLength: number): string | undefined {
  if ([...text].length > maxLength) return `must have 1 to ${maxLength} characters`
  const odd = nameProblem(text)
  if (odd) return text === '' ? `must have 1 to ${maxLength} characters, and be seen` : odd
  if (!letterOrNumber.test(text)) return 'must have a letter or a digit'
  return hasStackedMarks(text) ? 'must not have so many marks on one letter' : undefined
}

/** A name that people read on the screen: normalised, its blanks ordinary ones, nothing in it that cannot be seen. */
export function ShownName(maxLength: number) {
  return z.string().overwrite(withPlainBlanks).superRefine(complainBeyond(maxLength))
}

function complainBeyond(maxLength: number) {
  return (text: string, context: z.core.$RefinementCtx<string>) => {
    const message = shownNameProblem(text, maxLength)
    if (message !== undefined) context.addIssue({ code: 'custom', message, continue: false })
  }
}

/**
 * Scripts in everyday use (UAX #31, table 5); the others are not looked at closely enough to be compared by eye. Made for the first
 * name: V8 reads an expression when its line runs, and these take longer than most commands.
 */
const expressionsOfScripts = () => [
  /^[\p{Script_Extensions=Common}\p{Script_Extensions=Inherited}\p{Script_Extensions=Latin}]*$/u,
  /^[\p{Script_Extensions=Common}\p{Script_Extensions=Inherited}\p{Script_Extensions=Greek}]*$/u,
  /^[\p{Script_Extensions=Common}\p{Script_Extensions=Inherited}\p{Script_Extensions=Cyrillic}]*$/u,
  /^[\p{Script_Extensions=Common}\p{Script_Extensions=Inherited}\p{Script_Extensions=Armenian}]*$/u,
  /^[\p{Script_Extensions=Common}\p{Script_Extensions=Inherited}\p{Script_Extensions=Hebrew}]*$/u,
  /^[\p{Script_Extensions=Common}\p{Script_Extensions=Inherited}\p{Script_Extensions=Arabic}]*$/u,
  /^[\p{Script_Extensions=Common}\p{Script_Extensions=Inherited}\p{Script_Extensions=Syriac}]*$/u,
  /^[\p{Script_Extensions=Common}\p{Script_Extensions=Inherited}\p{Script_Extensions=Thaana}]*$/u,
  /^[\p{Script_Extensions=Common}\p{Script_Extensions=Inherited}\p{Script_Extensions=Devanagari}]*$/u,
  /^[\p{Script_Extensions=Common}\p{Script_Extensions=Inherited}\p{Script_Extensions=Bengali}]*$/u,
  /^[\p{Script_Extensions=Common}\p{Script_Extensions=Inherited}\p{Script_Extensions=Gurmukhi}]*$/u,
  /^[\p{Script_Extensions=Common}\p{Script_Extensions=Inherited}\p{Script_Extensions=Gujarati}]*$/u,
  /^[\p{Script_Extensions=Common}\p{Script_Extensions=Inherited}\p{Script_Extensions=Oriya}]*$/u,
  /^[\p{Script_Extensions=Common}\p{Script_Extensions=Inherited}\p{Script_Extensions=Tamil}]*$/u,
  /^[\p{Script_Extensions=Common}\p{Script_Extensions=Inherited}\p{Script_Extensions=Telugu}]*$/u,
  /^[\p{Script_Extensions=Common}\p{Script_Extensions=Inherited}\p{Script_Extensions=Kannada}]*$/u,
  /^[\p{Script_Extensions=Common}\p{Script_Extensions=Inherited}\p{Script_Extensions=Malayalam}]*$/u,
  /^[\p{Script_Extensions=Common}\p{Script_Extensions=Inherited}\p{Script_Extensions=Sinhala}]*$/u,
  /^[\p{Script_Extensions=Common}\p{Script_Extensions=Inherited}\p{Script_Extensions=Thai}]*$/u,
  /^[\p{Script_Extensions=Common}\p{Script_Extensions=Inherited}\p{Script_Extensions=Lao}]*$/u,
  /^[\p{Script_Extensions=Common}\p{Script_Extensions=Inherited}\p{Script_Extensions=Tibetan}]*$/u,
  /^[\p{Script_Extensions=Common}\p{Script_Extensions=Inherited}\p{Script_Extensions=Myanmar}]*$/u,
  /^[\p{Script_Extensions=Common}\p{Script_Extensions=Inherited}\p{Script_Extensions=Georgian}]*$/u,
  /^[\p{Script_Extensions=Common}\p{Script_Extensions=Inherited}\p{Script_Extensions=Hangul}]*$/u,
  /^[\p{Script_Extensions=Common}\p{Script_Extensions=Inherited}\p{Script_Extensions=Ethiopic}]*$/u,
  /^[\p{Script_Extensions=Common}\p{Script_Extensions=Inherited}\p{Script_Extensions=Khmer}]*$/u,
  /^[\p{Script_Extensions=Common}\p{Script_Extensions=Inherited}\p{Script_Extensions=Hiragana}]*$/u,
  /^[\p{Script_Extensions=Common}\p{Script_Extensions=Inherited}\p{Script_Extensions=Katakana}]*$/u,
  /^[\p{Script_Extensions=Common}\p{Script_Extensions=Inherited}\p{Script_Extensions=Bopomofo}]*$/u,
  /^[\p{Script_Extensions=Common}\p{Script_Extensions=Inherited}\p{Script_Extensions=Han}]*$/u,
  // Scripts that are written together, and with Latin (UTS #39, 5.2, "highly restrictive").
  /^[\p{Script_Extensions=Common}\p{Script_Extensions=Inherited}\p{Script_Extensions=Latin}\p{Script_Extensions=Han}\p{Script_Extensions=Hiragana}\p{Script_Extensions=Katakana}]*$/u,
  /^[\p{Script_Extensions=Common}\p{Script_Extensions=Inherited}\p{Script_Extensions=Latin}\p{Script_Extensions=Han}\p{Script_Extensions=Bopomofo}]*$/u,
  /^[\p{Script_Extensions=Common}\p{Script_Extensions=Inherited}\p{Script_Extensions=Latin}\p{Script_Extensions=Han}\p{Script_Extensions=Hangul}]*$/u,
]

let ofOneScript: readonly RegExp[] | undefined

const letter = /\p{L}/u
const ofNoScript = /\p{Script_Extensions=Common}/u

/**
 * A name that an unknown program gives itself. Letters of two scripts make two names that look the same. Nothing is mended:
 * a program has no reason to send what cannot be seen.
 */
export function ProgramName(maxLength: number) {
  return z
    .string()
    .overwrite((text) => text.normalize('NFC'))
    .superRefine(complainBeyond(maxLength))
    .refine(hasOneScript, 'must have the letters of one script')
    .refine((text) => !hasDisguisedLetters(text), 'must not have the letters of formulas')
}

function hasOneScript(text: string): boolean {
  ofOneScript ??= expressionsOfScripts()
  return ofOneScript.some((whole) => whole.test(text))
}

/** Letters of formulas, which belong to no script and look like those of one. */
function hasDisguisedLetters(text: string): boolean {
  return [...text].some(
    (character) => letter.test(character) && ofNoScript.test(character) && character.normalize('NFKC') !== character,
  )
}

/** Blanks that look like the ordinary one come along when a name is copied from a page or a document. */
function withPlainBlanks(text: string): string {
  const characters = [...withoutOddEdges(text)].map((character) => (oddity(character) === 'blank' ? ' ' : character))
  return characters.join('').normalize('NFC')
}

/** Too many marks, or one mark twice, which looks like it were there once. */
function hasStackedMarks(text: string): boolean {
  let marks: string[] = []
  for (const character of text.normalize('NFD')) {
    const isMark = mark.test(character)
    if (isMark && (marks.length === maxMarksOnLetter || marks.at(-1) === character)) return true
    marks = isMark ? [...marks, character] : []
  }
  return false
}
