import { dropWeakening } from '#adapters/system/environment.ts'
import { exitNow, exitSoon } from '#host/terminal/exit.ts'
import { createProgram } from './program.ts'
import { fail, runProgram } from './runProgram.ts'

dropWeakening()
const args = process.argv.slice(2)
const program = createProgram(undefined, args[0])

process.on('uncaughtException', (thrown) => exitNow(fail(thrown, program, args)))
// Not awaited here: what a command imports waits until this module is done.
void runProgram(program, args).then(exitSoon)
