import { dirname, resolve } from 'node:path'
import { shellWord } from '#adapters/files/guardedFile.ts'
import { readInputText } from '#adapters/files/inputFile.ts'
import { ClientEntry } from '#contract/client.ts'
import { DropEntry, dropSecrets } from '#contract/drops/drop.ts'
import { Grant } from '#contract/grant.ts'
import { ProvisioningFile, provisioningBounds } from '#contract/provisioning.ts'
import { commonSecrets, UpstreamCommon } from '#contract/upstream.ts'
import { FilePath } from '#contract/values.ts'
import { Fault } from '#core/base/fault.ts'
import { type Issue, invalid, issuesOf } from '#core/base/inputIssues.ts'
import { similarName } from '#core/base/similarName.ts'
import type { Scheme } from '#core/scheme/scheme.ts'
import { schemes } from '#schemes/index.ts'
import { certificateName, readCertificate } from './certificateSource.ts'
import { syntaxProblem } from './jsonSyntax.ts'
import { readSecret, type SecretSource } from './secretSource.ts'

type Fields = Record<string, unknown>

/**
 * Reads a provisioning file and the secrets that it refers to. Relative paths in the file start at its own folder. Whoever
 * writes the file decides where secrets are sent, so it is read only where other users cannot write it.
 *
 * @throws Fault `FILE_UNREADABLE` · `INVALID_INPUT`, which names the place and quotes no value · `SECRET_MISSING`
 */
export function readProvisioningFile(path: string, env: NodeJS.ProcessEnv = process.env): ProvisioningFile {
  const prefix = `In "${path}": `
  const { document, isWorldReadable } = readSetupDocument(path)
  if (isWorldReadable && plainSecrets(document).length > 0) throw secretForAll(path, plainSecrets(document))
  return setupIn(document, { prefix, folder: dirname(resolve(path)), env })
}

/** A document that says how tills are set up, as it is. @throws Fault `FILE_UNREADABLE` · `INVALID_INPUT` */
export function readSetupDocument(path: string): { document: unknown; isWorldReadable: boolean } {
  const rules = { maxBytes: provisioningBounds.bytes, owner: 'this-user-or-root' } as const
  const { text, isWorldReadable } = readInputText('The provisioning file', path, rules)
  return { document: parse(text, `In "${path}": `), isWorldReadable }
}

/** What a provisioning file refers to, as it writes it. @throws as `readSetupDocument` */
export function readReferences(path: string): { variables: string[]; secretFiles: string[]; caFiles: string[] } {
  const { upstreams, clients, drops } = fieldsOf(readSetupDocument(path).document)
  const items = [upstreams, clients, drops].flatMap(itemsOf)
  const sources = items.flatMap((item) => Object.values(item).filter(isSource))
  return {
    variables: sources.flatMap((source) => ('env' in source ? [source.env] : [])),
    secretFiles: sources.flatMap((source) => ('file' in source ? [source.file] : [])),
    caFiles: items.flatMap(({ caFile }) => (typeof caFile === 'string' ? [caFile] : [])),
  }
}

interface Whereabouts {
  /** Opens each sentence. */
  prefix: string
  /** Where relative paths start. */
  folder: string
  env: NodeJS.ProcessEnv
}

/** The set-up that a document says, with the secrets that it refers to. @throws as `readProvisioningFile` */
export function setupIn(document: unknown, { prefix, folder, env }: Whereabouts): ProvisioningFile {
  const issues = [...unknownNames(document), ...misplacedSources(document)]
  if (issues.length > 0) throw invalid(issues, prefix)
  const read = ProvisioningFile.safeParse(withSecrets(document, folder, env))
  if (!read.success) throw invalid(issuesOf(read.error), prefix)
  return read.data
}

function parse(text: string, prefix: string): unknown {
  const problem = syntaxProblem(text)
  if (!problem) return JSON.parse(text)
  const { line, column, message } = problem
  throw invalid([{ path: `line ${line}, column ${column}`, message }], prefix)
}

/** Unknown names, which are mostly typos. Ignoring them would drop a setting silently. */
function unknownNames(document: unknown): Issue[] {
  const file = fieldsOf(document)
  return [
    ...unknownIn(file, '', Object.keys(ProvisioningFile.shape)),
    ...itemsOf(file.upstreams).flatMap((upstream, at) => {
      const scheme = schemeOf(upstream)
      if (!scheme) return []
      const own = [...addressNames(scheme), ...Object.keys(scheme.settings.shape), ...secretNames(upstream)]
      return unknownIn(upstream, `upstreams[${at}].`, [...Object.keys(UpstreamCommon.shape), ...own])
    }),
    ...itemsOf(file.drops).flatMap((drop, at) => unknownIn(drop, `drops[${at}].`, Object.keys(DropEntry.shape))),
    ...itemsOf(file.clients).flatMap((client, at) => [
      ...unknownIn(client, `clients[${at}].`, [...Object.keys(ClientEntry.shape), 'key']),
      ...itemsOf(client.grants).flatMap((grant, grantAt) =>
        unknownIn(grant, `clients[${at}].grants[${grantAt}].`, Object.keys(Grant.shape)),
      ),
    ]),
  ]
}

function unknownIn(fields: Fields, at: string, known: string[]): Issue[] {
  return Object.keys(fields)
    .filter((name) => !known.includes(name))
    .map((name) => ({ path: `${at}${name}`, message: unknownText(name, known) }))
}

function unknownText(name: string, known: string[]): string {
  const meant = similarName(name, known)
  return meant ? `is unknown; "${meant}" may be meant` : `is unknown; the names are ${known.join(', ')}`
}

/** A source in place of anything but a secret would put a file's text into the settings, the status and the log. */
function misplacedSources(document: unknown): Issue[] {
  const { upstreams, drops } = fieldsOf(document)
  const ofDrops = itemsOf(drops).flatMap((drop, at) =>
    Object.keys(drop)
      .filter((name) => isSource(drop[name]) && !(name in dropSecrets))
      .map((name) => ({ path: `drops[${at}].${name}`, message: 'must stand here itself: it is no secret' })),
  )
  const ofUpstreams = itemsOf(upstreams).flatMap((upstream, at) => {
    if (!schemeOf(upstream)) return []
    const secrets = secretNames(upstream)
    const misplaced = Object.keys(upstream).filter((name) => isSource(upstream[name]) && !secrets.includes(name))
    const hint =
      secrets.length > 0 ? `only ${secrets.join(', ')} may be read from elsewhere` : 'nothing here is a secret'
    return misplaced.map((name) => ({ path: `upstreams[${at}].${name}`, message: `must stand here itself: ${hint}` }))
  })
  return [...ofUpstreams, ...ofDrops]
}

/** Where a secret stands as text: an upstream's, or a client's key. */
export function plainSecrets(document: unknown): string[] {
  const { upstreams, clients, drops } = fieldsOf(document)
  return [
    ...itemsOf(drops).flatMap((drop, at) =>
      Object.keys(dropSecrets)
        .filter((name) => typeof drop[name] === 'string')
        .map((name) => `drops[${at}].${name}`),
    ),
    ...itemsOf(upstreams).flatMap((upstream, at) =>
      secretNames(upstream)
        .filter((name) => typeof upstream[name] === 'string')
        .map((name) => `upstreams[${at}].${name}`),
    ),
    ...itemsOf(clients).flatMap(({ key }, at) => (typeof key === 'string' ? [`clients[${at}].key`] : [])),
  ]
}

export function secretForAll(path: string, places: readonly string[]): Fault<'FILE_UNREADABLE'> {
  return new Fault(
    'FILE_UNREADABLE',
    `The file "${path}" is not read: every user of this machine can read the secrets in it (${places.join(', ')}).`,
    undefined,
    `Put {"env": "NAME"} or {"file": "path"} in their place, or run: chmod o-r ${shellWord(path)}`,
  )
}

function withSecrets(document: unknown, folder: string, env: NodeJS.ProcessEnv): unknown {
  const resolved = (value: unknown, name = '') => {
    if (!isSource(value)) return value
    return name === certificateName ? readCertificate(value, folder, env) : readSecret(value, folder, env)
  }
  const mapped = (items: unknown, map: (fields: Fields) => Fields) =>
    Array.isArray(items) ? items.map((item) => (isFields(item) ? map(item) : item)) : items
  if (!isFields(document)) return document
  const { upstreams, clients, drops, ...rest } = document
  return {
    ...rest,
    upstreams: mapped(upstreams, (upstream) => {
      const secrets = secretNames(upstream).filter((name) => name in upstream)
      const read = Object.fromEntries(secrets.map((name) => [name, resolved(upstream[name], name)]))
      const caFile = FilePath.safeParse(upstream.caFile).data
      return { ...upstream, ...read, ...(caFile !== undefined && { caFile: resolve(folder, caFile) }) }
    }),
    ...(drops !== undefined && {
      drops: mapped(drops, (drop) => {
        const secrets = Object.keys(dropSecrets).filter((name) => name in drop)
        const caFile = FilePath.safeParse(drop.caFile).data
        return {
          ...drop,
          ...Object.fromEntries(
            secrets.map((name) => [name, resolved(drop[name], name === 'key' ? certificateName : name)]),
          ),
          ...(caFile !== undefined && { caFile: resolve(folder, caFile) }),
        }
      }),
    }),
    clients: mapped(clients, (client) => ('key' in client ? { ...client, key: resolved(client.key) } : client)),
  }
}

function schemeOf(upstream: Fields): Scheme | undefined {
  return schemes.find(({ id }) => id === upstream.scheme)
}

/** Names that stand for `baseUrl`, and maybe for addresses among the settings. */
function addressNames({ baseUrlName, addressesOf }: Scheme): string[] {
  return [...(addressesOf ? ['region'] : []), ...(baseUrlName === undefined ? [] : [baseUrlName])]
}

/** The scheme's, and those of connections. */
function secretNames(upstream: Fields): string[] {
  return [...Object.keys(schemeOf(upstream)?.secrets.shape ?? {}), ...Object.keys(commonSecrets)]
}

function isSource(value: unknown): value is SecretSource {
  const [entry, ...more] = Object.entries(fieldsOf(value))
  return entry !== undefined && more.length === 0 && /^(env|file)$/.test(entry[0]) && typeof entry[1] === 'string'
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function fieldsOf(value: unknown): Fields {
  return isFields(value) ? value : {}
}

function itemsOf(value: unknown): Fields[] {
  return Array.isArray(value) ? value.map(fieldsOf) : []
}
