import { resolve } from 'node:path'
import { type Command, InvalidArgumentError } from 'commander'
import { optionsOf } from '#cli/globals.ts'
import { table } from '#cli/table.ts'
import { collect, UsageError } from '#cli/usage.ts'
import {
  DropEntry,
  type DropEntryInput,
  type DropFileView,
  type DropProblem,
  type DropView,
} from '#contract/drops/drop.ts'
import { readDropTarget } from '#contract/drops/target.ts'
import { withoutOddEdges } from '#contract/text/pastedText.ts'
import { invalid, issuesOf } from '#core/base/inputIssues.ts'
import { printDone, printResult } from '#host/terminal/output.ts'

interface AddOptions {
  folder: string
  to: string
  fingerprint?: string
  caFile?: string
  proxy?: string
  key?: boolean
  stableSeconds?: number
  expireHours?: number
  secret: string[]
  probe: boolean
}

export function addDropCommands(program: Command): void {
  const drop = program.command('drop').description('folders whose files go to a server of files, once and whole')
  addAdd(drop)
  addList(drop)
  addShow(drop)
  addTest(drop)
  addSendNow(drop)
  addRemove(drop)
}

function addAdd(drop: Command): void {
  drop
    .command('add')
    .description('watch a folder, and bring each file in it to a server over SFTP or FTPS')
    .argument('<name>', 'a short name for it', withoutOddEdges)
    .requiredOption('--folder <dir>', 'where the POS software leaves its files')
    .requiredOption('--to <address>', 'sftp://USER@HOST/FOLDER or ftps://USER@HOST/FOLDER')
    .option('--fingerprint <SHA256:…>', "of the server's host key or certificate; without it the command asks")
    .option('--ca-file <file>', 'for ftps: PEM file with the only certificate authorities to trust')
    .option('--proxy <address>', 'for sftp: "system", or the address of an HTTP proxy; without it, direct')
    .option('--key', 'sign in with a private key in place of a password')
    .option('--stable-seconds <n>', 'how long a file must stay the same to be whole; without it, 5', wholeNumber)
    .option('--expire-hours <n>', 'how long to try; without it, 72', wholeNumber)
    .option('--secret <name=source>', secretHelp, collect, [])
    .option('--no-probe', 'store it without trying the server')
    .addHelpText('after', addHelp)
    .action(async (name: string, _: unknown, command: Command) => {
      const options = optionsOf<AddOptions>(command)
      const { withControl } = await import('#cli/withControl.ts')
      const { parseSecretOptions, readSecrets } = await import('#cli/secretOptions.ts')
      const to = withoutOddEdges(options.to)
      const sources = parseSecretOptions(options.secret)
      const given = {
        ...{ name, to, folder: resolve(withoutOddEdges(options.folder)) },
        ...(options.caFile !== undefined && { caFile: resolve(withoutOddEdges(options.caFile)) }),
        ...(options.proxy !== undefined && { proxy: options.proxy }),
        ...(options.stableSeconds !== undefined && { stableSeconds: options.stableSeconds }),
        ...(options.expireHours !== undefined && { expireHours: options.expireHours }),
      }
      // What is mistyped is told before anybody is asked for a secret.
      checkEntry({ ...given, ...(options.fingerprint !== undefined && { fingerprint: options.fingerprint }) })
      const names = options.key ? ['key', ...(sources.has('keyPassword') ? ['keyPassword'] : [])] : ['password']
      if (options.key && !sources.has('key')) throw new UsageError(keyIsAFile, keyRemedy)
      const added = await withControl(
        options,
        async (control) => {
          const fingerprint = options.fingerprint ?? (await confirmServer(to, given, control.drops.identify))
          const secrets = await readSecrets(names, sources)
          const entry = checkEntry({ ...given, ...secrets, ...(fingerprint !== undefined && { fingerprint }) })
          return control.drops.add({ entry, probe: options.probe })
        },
        { lastingVault: true },
      )
      printDone(options, added, () => `Files of ${added.folder} go to ${added.to}.`)
    })
}

const secretHelp =
  'where to read password, key or keyPassword: NAME=env:VARIABLE, NAME=file:PATH or NAME=stdin; by default the command asks for the password'
const keyIsAFile = 'A private key is not typed.'
const keyRemedy = 'Give it as --secret key=file:PATH, and its password, if it has one, as --secret keyPassword=….'

const addHelp = `
Examples:
  till-agent drop add sales --folder /srv/pos/out --to sftp://store12@files.example.com/incoming
  till-agent drop add sales --folder 'C:\\POS\\OUT' --to ftps://store12@files.example.com/incoming --secret password=env:FILES_PASSWORD
  till-agent drop add sales … --key --secret key=file:id_ed25519 --fingerprint SHA256:…

One slash after the host begins where the server puts the user, two begin at its root.
ftps: asks for TLS at port 21 or the one that is named; at port 990 it begins with TLS.`

/** @throws Fault `INVALID_INPUT` */
function checkEntry(entry: DropEntryInput): DropEntry {
  const read = DropEntry.safeParse(entry)
  if (!read.success) throw invalid(issuesOf(read.error))
  return read.data
}

type Identify = (input: { to: string; proxy?: string }) => Promise<{ fingerprint: string; isVouchedFor: boolean }>

/** @returns `undefined` where an authority vouches for the server @throws UsageError when nobody says that it is the right one */
async function confirmServer(
  to: string,
  { caFile, proxy }: { caFile?: string; proxy?: string },
  identify: Identify,
): Promise<string | undefined> {
  if (caFile !== undefined) return undefined
  const { fingerprint, isVouchedFor } = await identify({ to, ...(proxy !== undefined && { proxy }) })
  if (isVouchedFor) return undefined
  const host = readDropTarget(to)?.host ?? to
  const { askYesOrNo } = await import('#cli/prompt.ts')
  const isRight = await askYesOrNo(`${host} shows the fingerprint ${fingerprint}. Is it the right one?`)
  if (isRight) return fingerprint
  throw new UsageError(
    `Nobody has said that ${host} is the right server. It shows ${fingerprint}.`,
    'Compare it with what whoever runs the server says, and give it with --fingerprint.',
  )
}

function addList(drop: Command): void {
  drop
    .command('list')
    .description('list them, with what waits')
    .action(async (_: unknown, command: Command) => {
      const options = optionsOf(command)
      const { withControl } = await import('#cli/withControl.ts')
      const drops = await withControl(options, (control) => control.drops.list())
      printResult(options.json, drops, () => listText(drops))
    })
}

function addShow(drop: Command): void {
  drop
    .command('show')
    .description('show one, with its files of the last 7 days')
    .argument('<name>', '', withoutOddEdges)
    .action(async (name: string, _: unknown, command: Command) => {
      const options = optionsOf(command)
      const { withControl } = await import('#cli/withControl.ts')
      const shown = await withControl(options, async (control) => {
        const files = await control.drops.files({ name })
        return { drop: (await control.drops.list()).find((one) => one.name === name), files }
      })
      printResult(options.json, shown, () => showText(shown))
    })
}

function addTest(drop: Command): void {
  drop
    .command('test')
    .description('sign in at the server, and try at once what waits')
    .argument('<name>', '', withoutOddEdges)
    .action(async (name: string, _: unknown, command: Command) => {
      const options = optionsOf(command)
      const { withControl } = await import('#cli/withControl.ts')
      const tested = await withControl(options, (control) => control.drops.test({ name }))
      printDone(options, tested, () => `${tested.to} takes files of "${name}".`)
    })
}

function addSendNow(drop: Command): void {
  drop
    .command('send-now')
    .description('try at once what waits, whatever pause a failure asks for')
    .argument('<name>', '', withoutOddEdges)
    .action(async (name: string, _: unknown, command: Command) => {
      const options = optionsOf(command)
      const { withControl } = await import('#cli/withControl.ts')
      const tried = await withControl(options, (control) => control.drops.sendNow({ name }))
      printDone(options, tried, () => `${tried.waiting} wait, and are tried now.`)
    })
}

function addRemove(drop: Command): void {
  drop
    .command('remove')
    .description('watch a folder no longer')
    .argument('<name>', '', withoutOddEdges)
    .option('--force', 'also when files wait: they go back into the folder')
    .action(async (name: string, _: unknown, command: Command) => {
      const options = optionsOf<{ force?: boolean }>(command)
      const { withControl } = await import('#cli/withControl.ts')
      await withControl(options, (control) => control.drops.remove({ name, force: options.force ?? false }))
      printDone(options, { removed: name }, () => `The folder of "${name}" is no longer watched.`)
    })
}

function listText(drops: readonly DropView[]): string {
  if (drops.length === 0) return 'No folder is watched. Add one with "till-agent drop add".'
  const rows = drops.map(({ name, folder, to, waiting, sent, refused }) => [
    ...[name, folder, to],
    ...[String(waiting), String(sent), String(refused)],
  ])
  const troubles = drops.flatMap(({ name, reason }) => (reason === undefined ? [] : [`${name}: ${reason}`]))
  return [table(['NAME', 'FOLDER', 'TO', 'WAITING', 'SENT', 'REFUSED'], rows), ...troubles].join('\n')
}

function showText({ drop, files }: { drop: DropView | undefined; files: readonly DropFileView[] }): string {
  const rows = files.map(({ file, bytes, state, since, problem, proof }) => [
    ...[file, String(bytes), state, timeText(since)],
    problem === undefined ? (proof ?? '') : problemTexts[problem],
  ])
  const list = rows.length === 0 ? 'No file in the last 7 days.' : table(['FILE', 'BYTES', 'STATE', 'SINCE', ''], rows)
  return `${listText(drop ? [drop] : [])}\n${list}`
}

const problemTexts: Record<DropProblem, string> = {
  folder: 'the folder cannot be used',
  unreachable: 'the server cannot be reached',
  untrusted: 'another server answers',
  credential: 'user or password refused',
  refused: 'the server refused it',
  'name-taken': 'a file of this name is at the server',
  differs: 'the server has something else',
  store: 'the database cannot be used',
  keychain: 'the keychain cannot be used',
}

function timeText(at: number): string {
  return new Date(at).toISOString().replace(/\.\d+Z$/, 'Z')
}

function wholeNumber(text: string): number {
  if (/^\d{1,6}$/.test(text)) return Number(text)
  throw new InvalidArgumentError('It must be a whole number.')
}
