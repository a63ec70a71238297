import type { ClientView } from '#contract/client.ts'
import type { ProvisioningFile } from '#contract/provisioning.ts'
import { presetRoutesOf } from '#core/scheme/presetRoutes.ts'
import { withUpstreams } from '#core/secrets/secretNames.ts'
import type { ChangeFeed } from './base/changeFeed.ts'
import { Fault } from './base/fault.ts'
import { invalid, withPath } from './base/inputIssues.ts'
import { type UndoSecrets, undoAll } from './base/vault.ts'
import type { Clients } from './clients/clients.ts'
import type { Drops } from './drops/drops.ts'
import type { PreparedDrops } from './drops/preparedDrops.ts'
import type { FromPack } from './fleet/enrolment.ts'
import type { Network } from './network/network.ts'
import type { Scheme } from './scheme/scheme.ts'
import type { Settings, SettingsStore, StoredClient, StoredUpstream } from './settings/settings.ts'
import { changesBetween } from './settings/settingsDiff.ts'
import { type ParsedEntry, parseUpstreamEntry } from './upstreams/entry.ts'
import type { UpstreamSummary } from './upstreams/summary.ts'
import type { Upstreams } from './upstreams/upstreams.ts'

interface Deps {
  settings: SettingsStore
  network: Network
  schemes: ReadonlyMap<string, Scheme>
  upstreams: Upstreams
  clients: Clients
  drops: Pick<Drops, 'check' | 'provision' | 'prepare'>
  changes: ChangeFeed
}

export interface Provisioned {
  upstreams: UpstreamSummary[]
  clients: ClientView[]
  /** The clients whose key was generated, with the key. It is shown once and stored nowhere. */
  newKeys: { client: ClientView; key: string }[]
  /** What is new or different, such as `upstream loyalty`, `client pos` or `limit queue`. */
  changed: string[]
}

interface PreparedClient {
  record: StoredClient
  /** Present when the file had none and it was generated. */
  newKey: string | undefined
}

/**
 * Sets the till up as the file says: all of it or, when anything is wrong, nothing. What the file does not name stays.
 *
 * @param file with its secrets already read into it as texts
 * @param pack what a pack sets besides, in the same write of the settings; its folders are part of that as well, where those of a file come
 * after the rest, since a server of files that is away must not keep the till from selling
 * @param probe whether each upstream whose credential, address or expectation is new has to accept it first
 * @throws Fault `INVALID_INPUT` · `UNKNOWN_UPSTREAM` · the probe's, the vault's and the settings' faults
 */
export async function provision(
  file: ProvisioningFile,
  probe: boolean,
  deps: Deps,
  pack?: FromPack,
): Promise<Provisioned> {
  const entries = parseEntries(file, deps)
  checkUnique('drops', file.drops ?? [], ({ name }) => name)
  deps.drops.check(file.drops ?? [])
  const granted = file.clients.flatMap(({ grants }) => grants.map(({ upstream }) => upstream))
  const ids = [...entries.map(({ common }) => common.id), ...granted]
  return deps.upstreams.exclusively(ids, () => apply(file, entries, probe, deps, pack))
}

async function apply(
  file: ProvisioningFile,
  entries: readonly ParsedEntry[],
  probe: boolean,
  deps: Deps,
  pack: FromPack | undefined,
): Promise<Provisioned> {
  const { settings, upstreams, clients, changes } = deps
  // What is wrong with a client is said before the keychain is asked.
  prepareClients(file, entries, settings.read(), deps)
  const { records, commit, undo } = await upstreams.prepare(entries, 'provisioned', probe)
  const undos: UndoSecrets[] = [undo]
  let before: Settings
  let prepared: PreparedClient[]
  let drops: PreparedDrops | undefined
  try {
    if (pack) {
      drops = await deps.drops.prepare(file.drops ?? [], probe)
      undos.push(drops.undo)
      undos.push(await pack.replaceSecrets())
    }
    // Clients may have been added and revoked while the keychain was asked.
    before = settings.read()
    prepared = prepareClients(file, entries, before, deps)
    const next = provisioned(before, file, records(), recordsOf(prepared))
    settings.write(pack && drops ? pack.settings({ ...next, drops: drops.merged(next.drops ?? []) }) : next)
  } catch (thrown) {
    await undoAll(undos)
    throw thrown
  }
  // Grants that the file withdraws end, whatever becomes of the rest.
  clients.reload()
  await commit()
  const changedDrops = drops ? await drops.commit() : await deps.drops.provision(file.drops ?? [], probe)
  changes.publish('settings')
  // Where a part has failed nobody has seen the new keys: the same file, applied again, brings others.
  clients.noteFetched(...prepared.flatMap(({ newKey = [] }) => newKey))
  const result = resultOf(deps, before, entries, prepared)
  return { ...result, changed: [...result.changed, ...changedDrops.map((name) => `drop ${name}`)] }
}

function provisioned(
  now: Settings,
  file: ProvisioningFile,
  upstreams: readonly StoredUpstream[],
  clients: readonly StoredClient[],
): Settings {
  return {
    ...withUpstreams(now, merge(now.upstreams, upstreams)),
    ...(file.limits && { limits: { ...now.limits, ...file.limits } }),
    ...(file.store && { store: { ...now.store, ...file.store } }),
    ...(file.codes && { codes: { ...now.codes, ...file.codes } }),
    clients: merge(now.clients, clients),
  }
}

function parseEntries(file: ProvisioningFile, { schemes, network }: Deps): ParsedEntry[] {
  checkUnique('upstreams', file.upstreams, ({ id }) => id)
  checkUnique('clients', file.clients, ({ id }) => id)
  const entries = file.upstreams.map((entry, at) => parseUpstreamEntry(entry, schemes, `upstreams[${at}]`))
  for (const { common } of entries) network.check(common)
  return entries
}

/** Grants may name upstreams of the file and upstreams that are set up already. */
function prepareClients(
  file: ProvisioningFile,
  entries: readonly ParsedEntry[],
  before: Settings,
  { schemes, clients }: Deps,
): PreparedClient[] {
  const schemeIds = new Map(before.upstreams.map(({ id, scheme }) => [id, scheme]))
  for (const { common } of entries) schemeIds.set(common.id, common.scheme)
  const presetRoutes = (upstream: string, preset: string) => {
    const scheme = schemes.get(schemeIds.get(upstream) ?? '')
    if (!scheme) throw new Fault('UNKNOWN_UPSTREAM', `A grant names "${upstream}", but no upstream is named so.`)
    return presetRoutesOf(scheme, upstream, preset)
  }
  return file.clients.map(({ key: givenKey, ...entry }, at) => {
    withPath(`clients[${at}]`, () => clients.checkGrants(entry.grants, presetRoutes))
    const known = before.clients.find(({ id }) => id === entry.id)
    // A file that is read at each start must not void the key that the program has.
    if (known && givenKey === undefined && !known.isUnfetched)
      return { record: { ...entry, ...keyAndHistoryOf(known) }, newKey: undefined }
    const { stored, key } = withPath(`clients[${at}]`, () => clients.storedFrom(entry, givenKey as string | undefined))
    const history = known && { createdAt: known.createdAt, lastUsedAt: known.lastUsedAt }
    if (givenKey !== undefined) return { record: { ...stored, ...history }, newKey: undefined }
    return { record: { ...stored, ...history, isUnfetched: true as const }, newKey: key }
  })
}

function keyAndHistoryOf({ keyDigest, md5KeyDigest, createdAt, lastUsedAt }: StoredClient) {
  return { keyDigest, md5KeyDigest, createdAt, lastUsedAt }
}

function resultOf(
  { settings, upstreams, clients }: Deps,
  before: Settings,
  entries: readonly ParsedEntry[],
  preparedClients: readonly PreparedClient[],
): Provisioned {
  const upstreamIds = new Set(entries.map(({ common }) => common.id))
  const newKeys = new Map(preparedClients.map(({ record, newKey }) => [record.id, newKey]))
  const named = clients.list().filter(({ id }) => newKeys.has(id))
  return {
    upstreams: upstreams.list().filter(({ id }) => upstreamIds.has(id)),
    clients: named,
    newKeys: named.flatMap((client) => {
      const key = newKeys.get(client.id)
      return key === undefined ? [] : [{ client, key }]
    }),
    changed: changesBetween(before, settings.read()),
  }
}

function checkUnique<Entry>(list: string, entries: readonly Entry[], idOf: (entry: Entry) => string): void {
  const seen = new Set<string>()
  const issues = entries.flatMap((entry, at) => {
    const id = idOf(entry)
    const isRepeated = seen.has(id)
    seen.add(id)
    return isRepeated ? [{ path: `${list}[${at}].id`, message: `"${id}" stands in the file twice` }] : []
  })
  if (issues.length > 0) throw invalid(issues)
}

function recordsOf<Item>(prepared: readonly { record: Item }[]): Item[] {
  return prepared.map(({ record }) => record)
}

/** Named items replace those with the same id and stand at the end. */
function merge<Item extends { id: string }>(before: readonly Item[], named: readonly Item[]): Item[] {
  const ids = new Set(named.map(({ id }) => id))
  return [...before.filter(({ id }) => !ids.has(id)), ...named]
}
