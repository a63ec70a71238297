import type { Command } from 'commander'
import { optionsOf } from '#cli/globals.ts'
import { newKeyText } from '#host/terminal/keyText.ts'
import { printDone } from '#host/terminal/output.ts'

export function addProvisionCommand(program: Command): void {
  program
    .command('provision')
    .description('set the till up from a file; when anything in it is wrong, nothing changes')
    .argument('<file>', 'JSON; a secret in it may be {"env": "NAME"} or {"file": "path"}')
    .option('--no-probe', 'do not ask the upstreams whether they accept the credentials, as where there is no network')
    .action(async (path: string, _: unknown, command: Command) => {
      const options = optionsOf<{ probe: boolean }>(command)
      const { probe } = options
      const { readProvisioningFile } = await import('#host/provisioningFile.ts')
      const { withControl } = await import('#cli/withControl.ts')
      const file = readProvisioningFile(path)
      const done = await withControl(options, (control) => control.provision({ ...file, probe }), {
        lastingVault: true,
      })
      // A new key is not seen again.
      const print = done.newKeys.length > 0 ? { json: options.json ?? false } : options
      printDone(print, done, () =>
        [
          `Set up: ${namesOf(done.upstreams, 'upstream')} and ${namesOf(done.clients, 'client')}.`,
          ...(probe || done.upstreams.length === 0 ? [] : [unprovenText(done.upstreams)]),
          ...done.newKeys.map(newKeyText),
        ].join('\n'),
      )
    })
}

function unprovenText(upstreams: { id: string }[]): string {
  return `No upstream was asked whether it accepts its credential: ${namesOf(upstreams, 'upstream')}. Prove each with "till-agent upstream test ID".`
}

function namesOf(items: { id: string }[], word: string): string {
  if (items.length === 0) return `no ${word}`
  return `${word}${items.length > 1 ? 's' : ''} ${items.map(({ id }) => `"${id}"`).join(', ')}`
}
