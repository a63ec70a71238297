import type { Command } from 'commander'
import { optionsOf } from '#cli/globals.ts'
import { grantText, parseGrants } from '#cli/grantOption.ts'
import { table } from '#cli/table.ts'
import { collect, wholeNumber } from '#cli/usage.ts'
import type { ClientView } from '#contract/client.ts'
import { withoutOddEdges } from '#contract/text/pastedText.ts'
import { keyText } from '#host/terminal/keyText.ts'
import { printDone, printResult } from '#host/terminal/output.ts'

interface AddOptions {
  name?: string
  grant: string[]
  origin: string[]
  expiresInDays?: number
  watchAll?: boolean
  signed?: boolean
  outbox?: boolean
}

export function addClientCommands(program: Command): void {
  const client = program.command('client').description('local programs that may call the agent')
  addAdd(client)
  addList(client)
  addRevoke(client)
}

function addAdd(client: Command): void {
  client
    .command('add')
    .description('add a program, and print its key once')
    .argument('<id>', 'id of the client, as in the log and in audit rows', withoutOddEdges)
    .option('--name <name>', 'name for people; its id where none is given')
    .option('--grant <upstream=permission>', 'a preset or "METHOD /path" the program may use; repeatable', collect, [])
    .option('--origin <origin>', 'a web page that may use the key; repeatable', collect, [])
    .option('--expires-in-days <days>', 'lifetime of the key; by default it never expires', wholeNumber(1, 36_500))
    .option('--outbox', 'keep its writes in the outbox although it does not ask for that (docs/offline.md)')
    .option('--signed', 'it signs its requests, so that its key never travels (docs/pos-api.md)')
    .option('--watch-all', 'let it read the numbers of all clients at /metrics, for monitoring')
    .addHelpText(
      'after',
      `
Examples:
  till-agent client add pos --name "Checkout" --grant loyalty=capillary:sell
  till-agent client add kiosk --name "Kiosk" --grant 'loyalty=GET /v1.1/customer/get' --expires-in-days 90`,
    )
    .action(async (id: string, _: unknown, command: Command) => {
      const options = optionsOf<AddOptions>(command)
      const { withControl } = await import('#cli/withControl.ts')
      const { name = id, origin: origins, expiresInDays, watchAll, outbox, signed } = options
      const entry = { id, name, origins, grants: parseGrants(options.grant) }
      const expiresAt = expiresInDays === undefined ? undefined : Date.now() + expiresInDays * 86_400_000
      const made = await withControl(options, (control) =>
        control.clients.add({
          ...entry,
          ...(expiresAt !== undefined && { expiresAt }),
          ...(watchAll && { watchesAll: true }),
          ...(signed && { signed: true }),
          ...(outbox && { outbox: true }),
        }),
      )
      printResult(options.json, made, () => `Client "${id}" may call. ${keyText(made.key)}`)
    })
}

function addList(client: Command): void {
  client
    .command('list')
    .description('list them')
    .action(async (_: unknown, command: Command) => {
      const options = optionsOf(command)
      const { withControl } = await import('#cli/withControl.ts')
      const clients = await withControl(options, (control) => control.clients.list())
      printResult(options.json, clients, () => listText(clients))
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

function dayText(instant: number | undefined): string {
  return instant === undefined ? 'never' : new Date(instant).toISOString().slice(0, 10)
}

function addRevoke(client: Command): void {
  client
    .command('revoke')
    .description('revoke the key of a program; it stops working at once')
    .argument('<id>', '', withoutOddEdges)
    .action(async (id: string, _: unknown, command: Command) => {
      const options = optionsOf(command)
      const { withControl } = await import('#cli/withControl.ts')
      const { open } = await withControl(options, async (control) => {
        await control.clients.revoke({ id })
        // The client is revoked whatever the outbox says, which has a concern of its own where it cannot be read.
        return control.outbox.counts({ client: id }).catch(() => ({ open: 0 }))
      })
      printDone(options, { revoked: id, inOutbox: open }, () => revokedText(id, open))
    })
}

/** @param open writes of the client that the outbox still has to send: they were accepted, so the sales have happened */
function revokedText(id: string, open: number): string {
  const revoked = `Client "${id}" has no access any more; its key no longer works.`
  if (open === 0) return revoked
  const writes =
    open === 1 ? '1 write that was accepted from it waits' : `${open} writes that were accepted from it wait`
  return `${revoked}\n${writes} in the outbox and will still be sent. To stop one, see "till-agent outbox list --client ${id}" and discard it.`
}
