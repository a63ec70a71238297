import { app } from 'electron'
import { createProgram } from '../headless/program.ts'
import { fail, runProgram } from '../headless/runProgram.ts'
import { beginAnew } from './mishap.ts'
import { openHost } from './openHost.ts'
import { startArguments } from './startArguments.ts'
import { addWindowCommand } from './windowCommand.ts'

const args = startArguments(process.argv, app.isPackaged)
const program = createProgram()
let hasWindow = false

app.enableSandbox()
addWindowCommand(program, (options) => {
  hasWindow = true
  void openHost(options)
})
process.on('uncaughtException', (thrown) => {
  if (hasWindow) beginAnew(thrown)
  else app.exit(fail(thrown, program, args))
})
runProgram(program, args).then((code) => {
  // Another command than the window's: it has done all it had to, and its words are to be read to the end.
  if (!hasWindow) process.stdout.write('', () => process.stderr.write('', () => app.exit(code)))
})
