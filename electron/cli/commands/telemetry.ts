import type { Command } from 'commander'
import { optionsOf } from '#cli/globals.ts'
import type { TelemetryStatus } from '#contract/telemetry.ts'
import { printDone, printResult } from '#host/terminal/output.ts'

export function addTelemetryCommands(program: Command): void {
  const telemetry = program.command('telemetry').description('numbers and events for a collector, by OTLP')
  telemetry
    .command('status')
    .description('show whether the collector takes them')
    .action(async (_: unknown, command: Command) => {
      const options = optionsOf(command)
      const { withControl } = await import('#cli/withControl.ts')
      const status = await withControl(options, (control) => control.telemetry.status())
      printResult(options.json, status, () => statusText(status))
    })
  const header = telemetry.command('header').description('headers that the collector asks for, kept in the keychain')
  addHeaderSet(header)
  addHeaderRemove(header)
}

function addHeaderSet(header: Command): void {
  header
    .command('set')
    .description('keep a header')
    .argument('<name>', 'such as Authorization')
    .option('--value <source>', 'env:VARIABLE, file:PATH or stdin; without it you are asked')
    .addHelpText(
      'after',
      `
Example:
  till-agent setting set telemetry.endpoint https://otlp.example.com
  till-agent telemetry header set Authorization --value file:collector.token`,
    )
    .action(async (name: string, _: unknown, command: Command) => {
      const options = optionsOf<{ value?: string }>(command)
      const [{ withControl }, { parseSecretOptions, readSecrets }] = await Promise.all([
        import('#cli/withControl.ts'),
        import('#cli/secretOptions.ts'),
      ])
      const sources = parseSecretOptions(options.value === undefined ? [] : [`${name}=${options.value}`])
      const { [name]: value = '' } = await readSecrets([name], sources)
      const status = await withControl(options, (control) => control.telemetry.setHeader({ name, value }))
      printDone(options, status, () => `The header ${name} is kept.`)
    })
}

function addHeaderRemove(header: Command): void {
  header
    .command('remove')
    .description('forget a header')
    .argument('<name>')
    .action(async (name: string, _: unknown, command: Command) => {
      const options = optionsOf(command)
      const { withControl } = await import('#cli/withControl.ts')
      const status = await withControl(options, (control) => control.telemetry.setHeader({ name }))
      printDone(options, status, () => `The header ${name} is forgotten.`)
    })
}

function statusText({ state, endpoint, headers, sentAt, reason }: TelemetryStatus): string {
  const taken = sentAt === undefined ? 'nothing yet' : `last at ${new Date(sentAt).toLocaleString()}`
  const sentences = {
    off: 'Nothing is sent: the setting telemetry.endpoint names no collector.',
    waiting: `${endpoint} has been sent nothing yet.`,
    sending: `${endpoint} takes what this till sends, ${taken}.`,
    failing: `${endpoint} does not take what this till sends (${reason}); it took ${taken}.`,
  }
  return [sentences[state], ...(headers.length > 0 ? [`Headers: ${headers.join(', ')}`] : [])].join('\n')
}
