import type { Command } from 'commander'
import type { ClientView } from '../../contract/client.ts'
import type { Grant } from '../../contract/grant.ts'
import { optionsOf } from '../globals.ts'
import { answer } from '../output.ts'
import { table } from '../table.ts'
import { collect, wholeNumber } from '../usage.ts'

interface AddOptions {
  name: string
  grant: string[]
  origin: string[]
  expiresInDays?: number
  watchAll?: boolean
}

export function addClientCommands(program: Command): void {
  const client = program.command('client').description('the local programs that may call')
  addAdd(client)
  addList(client)
  addRevoke(client)
}

function addAdd(client: Command): void {
  client
    .command('add')
    .description('let a program in; prints its key, once')
    .argument('<id>', 'its name here')
    .requiredOption('--name <name>', 'what people call it')
    .option('--grant <upstream=permission>', 'a preset or "METHOD /path"; may be repeated', collect, [])
    .option('--origin <origin>', 'a web page that may use the key; may be repeated', collect, [])
    .option('--expires-in-days <days>', 'when the key ends; never when left out', wholeNumber(1, 36_500))
    .option('--watch-all', "may read everybody's numbers at /metrics, for a monitoring program")
    .addHelpText(
      'after',
      `
Examples:
  till-agent client add pos --name "Checkout" --grant loyalty=capillary:sell
  till-agent client add kiosk --name "Kiosk" --grant 'loyalty=GET /v1.1/customer/get' --expires-in-days 90`,
    )
    .action(async (id: string, _: unknown, command: Command) => {
      const options = optionsOf<AddOptions>(command)
      const { parseGrants } = await import('../grantOption.ts')
      const { withControl } = await import('../withControl.ts')
      const { name, origin: origins, expiresInDays, watchAll } = options
      const entry = { id, name, origins, grants: parseGrants(options.grant) }
      const expiresAt = expiresInDays === undefined ? undefined : Date.now() + expiresInDays * 86_400_000
      const made = await withControl(options, (control) =>
        control.clients.add({
          ...entry,
          ...(expiresAt !== undefined && { expiresAt }),
          ...(watchAll && { watchesAll: true }),
        }),
      )
      answer(options.json, made, () => `Client "${id}" may call. ${keyText(made.key)}`)
    })
}

/** The one time a key is shown. */
export function keyText(key: string): string {
  return `Its key, which will not be shown again:\n${key}`
}

function addList(client: Command): void {
  client
    .command('list')
    .description('show them')
    .action(async (_: unknown, command: Command) => {
      const options = optionsOf(command)
      const { withControl } = await import('../withControl.ts')
      const clients = await withControl(options, (control) => control.clients.list())
      answer(options.json, clients, () => listText(clients))
    })
}

function listText(clients: ClientView[]): string {
  if (clients.length === 0) return 'No program may call yet. Add one with "till-agent client add".'
  const rows = clients.map(({ id, name, grants, lastUsedAt, expiresAt }) => [
    id,
    name,
    grants.map(grantText).join('; ') || 'nothing',
    dayText(lastUsedAt),
    dayText(expiresAt),
  ])
  return table(['ID', 'NAME', 'MAY', 'LAST USED', 'EXPIRES'], rows)
}

/** For people. */
export function grantText({ upstream, allow }: Grant): string {
  const permissions = allow.map((permission) =>
    typeof permission === 'string' ? permission : `${permission.methods.join(',')} ${permission.path}`,
  )
  return `${upstream}: ${permissions.join(', ')}`
}

function dayText(instant: number | undefined): string {
  return instant === undefined ? 'never' : new Date(instant).toISOString().slice(0, 10)
}

function addRevoke(client: Command): void {
  client
    .command('revoke')
    .description('let a program in no more')
    .argument('<id>')
    .action(async (id: string, _: unknown, command: Command) => {
      const options = optionsOf(command)
      const { withControl } = await import('../withControl.ts')
      await withControl(options, (control) => control.clients.revoke({ id }))
      answer(options.json, { revoked: id }, () => `Client "${id}" may call no more; its key is worthless.`)
    })
}
