import { z } from 'zod'
import { codePointOf, type OddCharacter, oddity } from './characters.ts'

/** Longer than any password, client secret or signed assertion that fits in a request's head. */
const maxSecretLength = 8_192
const maxNameLength = 512

/** Without the blanks and invisible characters at both ends that come along when a text is copied. */
export function withoutOddEdges(text: string): string {
  return trimmed(text, (kind) => kind !== 'broken')
}

/**
 * A secret without what editors and shells add around it: a byte order mark, line breaks, invisible characters. Blanks at
 * the ends stay, as they may belong to it; `secretProblem` asks about them.
 */
export function withoutSecretEdges(text: string): string {
  return trimmed(text, (kind, character) => kind === 'unseen' && character !== '\t')
}

/**
 * Why a text cannot be taken for a secret: it would most likely be wrong, and each wrong try brings the account nearer to
 * its lock. The sentence goes on after the secret's name and repeats nothing of it.
 */
export function secretProblem(secret: string): string | undefined {
  if (secret === '') return 'is empty'
  if (secret.length > maxSecretLength) return `is longer than ${maxSecretLength} characters`
  if (isBlank(secret.at(0)) || isBlank(secret.at(-1)))
    return 'begins or ends with a blank: remove it, as shells and spreadsheets add one'
  return oddityProblem(secret)
}

/** A name, an id or an address: not empty, nothing invisible in it. The sentence goes on after the field's name. */
export function nameProblem(text: string): string | undefined {
  if (text === '') return 'is empty'
  if (text.length > maxNameLength) return `is longer than ${maxNameLength} characters`
  return oddityProblem(text)
}

/** A secret as people paste it, and as files and variables hold it. */
export const SecretText = z.string().overwrite(withoutSecretEdges).superRefine(complainBy(secretProblem))

/** A name, an id or an address as people paste it: without blanks around it, and with nothing invisible in it. */
export const PastedText = z.string().overwrite(withoutOddEdges).superRefine(complainBy(nameProblem))

function complainBy(problemOf: (text: string) => string | undefined) {
  return (text: string, context: z.core.$RefinementCtx<string>) => {
    const message = problemOf(text)
    if (message !== undefined) context.addIssue({ code: 'custom', message, continue: false })
  }
}

function oddityProblem(text: string): string | undefined {
  let position = 0
  for (const character of text) {
    position += 1
    const kind = character === ' ' ? undefined : oddity(character)
    if (kind) return `holds ${descriptions[kind]} (${codePointOf(character)}) in place ${position}: type it anew`
  }
  return undefined
}

const descriptions: Record<OddCharacter, string> = {
  unseen: 'a character that cannot be seen',
  blank: 'a blank that is no ordinary one',
  broken: 'a character that was lost when the text was saved in another encoding',
}

function isBlank(character: string | undefined): boolean {
  return character !== undefined && (character === '\t' || oddity(character) === 'blank')
}

/** Walks in from both ends: an expression such as `\s+$` would start again at every blank of a long text. */
function trimmed(text: string, isDropped: (kind: OddCharacter, character: string) => boolean): string {
  const drops = (character: string) => {
    const kind = oddity(character)
    return kind !== undefined && isDropped(kind, character)
  }
  let start = 0
  while (start < text.length && drops(characterAt(text, start))) start += characterAt(text, start).length
  let end = text.length
  while (end > start && drops(characterBefore(text, end))) end -= characterBefore(text, end).length
  return text.slice(start, end)
}

function characterAt(text: string, at: number): string {
  return String.fromCodePoint(text.codePointAt(at) as number)
}

/** Of the two units of a character beyond the first 65,536 the second alone tells nothing. */
function characterBefore(text: string, end: number): string {
  const both = characterAt(text, Math.max(0, end - 2))
  return both.length === 2 ? both : text.charAt(end - 1)
}
