import type { Command } from 'commander'
import { optionsOf } from '#cli/globals.ts'
import { newKeyText } from '#host/terminal/keyText.ts'
import { printDone, printResult } from '#host/terminal/output.ts'

interface EnrolOptions {
  code?: string
  fingerprint?: string
  probe: boolean
}

export function addEnrolCommand(program: Command): void {
  program
    .command('enrol')
    .description('set the till up from a pack of head office; when anything in it is wrong, nothing changes')
    .argument('<pack>', 'a file, or the address of one: https://…')
    .option('--code <source>', 'where to read the code: env:VARIABLE, file:PATH or stdin; by default the command asks')
    .option('--fingerprint <digits>', 'that of head office’s key, where this till has none yet')
    .option('--no-probe', 'do not ask the upstreams whether they accept the credentials, as where there is no network')
    .addHelpText(
      'after',
      `
Examples:
  till-agent enrol /media/stick/pune-4.pack.json
  till-agent enrol https://tills.example/packs/pune-4.pack.json --code env:CODE --fingerprint "3f0c 91ab …"`,
    )
    .action(async (place: string, _: unknown, command: Command) => {
      const options = optionsOf<EnrolOptions>(command)
      const { fingerprint, probe } = options
      const { enrol } = await import('#cli/fleet/enrol.ts')
      const done = await enrol(place, { globals: options, codeFrom: options.code, fingerprint, probe })
      // A new key is not seen again.
      const print = done.newKeys.length > 0 ? { json: options.json ?? false } : options
      const names = [
        ...done.upstreams.map(({ id }) => `upstream "${id}"`),
        ...done.clients.map(({ id }) => `client "${id}"`),
      ]
      printDone(print, done, () =>
        [
          `This till is set up as ${done.pack.till}: ${names.join(', ') || 'settings alone'}.`,
          ...(probe || done.upstreams.length === 0 ? [] : ['No upstream was asked whether it accepts its credential.']),
          ...done.newKeys.map(newKeyText),
        ].join('\n'),
      )
    })
}

export function addExportCommand(program: Command): void {
  program
    .command('export')
    .description('print this till’s set-up without its secrets, as a source for packs')
    .option('--with-key', 'print the till’s own public key too, to which packs can be sealed; made when there is none')
    .action(async (_: unknown, command: Command) => {
      const options = optionsOf<{ withKey?: boolean }>(command)
      const { withControl } = await import('#cli/withControl.ts')
      const { withKey = false } = options
      const { source, key } = await withControl(options, (control) => control.enrolment.export({ withKey }), {
        lastingVault: withKey,
      })
      const printed = withKey && options.json ? { source, key } : source
      printResult(options.json, printed, () =>
        [JSON.stringify(source, null, 2), ...(key === undefined ? [] : [`The till’s own key: ${key}`])].join('\n'),
      )
    })
}
