import { createProgram } from './program.ts'
import { fail, runProgram } from './runProgram.ts'

const args = process.argv.slice(2)
const program = createProgram()

process.on('uncaughtException', (thrown) => process.exit(fail(thrown, program, args)))
process.exitCode = await runProgram(program, args)
