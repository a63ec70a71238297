import { flushCompileCache } from 'node:module'
import type { Command } from 'commander'
import { optionsOf } from '#cli/globals.ts'
import { portOption, UsageError } from '#cli/usage.ts'
import { browserUiPort } from '#host/defaultPorts.ts'
import type { OpenApis } from '#host/openApis.ts'
import type { ServeOptions } from '#host/options.ts'
import { printResult } from '#host/terminal/output.ts'
import { linkText } from './ui.ts'

export function addServeCommand(program: Command): void {
  program
    .command('serve')
    .description('run the agent until Ctrl-C, or till-agent stop')
    .addOption(portOption('--port', 'port of the POS API, in place of start.port'))
    .option('--ui', 'serve the window to browsers on this machine, and print a one-time link to it')
    .addOption(portOption('--ui-port', 'port of the window', browserUiPort))
    .option('--provision <file>', 'set the till up from this file first, in place of start.provisioning')
    .option('--service', 'serve all users of this machine: what the service manager starts')
    .option('--administrators <group>', 'of --service: who may set the till up, in place of start.administrators')
    .option('--users <group>', 'of --service: who may use the till, or "everyone", in place of start.users')
    .addHelpText(
      'after',
      `
Examples:
  till-agent serve
  till-agent serve --ui
  till-agent serve --vault memory --provision till.json`,
    )
    .action(async (_: unknown, command: Command) => {
      const options = optionsOf<ServeOptions>(command)
      if (options.service) checkServiceOptions(program)
      else await checkIsOnlyAgent(options)
      const { runUntilSignal } = await import('#cli/runUntilSignal.ts')
      // Only a service manager starts again and again what crashes; a person at the terminal sees it.
      const countsCrashes = options.service === true
      const { crashLoopOf } = await import('#host/runRecord.ts')
      const crashes = countsCrashes ? crashLoopOf(options.dataDir) : undefined
      if (crashes !== undefined) {
        await (await import('#host/service/serviceUpdates.ts')).takeBackCrashedService(options.dataDir)
        return (await import('#cli/serveSafely.ts')).serveSafely(options, crashes)
      }
      const open = async (onStop: () => void) => {
        const apis = await (await import('#host/openApis.ts')).openApis({ ...options, countsCrashes, onStop })
        return options.service ? withUpdates(apis, options.dataDir) : apis
      }
      await runUntilSignal(options.json, open, async ({ port, addresses, newKeys, ui }, ended) => {
        const { isOutputKept, newKeyLines } = await import('#host/terminal/keptOutput.ts')
        const isKept = isOutputKept()
        const keyLines = newKeyLines(newKeys, options.dataDir, isKept)
        const secrets = isKept ? {} : { newKeys, ui }
        printResult(options.json, { event: 'ready', port, addresses, pid: process.pid, ...secrets }, () =>
          [
            `The till agent listens on ${addresses.join(' and ')}. Ctrl-C ends it.`,
            ...keyLines,
            ...(ui ? [isKept ? 'For a link to the window: till-agent ui' : linkText(ui.url)] : []),
          ].join('\n'),
        )
        const { warmUp } = await import('#host/warmUp.ts')
        const { releaseMemory } = await import('#adapters/system/releaseMemory.ts')
        let isFlushed = false
        // Before it is done, since what a killed process has compiled is lost, and before the garbage goes, with some of that.
        const keepCompiled = () => {
          if (!isFlushed) flushCompileCache()
          isFlushed = true
        }
        const release = () => {
          keepCompiled()
          releaseMemory()
        }
        // A failed warm-up costs speed and memory only.
        await warmUp(ended, release).catch(() => {})
        keepCompiled()
      })
    })
}

/** A service that updates itself, where it can. */
async function withUpdates(apis: OpenApis, dataDir: string): Promise<OpenApis> {
  const { openServiceUpdates } = await import('#host/service/serviceUpdates.ts')
  const updates = openServiceUpdates(apis, dataDir)
  const close = () => {
    updates?.close()
    return apis.close()
  }
  return { ...apis, close }
}

/** The account of a service has no keychain that a person opens, and where it has one, that is to be said. */
function checkServiceOptions(program: Command): void {
  if (program.getOptionValueSource('vault') !== 'default') return
  throw new UsageError(
    'A service has to be told where it keeps secrets.',
    'Add --vault file, --vault keychain, or --vault memory with --provision FILE.',
  )
}

/** @throws Fault `ALREADY_RUNNING` when the agent of the machine serves this user, too */
async function checkIsOnlyAgent(options: ServeOptions): Promise<void> {
  const { serviceMeantBy } = await import('#cli/withControl.ts')
  if (!(await serviceMeantBy(options))) return
  const { Fault } = await import('#core/base/fault.ts')
  throw new Fault(
    'ALREADY_RUNNING',
    'The till agent of this machine runs as a service, and serves all of its users.',
    {},
    'Use that one: till-agent status. For another one, name a --data-dir and a --port of its own.',
  )
}
