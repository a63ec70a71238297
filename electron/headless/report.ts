import type { Fault } from '../core/fault.ts'
import { complain, plain } from './output.ts'
import { UsageError } from './usage.ts'

/** Says on standard error what went wrong and what to do about it; never a stack. Answers with the exit code. */
export function report(thrown: unknown, json: boolean, help: string): 1 | 2 {
  if (thrown instanceof UsageError) {
    say(json, { code: 'USAGE', detail: thrown.message, remedy: thrown.remedy ?? `See "${help} --help".` })
    return 2
  }
  say(json, isFault(thrown) ? complaintOf(thrown) : unexpected(thrown))
  return 1
}

interface Complaint {
  code: string
  detail: string
  remedy: string
}

function say(json: boolean, complaint: Complaint): void {
  const { code, detail, remedy } = complaint
  if (json) complain(JSON.stringify({ error: complaint }))
  else complain(`${plain(detail)} [${code}]\nWhat to do: ${plain(remedy)}`)
}

/** By name: loading the class and all it needs would make every mistake in the command line wait. */
function isFault(thrown: unknown): thrown is Fault {
  return thrown instanceof Error && thrown.name === 'Fault'
}

function complaintOf({ code, detail, remedy, extras }: Fault): Complaint {
  return { ...extras, code, detail, remedy }
}

/** A bug outside every door, so no log holds it: the kind of error is all that can be told safely. */
function unexpected(thrown: unknown): Complaint {
  const { name = 'Error', code = '' } = thrown as NodeJS.ErrnoException
  return {
    code: 'INTERNAL',
    detail: `Something went wrong inside the till agent (${`${name} ${code}`.trim()}).`,
    remedy: 'Try again; if it stays so, tell support what you did.',
  }
}
