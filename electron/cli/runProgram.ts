import { type Command, CommanderError } from 'commander'
import { printReport, reportError } from '#host/terminal/errorOutput.ts'
import { exitWhenReaderCloses } from '#host/terminal/output.ts'
import { prepareWords } from '#host/terminal/words.ts'
import { commandPath, UsageError, usageErrorFrom } from './usage.ts'

/**
 * Runs one command to its end. `serve` and `demo` end when a signal stops them.
 *
 * @param args without the program's own name
 * @returns the exit code
 */
export async function runProgram(program: Command, args: readonly string[]): Promise<number> {
  exitWhenReaderCloses()
  try {
    await prepareWords()
    await program.parseAsync(args, { from: 'user' })
    return Number(process.exitCode ?? 0)
  } catch (thrown) {
    return fail(thrown, program, args)
  }
}

/**
 * Prints on standard error why a command failed.
 *
 * @returns the exit code: 0 after a question for help, 1 not done, 2 wrong command line
 */
export function fail(thrown: unknown, program: Command, args: readonly string[]): 0 | 1 | 2 {
  const error = thrown instanceof CommanderError ? usageErrorFrom(thrown) : thrown
  if (error === undefined) return 0
  const json = args.includes('--json')
  if (error instanceof UsageError) {
    const remedy = error.remedy ?? `See "${commandPath(program, args)} --help".`
    printReport({ code: 'USAGE', detail: error.message, remedy }, json)
    return 2
  }
  reportError(error, json)
  return 1
}
