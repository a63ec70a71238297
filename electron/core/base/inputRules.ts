import type { z } from 'zod'
import type { InputRule } from '#contract/faults/inputIssue.ts'

/** The rule that a value breaks; `undefined` for a rule with words of its own, which only its message tells. */
export function inputRule(issue: z.core.$ZodIssue): InputRule | undefined {
  switch (issue.code) {
    case 'invalid_type':
      if (issue.message === 'is missing') return { name: 'missing' }
      if (issue.expected === 'int') return { name: 'whole-number' }
      return issue.expected === 'number' ? { name: 'number' } : undefined
    case 'invalid_value':
      return { name: 'one-of', choices: issue.values.map(String) }
    case 'too_small':
      return sizeRule(issue.origin, 'too-short', 'at-least', issue.minimum)
    case 'too_big':
      return sizeRule(issue.origin, 'too-long', 'at-most', issue.maximum)
    case 'invalid_format':
      if (issue.format === 'email') return { name: 'email' }
      return issue.format === 'url' ? { name: 'url' } : undefined
    default:
      return undefined
  }
}

type RuleName = InputRule['name']

function sizeRule(origin: string, ofText: RuleName, ofNumber: RuleName, size: number | bigint): InputRule | undefined {
  if (origin === 'string') return size === 1 ? { name: 'missing' } : { name: ofText, limit: Number(size) }
  return origin === 'number' || origin === 'int' ? { name: ofNumber, limit: Number(size) } : undefined
}
