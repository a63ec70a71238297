import type { Command } from 'commander'
import type { ControlClient } from '#adapters/network/pipeClient.ts'
import { optionsOf } from '#cli/globals.ts'
import { table } from '#cli/table.ts'
import { collect, UsageError } from '#cli/usage.ts'
import type { DropView } from '#contract/drops/drop.ts'
import type {
  OutboxCounts,
  OutboxEntryDetail,
  OutboxEntryView,
  OutboxFilter,
  OutboxList,
  OutboxState,
} from '#contract/outbox/entry.ts'
import { type Correction, WriteFieldName } from '#contract/outbox/people.ts'
import { print, printDone, printResult } from '#host/terminal/output.ts'
import { addApprovalCommands } from './approvals.ts'

export function addOutboxCommands(program: Command): void {
  const outbox = program.command('outbox').description('writes that are kept until the cloud has them')
  addList(outbox)
  addShow(outbox)
  addChange(outbox, 'resend', 'send an entry at once, or again', 'is sent as soon as it is its turn')
  addSendNow(outbox)
  addCorrect(outbox)
  addChange(outbox, 'confirm', 'say that you have seen it in the cloud', 'counts as sent')
  addDiscard(outbox)
  addChange(outbox, 'hold', 'keep an entry back, and what its customer has behind it', 'is held back')
  addChange(outbox, 'release', 'let an entry go that was held', 'is sent as soon as it is its turn')
  addExport(outbox)
  addApprovalCommands(outbox)
}

interface ListOptions {
  client?: string
  upstream?: string
  state?: OutboxState
}

function addList(outbox: Command): void {
  outbox
    .command('list')
    .description('list what is kept, oldest first')
    .option('--client <id>', 'of one program only')
    .option('--upstream <id>', 'for one cloud only')
    .option('--state <state>', 'waiting, held, sending, unknown, sent, refused, expired or discarded')
    .action(async (_: unknown, command: Command) => {
      const options = optionsOf<ListOptions>(command)
      const { client, upstream, state } = options
      const { withControl } = await import('#cli/withControl.ts')
      const filter = { ...(client && { client }), ...(upstream && { upstream }), ...(state && { state }) }
      const { drops, ...listed } = await withControl(options, async (control) => ({
        ...(await wholeList(control, filter)),
        drops: await control.drops.list(),
      }))
      printResult(options.json, listed, () => [listText(listed), ...drops.flatMap(dropText)].join('\n'))
    })
}

function addShow(outbox: Command): void {
  outbox
    .command('show')
    .description('show one entry, with the answer of the cloud where one came')
    .argument('<id>')
    .action(async (id: string, _: unknown, command: Command) => {
      const options = optionsOf(command)
      const { withControl } = await import('#cli/withControl.ts')
      const entry = await withControl(options, (control) => control.outbox.show({ id }))
      printResult(options.json, entry, () => entryText(entry))
    })
}

function addChange(
  outbox: Command,
  name: 'resend' | 'confirm' | 'hold' | 'release',
  description: string,
  done: string,
): void {
  outbox
    .command(name)
    .description(description)
    .argument('<id>')
    .action(async (id: string, _: unknown, command: Command) => {
      const options = optionsOf(command)
      const { withControl } = await import('#cli/withControl.ts')
      const entry = await withControl(options, (control) => control.outbox[name]({ id }))
      printDone(options, entry, () => `${id} ${done}.`)
    })
}

function addSendNow(outbox: Command): void {
  outbox
    .command('send-now')
    .description('try all that waits at once, whatever pause the cloud or a failure asks for')
    .action(async (_: unknown, command: Command) => {
      const options = optionsOf(command)
      const { withControl } = await import('#cli/withControl.ts')
      const sent = await withControl(options, (control) => control.outbox.sendNow())
      printDone(options, sent, () => `${sent.entries} are tried now.`)
    })
}

function addCorrect(outbox: Command): void {
  outbox
    .command('correct')
    .description('change what a refused entry says, and send it; what the program sent is kept')
    .argument('<id>')
    .requiredOption('--set <field=value>', `${WriteFieldName.options.join(', ')}; repeatable`, collect, [])
    .action(async (id: string, _: unknown, command: Command) => {
      const options = optionsOf<{ set: string[] }>(command)
      const fields: Correction = Object.fromEntries(options.set.map(fieldOf))
      const { withControl } = await import('#cli/withControl.ts')
      const entry = await withControl(options, (control) => control.outbox.correct({ id, fields }))
      printDone(options, entry, () => `${id} is corrected, and sent as soon as it is its turn.`)
    })
}

/** @throws UsageError */
function fieldOf(option: string): [string, string] {
  const at = option.indexOf('=')
  if (at < 1) throw new UsageError('A --set does not have the form FIELD=VALUE.')
  return [option.slice(0, at), option.slice(at + 1)]
}

function addDiscard(outbox: Command): void {
  outbox
    .command('discard')
    .description('give an entry up: the cloud will not hear of it')
    .argument('<id>')
    .requiredOption('--reason <text>', 'why; the audit trail keeps it')
    .action(async (id: string, _: unknown, command: Command) => {
      const options = optionsOf<{ reason: string }>(command)
      const { withControl } = await import('#cli/withControl.ts')
      const entry = await withControl(options, (control) => control.outbox.discard({ id, reason: options.reason }))
      printDone(options, entry, () => `${id} is discarded.`)
    })
}

function addExport(outbox: Command): void {
  outbox
    .command('export')
    .description('print what is not over with what it says, one JSON object per line')
    .argument('[id]', 'one entry, over or not')
    .addHelpText('after', '\nThe output holds customers and sales in clear text: keep it as you keep those.')
    .action(async (only: string | undefined, _: unknown, command: Command) => {
      const options = optionsOf(command)
      const { withControl } = await import('#cli/withControl.ts')
      await withControl(options, async (control) => {
        const { entries } = await wholeList(control, {})
        const left = entries.filter(({ state }) => state !== 'sent' && state !== 'discarded').map(({ id }) => id)
        for (const id of only === undefined ? left : [only]) print(JSON.stringify(await control.outbox.export({ id })))
      })
    })
}

/** Part by part: one call must not hold up the agent. */
async function wholeList(control: ControlClient, filter: OutboxFilter): Promise<Omit<OutboxList, 'next'>> {
  const { next, ...list } = await control.outbox.list({ ...filter, limit: 1_000 })
  for (let after = next; after !== undefined; ) {
    const part = await control.outbox.list({ ...filter, limit: 1_000, after })
    list.entries.push(...part.entries)
    after = part.next
  }
  return list
}

function listText({ entries, counts }: { entries: OutboxEntryView[]; counts: OutboxCounts }): string {
  const rows = entries.map((entry) => [
    entry.id,
    timeText(entry.createdAt),
    entry.client,
    entry.upstream,
    entry.state,
    entry.code ?? '',
    entry.amount === undefined ? '' : String(entry.amount),
    timeText(entry.expiresAt),
  ])
  const head = ['ID', 'ACCEPTED', 'CLIENT', 'UPSTREAM', 'STATE', 'CODE', 'AMOUNT', 'EXPIRES']
  const sum = `${counts.open} wait to be sent, ${counts.needPerson} need a person.`
  return entries.length === 0 ? 'The outbox is empty.' : `${table(head, rows)}\n${sum}`
}

/** Files of a watched folder wait as well. */
function dropText({ name, waiting }: DropView): string[] {
  return waiting === 0
    ? []
    : [`Files of the folder "${name}" that wait: ${waiting}; see "till-agent drop show ${name}".`]
}

function entryText(entry: OutboxEntryDetail): string {
  const { id, state, since, client, upstream, requestId, createdAt, expiresAt, code, status, answer } = entry
  return [
    `${id}: ${sentences[state]}`,
    `From ${client} to ${upstream}, request ${requestId}, accepted ${timeText(createdAt)}.`,
    `So since ${timeText(since)}; its posting window ends ${timeText(expiresAt)}.`,
    ...(code === undefined ? [] : [`Code: ${code}.`]),
    ...(status === undefined ? [] : [`Status of the answer: ${status}.`]),
    ...(answer ? [answer.body] : []),
  ].join('\n')
}

/** For a shift lead. */
const sentences: Record<OutboxState, string> = {
  waiting: 'it waits to be sent.',
  held: 'a person keeps it back.',
  sending: 'it is being sent.',
  unknown: 'it may or may not have reached the cloud: look there before you send it again.',
  sent: 'the cloud has it.',
  refused: 'the cloud refused it.',
  expired: 'it was not sent in time, and the cloud may no longer take it.',
  discarded: 'a person gave it up.',
}

function timeText(at: number): string {
  return new Date(at).toISOString().replace('.000Z', 'Z')
}
