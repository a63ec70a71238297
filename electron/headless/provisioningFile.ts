import { readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { ClientEntry } from '../contract/client.ts'
import { Grant } from '../contract/grant.ts'
import { ProvisioningFile } from '../contract/provisioning.ts'
import { UpstreamCommon } from '../contract/upstream.ts'
import { Fault } from '../core/fault.ts'
import { type Issue, invalid, issuesOf } from '../core/issues.ts'
import { schemes } from '../schemes/index.ts'
import { syntaxProblem } from './jsonSyntax.ts'
import { readSecret, type SecretSource } from './secretSource.ts'

type Fields = Record<string, unknown>

/**
 * Reads a provisioning file with its secrets put in where it only says where they are. Relative paths in it are
 * relative to its own folder.
 *
 * @throws Fault `FILE_UNREADABLE` · `INVALID_INPUT`, naming the place but nothing that stands there · `SECRET_MISSING`
 */
export function readProvisioningFile(path: string, env: NodeJS.ProcessEnv = process.env): ProvisioningFile {
  const where = `In "${path}": `
  const document = parse(contentOf(path), where)
  const unknown = unknownNames(document)
  if (unknown.length > 0) throw invalid(unknown, where)
  const read = ProvisioningFile.safeParse(withSecrets(document, dirname(resolve(path)), env))
  if (!read.success) throw invalid(issuesOf(read.error), where)
  return read.data
}

function contentOf(path: string): string {
  try {
    return readFileSync(path, 'utf8').replace(/^\uFEFF/, '')
  } catch (thrown) {
    const { code = 'UNKNOWN' } = thrown as NodeJS.ErrnoException
    throw new Fault('FILE_UNREADABLE', `The provisioning file "${path}" could not be read (${code}).`)
  }
}

function parse(text: string, where: string): unknown {
  const problem = syntaxProblem(text)
  if (!problem) return JSON.parse(text)
  const { line, column, expected } = problem
  throw invalid([{ path: `line ${line}, column ${column}`, message: `this is not JSON; expected ${expected}` }], where)
}

/** Names that nobody would read: most often typos, and then what they stand for would be missing without a word. */
function unknownNames(document: unknown): Issue[] {
  const file = fieldsOf(document)
  return [
    ...unknownIn(file, '', Object.keys(ProvisioningFile.shape)),
    ...itemsOf(file.upstreams).flatMap((upstream, at) => {
      const scheme = schemes.find(({ id }) => id === upstream.scheme)
      if (!scheme) return []
      const own = [...Object.keys(scheme.settings.shape), ...Object.keys(scheme.secrets.shape)]
      return unknownIn(upstream, `upstreams[${at}].`, [...Object.keys(UpstreamCommon.shape), ...own])
    }),
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
    .map((name) => ({ path: `${at}${name}`, message: `there is no such name here; the names are ${known.join(', ')}` }))
}

function withSecrets(document: unknown, folder: string, env: NodeJS.ProcessEnv): unknown {
  const revealed = (value: unknown) => (isSource(value) ? readSecret(value, folder, env) : value)
  const mapped = (items: unknown, map: (fields: Fields) => Fields) =>
    Array.isArray(items) ? items.map((item) => (isFields(item) ? map(item) : item)) : items
  if (!isFields(document)) return document
  const { upstreams, clients, ...rest } = document
  return {
    ...rest,
    upstreams: mapped(upstreams, (upstream) => {
      const fields = Object.fromEntries(Object.entries(upstream).map(([name, value]) => [name, revealed(value)]))
      return typeof fields.caFile === 'string' ? { ...fields, caFile: resolve(folder, fields.caFile) } : fields
    }),
    clients: mapped(clients, (client) => ('key' in client ? { ...client, key: revealed(client.key) } : client)),
  }
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
