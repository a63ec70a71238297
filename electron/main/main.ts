import { app } from 'electron'
import { dropWeakening } from '#adapters/system/environment.ts'
import { createProgram } from '#cli/program.ts'
import { fail, runProgram } from '#cli/runProgram.ts'
import { restartAfterCrash } from './lifecycle/crashRestart.ts'
import { startArguments } from './lifecycle/startArguments.ts'
import { openHost } from './openHost.ts'

dropWeakening()
const args = startArguments(process.argv, app.isPackaged)
let hasWindow = false
const program = createProgram((options) => {
  hasWindow = true
  void openHost(options)
}, args[0])

app.enableSandbox()
process.on('uncaughtException', (thrown) => {
  if (hasWindow) void restartAfterCrash(thrown)
  else app.exit(fail(thrown, program, args))
})
runProgram(program, args).then((code) => {
  // Another command than `window` has ended. Its output leaves the process before that exits.
  if (!hasWindow) process.stdout.write('', () => process.stderr.write('', () => app.exit(code)))
})
