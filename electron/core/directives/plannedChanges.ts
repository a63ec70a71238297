import type { DirectiveContents, UpstreamChange } from '#contract/fleet/directives.ts'
import { UpstreamCommon } from '#contract/upstream.ts'
import { invalid } from '#core/base/inputIssues.ts'
import type { Scheme } from '#core/scheme/scheme.ts'
import type { Settings, StoredClient, StoredUpstream } from '#core/settings/settings.ts'
import { type ParsedEntry, parseUpstreamChange } from '#core/upstreams/entry.ts'
import { checkHosts } from './allowedHosts.ts'
import type { Replaced } from './replacedFields.ts'

type Fields = Record<string, unknown>

/** What directives make of a till's upstreams and clients. */
export interface PlannedChanges {
  /** Of the upstreams that are not so already. */
  entries: ParsedEntry[]
  clients: StoredClient[]
  /** What they had before any directives, where these change it. */
  replaced: Replaced
}

/** What an upstream is called and how it authenticates stay; a file of the till's disk is no matter of head office. */
const fixedFields = ['id', 'scheme', 'caFile']

/**
 * The till with these directives in place of those in force: what the latter changed is first put back. Upstreams and clients
 * that this till does not have are left out, since not all tills are set up the same.
 *
 * @throws Fault `INVALID_INPUT`, also for what would lead a credential to another host than allowed
 */
export function plannedChanges(
  settings: Pick<Settings, 'upstreams' | 'clients' | 'headOffice' | 'fleet'>,
  contents: DirectiveContents,
  schemes: ReadonlyMap<string, Scheme>,
): PlannedChanges {
  const before = settings.headOffice?.replaced ?? { upstreams: {}, clients: {} }
  const replaced: Replaced = { upstreams: {}, clients: {} }
  const entries = settings.upstreams.flatMap((record) => {
    const now = fieldsOf(record)
    const own = withFields(now, before.upstreams[record.id] ?? {})
    const change = contents.upstreams.find(({ id }) => id === record.id)
    const next = change ? changed(own, change, settings.fleet?.hosts) : own
    if (change) replaced.upstreams[record.id] = replacedFields(own, change)
    if (sameText(now, next)) return []
    const { id, scheme } = record
    return [parseUpstreamChange({ ...next, id, scheme }, schemes, `upstreams.${id}`)]
  })
  const ids = new Set(settings.upstreams.map(({ id }) => id))
  const clients = settings.clients.map((client) => {
    const { grants: ownGrants = client.grants, origins: ownOrigins = client.origins } = before.clients[client.id] ?? {}
    const own = { ...client, grants: ownGrants, origins: ownOrigins }
    const change = contents.clients.find(({ id }) => id === client.id)
    if (!change) return own
    const { grants, origins } = change
    replaced.clients[client.id] = {
      ...(grants && { grants: own.grants }),
      ...(origins && { origins: own.origins }),
    }
    return {
      ...own,
      ...(grants && { grants: grants.filter(({ upstream }) => ids.has(upstream)) }),
      ...(origins && { origins }),
    }
  })
  return { entries, clients, replaced }
}

/** As an entry has them, all on one level. */
function fieldsOf(record: StoredUpstream): Fields {
  const { id: _, scheme: __, ...common } = UpstreamCommon.parse(record)
  return { ...common, ...record.settings }
}

function changed(own: Fields, { id, ...change }: UpstreamChange, allowed: string | undefined): Fields {
  const wrong = (name: string, message: string) => invalid([{ path: `upstreams.${id}.${name}`, message }])
  const fixed = fixedFields.find((name) => Object.hasOwn(change, name))
  if (fixed !== undefined) throw wrong(fixed, 'cannot be changed from afar')
  if (change.mode === 'training') throw wrong('mode', 'must be live or test')
  const next = withFields(own, change)
  checkHosts(own, next, allowed, wrong)
  return next
}

/** @param changes `null` takes a field out */
function withFields(fields: Fields, changes: Fields): Fields {
  const all = Object.entries({ ...fields, ...changes })
  return Object.fromEntries(all.filter(([, value]) => value !== null && value !== undefined))
}

function replacedFields(own: Fields, { id: _, ...change }: UpstreamChange): Fields {
  return Object.fromEntries(Object.keys(change).map((name) => [name, own[name] ?? null]))
}

function sameText(left: Fields, right: Fields): boolean {
  const sorted = (fields: Fields) => Object.entries(fields).toSorted(([a], [b]) => (a < b ? -1 : 1))
  return JSON.stringify(sorted(left)) === JSON.stringify(sorted(right))
}
