import type { z } from 'zod'
import { similarName } from './similarName.ts'

type RawIssue = z.core.$ZodRawIssue

/**
 * What is wrong with a value, in a part of a sentence that follows the name of its field. A rule of the schema with words of its
 * own says them instead. No value is repeated: it may be a secret in the wrong place.
 */
export function inputMessage(issue: RawIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined ? 'is missing' : `must be ${typeWords[issue.expected] ?? issue.expected}`
    case 'invalid_value':
      return `must be ${issue.values.length === 1 ? '' : 'one of '}${issue.values.map(String).join(', ')}`
    case 'unrecognized_keys':
      return issue.keys.map((key) => unknownName(key, knownNames(issue))).join('; ')
    case 'too_small':
      return `must be ${sizeText(issue.origin, issue.inclusive === false ? 'more than' : 'at least', issue.minimum)}`
    case 'too_big':
      return `must be ${sizeText(issue.origin, issue.inclusive === false ? 'less than' : 'at most', issue.maximum)}`
    case 'not_multiple_of':
      return `must be a multiple of ${issue.divisor}`
    case 'invalid_format':
      return `must be ${formatWords[issue.format] ?? 'written in another way'}`
    default:
      return 'has a value that is not allowed here'
  }
}

const typeWords: Record<string, string> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a group of names and values',
  record: 'a group of names and values',
  null: 'null',
  never: 'left out',
}

const formatWords: Record<string, string> = {
  email: 'a whole e-mail address',
  url: 'a whole address, such as https://example.com',
  datetime: 'a time such as 2026-11-30T10:00:00Z',
  date: 'a date such as 2026-11-30',
  uuid: 'a UUID',
}

function sizeText(origin: string, bound: string, size: number | bigint): string {
  const unit = { string: ' characters long', array: ' items', set: ' items' }[origin] ?? ''
  return `${bound} ${size}${unit}`
}

function unknownName(name: string, known: readonly string[]): string {
  const meant = similarName(name, known)
  return `unknown setting "${name}"${meant === undefined ? '' : `. Did you mean "${meant}"?`}`
}

/** The names that the schema does have, where it is an object. */
function knownNames({ inst }: RawIssue): string[] {
  const { shape } = (inst?._zod.def ?? {}) as { shape?: object }
  return Object.keys(shape ?? {})
}
