import { type Command, CommanderError } from 'commander'
import { endWithReader } from './output.ts'
import { report } from './report.ts'
import { meantCommand, usageErrorFrom } from './usage.ts'

/**
 * Runs one command of the command line to its end, which may be never.
 *
 * @param args without the program's own name
 * @returns the exit code
 */
export async function runProgram(program: Command, args: readonly string[]): Promise<number> {
  endWithReader()
  try {
    await program.parseAsync(args, { from: 'user' })
    return Number(process.exitCode ?? 0)
  } catch (thrown) {
    return fail(thrown, program, args)
  }
}

/** Says what went wrong, if it was no question for help. Answers with the exit code. */
export function fail(thrown: unknown, program: Command, args: readonly string[]): number {
  const problem = thrown instanceof CommanderError ? usageErrorFrom(thrown) : thrown
  return problem === undefined ? 0 : report(problem, args.includes('--json'), meantCommand(program, args))
}
