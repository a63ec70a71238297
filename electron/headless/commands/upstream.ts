import { resolve } from 'node:path'
import type { Command } from 'commander'
import type { UpstreamView } from '../../contract/upstream.ts'
import { optionsOf } from '../globals.ts'
import { identityText } from '../identityText.ts'
import { answer } from '../output.ts'
import { table } from '../table.ts'
import { collect } from '../usage.ts'
import { addSignIn, addSignOut } from './signIn.ts'

const secretHelp = 'where a secret is read: NAME=env:VARIABLE, NAME=file:PATH or NAME=stdin; asked for when left out'

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
  set: string[]
}

export function addUpstreamCommands(program: Command): void {
  const upstream = program.command('upstream').description('the clouds this till speaks to')
  addAdd(upstream)
  addList(upstream)
  addTest(upstream)
  addRotate(upstream)
  addSignIn(upstream)
  addSignOut(upstream)
  addRemove(upstream)
}

function addAdd(upstream: Command): void {
  upstream
    .command('add')
    .description('add one, after asking it whether the credential is right')
    .argument('<id>', 'its name here, as in http://127.0.0.1:47600/via/<id>')
    .requiredOption('--scheme <scheme>', 'how it is spoken to, such as capillary-till')
    .option('--base-url <url>', 'where it is')
    .option('--region <region>', 'in its place at Capillary: EU, APAC or APAC2, where the host is known')
    .option('--ca-file <file>', 'PEM file of the only authorities that may vouch for it')
    .option('--proxy <proxy>', 'direct, system or the URL of a proxy')
    .option('--set <name=value>', "one of the scheme's settings; may be repeated", collect, [])
    .option('--secret <name=source>', secretHelp, collect, [])
    .option('--no-probe', 'keep the credential without asking')
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
      const { scheme, baseUrl, region, proxy, probe } = options
      const { withControl } = await import('../withControl.ts')
      const { parseSecretOptions } = await import('../secretOptions.ts')
      const { readEntry } = await import('../upstreamOptions.ts')
      const caFile = options.caFile && resolve(options.caFile)
      const place = { ...(baseUrl !== undefined && { baseUrl }), ...(region !== undefined && { region }) }
      const common = { id, scheme, ...place, ...(caFile && { caFile }), ...(proxy && { proxy }) }
      const entry = await readEntry(common, options.set, parseSecretOptions(options.secret))
      const added = await withControl(options, (control) => control.upstreams.add({ entry, probe }), {
        lastingVault: true,
      })
      answer(options.json, added, () =>
        [`Upstream "${id}" is set up.`, ...(added.identity ? [identityText(id, added.identity)] : [])].join('\n'),
      )
    })
}

function addList(upstream: Command): void {
  upstream
    .command('list')
    .description('show them')
    .action(async (_: unknown, command: Command) => {
      const options = optionsOf(command)
      const { withControl } = await import('../withControl.ts')
      const upstreams = await withControl(options, (control) => control.upstreams.list())
      answer(options.json, upstreams, () => listText(upstreams))
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
    .description('ask one who we are')
    .argument('<id>')
    .action(async (id: string, _: unknown, command: Command) => {
      const options = optionsOf(command)
      const { withControl } = await import('../withControl.ts')
      const identity = await withControl(options, (control) => control.upstreams.test({ id }), { lastingVault: true })
      answer(options.json, identity, () => identityText(id, identity))
    })
}

function addRotate(upstream: Command): void {
  upstream
    .command('rotate')
    .description('give one a new credential; the old one stays until the new one works')
    .argument('<id>')
    .option('--secret <name=source>', secretHelp, collect, [])
    .option('--no-probe', 'keep the credential without asking')
    .action(async (id: string, _: unknown, command: Command) => {
      const options = optionsOf<SecretOptions>(command)
      const { withControl } = await import('../withControl.ts')
      const { parseSecretOptions } = await import('../secretOptions.ts')
      const { readNewSecrets } = await import('../upstreamOptions.ts')
      const sources = parseSecretOptions(options.secret)
      const lasting = { lastingVault: true }
      const known = await withControl(options, (control) => control.upstreams.list(), lasting)
      const secrets = await readNewSecrets(id, known, sources)
      const { probe } = options
      const rotated = await withControl(options, (control) => control.upstreams.rotate({ id, secrets, probe }), lasting)
      answer(options.json, rotated, () =>
        [`"${id}" has a new credential.`, ...(rotated.identity ? [identityText(id, rotated.identity)] : [])].join('\n'),
      )
    })
}

function addRemove(upstream: Command): void {
  upstream
    .command('remove')
    .description('forget one and its credential')
    .argument('<id>')
    .option('--force', 'even if clients have grants for it')
    .action(async (id: string, _: unknown, command: Command) => {
      const options = optionsOf<{ force?: boolean }>(command)
      const { withControl } = await import('../withControl.ts')
      const { force = false } = options
      await withControl(options, (control) => control.upstreams.remove({ id, force }), { lastingVault: true })
      answer(options.json, { removed: id }, () => `Upstream "${id}" and its credential are removed.`)
    })
}
