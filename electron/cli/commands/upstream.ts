import { resolve } from 'node:path'
import { type Command, Option } from 'commander'
import { optionsOf } from '#cli/globals.ts'
import { identityText } from '#cli/identityText.ts'
import { table } from '#cli/table.ts'
import { collect, wholeNumber } from '#cli/usage.ts'
import { withoutOddEdges } from '#contract/text/pastedText.ts'
import { LinkTarget, SettableMode, type UpstreamView } from '#contract/upstream.ts'
import { printDone, printResult } from '#host/terminal/output.ts'
import { addSignIn, addSignOut } from './signIn.ts'

const secretHelp =
  'where to read a secret, such as password or clientCertificate: NAME=env:VARIABLE, NAME=file:PATH or NAME=stdin; by default the command asks'

const proxyHelp = 'direct, system or the address of a proxy; its password is asked for'

const linksOption = new Option(
  '--links <target>',
  "where links to the upstream in its JSON answers lead; Gini's: agent, else upstream",
).choices(LinkTarget.options)

interface SecretOptions {
  secret: string[]
  probe: boolean
}

interface AddOptions extends SecretOptions {
  scheme: string
  baseUrl?: string
  region?: string
  caFile?: string
  proxy?: string
  mode?: SettableMode
  via?: boolean
  links?: LinkTarget
  set: string[]
}

export function addUpstreamCommands(program: Command): void {
  const upstream = program.command('upstream').description('the cloud services this till uses')
  addAdd(upstream)
  addList(upstream)
  addTest(upstream)
  addRotate(upstream)
  addCache(upstream)
  addSignIn(upstream)
  addSignOut(upstream)
  addRemove(upstream)
}

function addAdd(upstream: Command): void {
  upstream
    .command('add')
    .description('add an upstream, after it has accepted the credential')
    .argument('<id>', 'id of the upstream, as in http://127.0.0.1:47600/via/<id>', withoutOddEdges)
    .requiredOption('--scheme <scheme>', 'how it authenticates, such as capillary-till')
    .option('--base-url <url>', 'base URL of its API')
    .option('--region <region>', 'Capillary region, in place of --base-url: EU, APAC or APAC2')
    .addOption(
      new Option('--mode <mode>', 'whether what is done there counts; without it, live').choices(SettableMode.options),
    )
    .option('--ca-file <file>', 'PEM file with the only certificate authorities to trust for it')
    .option('--proxy <proxy>', proxyHelp)
    .option('--via', 'say in Via that requests came through the agent; some servers then do not compress')
    .addOption(linksOption)
    .option('--set <name=value>', 'a setting of the scheme; repeatable', collect, [])
    .option('--secret <name=source>', secretHelp, collect, [])
    .option('--no-probe', 'store the credential without checking it')
    .addHelpText(
      'after',
      `
Examples:
  till-agent upstream add loyalty --scheme capillary-till --base-url https://eu.api.capillarytech.com --set till=store.server
  till-agent upstream add loyalty … --secret password=env:LOYALTY_PASSWORD
  till-agent upstream add loyalty --scheme capillary-oauth --region EU --set clientKey=… --set attribution.type=TILL --set attribution.code=store.server`,
    )
    .action(async (id: string, _: unknown, command: Command) => {
      const options = optionsOf<AddOptions>(command)
      const { scheme, mode, baseUrl, region, proxy, via, links, probe } = options
      const { withControl } = await import('#cli/withControl.ts')
      const { parseSecretOptions } = await import('#cli/secretOptions.ts')
      const { readEntry } = await import('#cli/upstreamOptions.ts')
      const caFile = options.caFile && resolve(withoutOddEdges(options.caFile))
      const location = { ...(baseUrl !== undefined && { baseUrl }), ...(region !== undefined && { region }) }
      const way = { ...(caFile && { caFile }), ...(proxy && { proxy }), ...(via && { via }), ...(links && { links }) }
      const common = { id, scheme, ...(mode && { mode }), ...location, ...way }
      const entry = await readEntry(common, options.set, parseSecretOptions(options.secret))
      const added = await withControl(options, (control) => control.upstreams.add({ entry, probe }), {
        lastingVault: true,
      })
      printDone(options, added, () =>
        [`Upstream "${id}" is set up.`, ...(added.identity ? [identityText(id, added.identity)] : [])].join('\n'),
      )
    })
}

function addList(upstream: Command): void {
  upstream
    .command('list')
    .description('list them')
    .action(async (_: unknown, command: Command) => {
      const options = optionsOf(command)
      const { withControl } = await import('#cli/withControl.ts')
      const upstreams = await withControl(options, (control) => control.upstreams.list())
      printResult(options.json, upstreams, () => listText(upstreams))
    })
}

function listText(upstreams: UpstreamView[]): string {
  if (upstreams.length === 0) return 'No upstream is set up yet. Add one with "till-agent upstream add".'
  const rows = upstreams.map(({ id, scheme, state, baseUrl }) => [id, scheme, state, baseUrl])
  const troubles = upstreams.flatMap(({ id, reason, remedy }) => (reason ? [`${id}: ${reason} ${remedy ?? ''}`] : []))
  return [table(['ID', 'SCHEME', 'STATE', 'BASE URL'], rows), ...troubles].join('\n')
}

function addTest(upstream: Command): void {
  upstream
    .command('test')
    .description('check the credential of an upstream')
    .argument('<id>', '', withoutOddEdges)
    .action(async (id: string, _: unknown, command: Command) => {
      const options = optionsOf(command)
      const { withControl } = await import('#cli/withControl.ts')
      const identity = await withControl(options, (control) => control.upstreams.test({ id }), { lastingVault: true })
      printDone(options, identity, () => identityText(id, identity))
    })
}

function addRotate(upstream: Command): void {
  upstream
    .command('rotate')
    .description('replace the credential or the way to the upstream; the old one stays until the new one works')
    .argument('<id>', '', withoutOddEdges)
    .option('--proxy <proxy>', `another way: ${proxyHelp}`)
    .option('--secret <name=source>', secretHelp, collect, [])
    .option('--no-probe', 'store it without checking it')
    .addHelpText(
      'after',
      `
Examples:
  till-agent upstream rotate loyalty
  till-agent upstream rotate loyalty --proxy http://till@proxy.store:3128
  till-agent upstream rotate loyalty --secret clientCertificate=file:till.p12`,
    )
    .action(async (id: string, _: unknown, command: Command) => {
      const options = optionsOf<SecretOptions & { proxy?: string }>(command)
      const { probe, proxy } = options
      const { withControl } = await import('#cli/withControl.ts')
      const { parseSecretOptions } = await import('#cli/secretOptions.ts')
      const { readNewSecrets } = await import('#cli/upstreamOptions.ts')
      const sources = parseSecretOptions(options.secret)
      const lasting = { lastingVault: true }
      const known = await withControl(options, (control) => control.upstreams.list(), lasting)
      const secrets = await readNewSecrets(id, known, sources, proxy)
      const change = { id, secrets, probe, ...(proxy !== undefined && { proxy }) }
      const rotated = await withControl(options, (control) => control.upstreams.rotate(change), lasting)
      const hasNewCredential = proxy === undefined || Object.keys(secrets).some((name) => name !== 'proxyPassword')
      const sentence = hasNewCredential ? `"${id}" has a new credential.` : `"${id}" is reached by the new way.`
      printDone(options, rotated, () =>
        [sentence, ...(rotated.identity ? [identityText(id, rotated.identity)] : [])].join('\n'),
      )
    })
}

function addCache(upstream: Command): void {
  upstream
    .command('cache')
    .description('set for how long answers to look-ups are kept in memory; without an option none is')
    .argument('<id>', '', withoutOddEdges)
    .option('--fresh-seconds <seconds>', 'how long one is given without asking the upstream', wholeNumber(0, 3_600))
    .option(
      '--stale-seconds <seconds>',
      'how long after that, while the upstream cannot be reached',
      wholeNumber(0, 86_400),
    )
    .addHelpText(
      'after',
      `
Examples:
  till-agent upstream cache loyalty --fresh-seconds 30 --stale-seconds 3600
  till-agent upstream cache loyalty`,
    )
    .action(async (id: string, _: unknown, command: Command) => {
      const options = optionsOf<{ freshSeconds?: number; staleSeconds?: number }>(command)
      const { freshSeconds = 0, staleSeconds = 0 } = options
      const isKept = freshSeconds + staleSeconds > 0
      const { withControl } = await import('#cli/withControl.ts')
      const change = { id, ...(isKept && { cache: { freshSeconds, staleSeconds } }) }
      const changed = await withControl(options, (control) => control.upstreams.changeCache(change), {
        lastingVault: true,
      })
      printDone(options, { upstream: changed }, () =>
        isKept ? `Answers to look-ups at "${id}" are kept.` : `No answers of "${id}" are kept.`,
      )
    })
}

function addRemove(upstream: Command): void {
  upstream
    .command('remove')
    .description('remove an upstream and its credential')
    .argument('<id>', '', withoutOddEdges)
    .option('--force', 'also when clients have grants for it, which they lose')
    .action(async (id: string, _: unknown, command: Command) => {
      const options = optionsOf<{ force?: boolean }>(command)
      const { withControl } = await import('#cli/withControl.ts')
      const { force = false } = options
      await withControl(options, (control) => control.upstreams.remove({ id, force }), { lastingVault: true })
      printDone(options, { removed: id }, () => `Upstream "${id}" and its credential are removed.`)
    })
}
