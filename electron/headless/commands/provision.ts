import type { Command } from 'commander'
import { optionsOf } from '../globals.ts'
import { answer } from '../output.ts'
import { keyText } from './client.ts'

export function addProvisionCommand(program: Command): void {
  program
    .command('provision')
    .description('set the till up as a file says: all of it or, when anything is wrong, nothing')
    .argument('<file>', 'JSON; secrets in it may be {"env": "NAME"} or {"file": "path"}')
    .action(async (path: string, _: unknown, command: Command) => {
      const options = optionsOf(command)
      const { readProvisioningFile } = await import('../provisioningFile.ts')
      const { withControl } = await import('../withControl.ts')
      const file = readProvisioningFile(path)
      const done = await withControl(options, (control) => control.provision(file), { lastingVault: true })
      answer(options.json, done, () =>
        [
          `Set up: ${namesOf(done.upstreams, 'upstream')} and ${namesOf(done.clients, 'client')}.`,
          ...done.newKeys.map(({ client, key }) => `Client "${client.id}" is new. ${keyText(key)}`),
        ].join('\n'),
      )
    })
}

function namesOf(items: { id: string }[], word: string): string {
  if (items.length === 0) return `no ${word}`
  return `${word}${items.length > 1 ? 's' : ''} ${items.map(({ id }) => `"${id}"`).join(', ')}`
}
