import { CommanderError } from 'commander'
import { endWithReader } from './output.ts'
import { createProgram } from './program.ts'
import { report } from './report.ts'
import { meantCommand, usageErrorFrom } from './usage.ts'

const args = process.argv.slice(2)
const program = createProgram()

function fail(thrown: unknown): number {
  const problem = thrown instanceof CommanderError ? usageErrorFrom(thrown) : thrown
  return problem === undefined ? 0 : report(problem, args.includes('--json'), meantCommand(program, args))
}

endWithReader()
process.on('uncaughtException', (thrown) => process.exit(fail(thrown)))
try {
  await program.parseAsync(args, { from: 'user' })
} catch (thrown) {
  process.exitCode = fail(thrown)
}
