import { z } from 'zod'
import type { InputIssue } from '#contract/faults/inputIssue.ts'
import { Fault } from './fault.ts'
import { inputRule } from './inputRules.ts'
import { inputMessage } from './inputWords.ts'

// For every schema of this process: each API refuses in the same words.
z.config({ customError: inputMessage })

export type Issue = InputIssue

/** @param at path of the value that was checked */
export function issuesOf(error: z.ZodError, at = ''): Issue[] {
  return error.issues.map((issue) => {
    const rule = inputRule(issue)
    return { path: joinPath(at, issue.path), message: issue.message, ...(rule && { rule }) }
  })
}

/** More than a person mends before looking again. A file or a call can have as many as it has bytes. */
const maxIssues = 20

/** @param where opens the sentence, such as `till.json: ` */
export function invalid(issues: Issue[], where = ''): Fault<'INVALID_INPUT'> {
  const told = issues.slice(0, maxIssues)
  const sentences = told.map(({ path, message }) => (path ? `${path}: ${message}` : message))
  const more = issues.length > told.length ? [`and ${issues.length - told.length} more`] : []
  return new Fault('INVALID_INPUT', withPeriod(`${where}${[...sentences, ...more].join('; ')}`), { issues: told })
}

function withPeriod(sentence: string): string {
  return sentence.endsWith('?') ? sentence : `${sentence}.`
}

/** @param at path of the value that `check` looks at; its issues are told with it */
export function withPath<Result>(at: string, check: () => Result): Result {
  try {
    return check()
  } catch (thrown) {
    if (!(thrown instanceof Fault) || thrown.code !== 'INVALID_INPUT') throw thrown
    const { issues } = (thrown as Fault<'INVALID_INPUT'>).data ?? { issues: [] }
    throw invalid(issues.map((issue) => ({ ...issue, path: `${at}.${issue.path}` })))
  }
}

function joinPath(at: string, path: readonly PropertyKey[]): string {
  return path.reduce<string>((whole, part) => {
    if (typeof part === 'number') return `${whole}[${part}]`
    return whole ? `${whole}.${String(part)}` : String(part)
  }, at)
}
