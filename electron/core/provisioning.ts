import type { ClientView } from '../contract/client.ts'
import type { ProvisioningFile } from '../contract/provisioning.ts'
import type { UpstreamView } from '../contract/upstream.ts'
import type { Clients } from './clients.ts'
import { Fault } from './fault.ts'
import { invalid } from './issues.ts'
import type { Network } from './network.ts'
import { orUndo } from './orUndo.ts'
import { presetRoutesOf } from './presetRoutes.ts'
import type { Scheme } from './scheme.ts'
import type { Secret } from './secret.ts'
import type { SettingsStore, StoredClient, StoredUpstream } from './settings.ts'
import { changesBetween } from './settingsChanges.ts'
import { type ReadUpstream, readUpstreamEntry } from './upstreamEntry.ts'
import type { Upstreams } from './upstreams.ts'

interface Ports {
  settings: SettingsStore
  network: Network
  schemes: ReadonlyMap<string, Scheme>
  upstreams: Upstreams
  clients: Clients
}

export interface Provisioned {
  upstreams: UpstreamView[]
  clients: ClientView[]
  /** Clients whose key was made here, with the key: shown once. */
  newKeys: { client: ClientView; key: string }[]
  /** What is different now, such as `upstream loyalty`, `client pos` or `limit queue`. */
  changed: string[]
}

/**
 * Makes the till what the file says: all of it or, when anything is wrong, nothing. What the file does not name stays.
 * Secrets must already be read into the file as texts.
 *
 * @throws Fault `INVALID_INPUT` · `UNKNOWN_UPSTREAM` · the vault's and the settings' faults
 */
export async function provision(file: ProvisioningFile, ports: Ports): Promise<Provisioned> {
  const { settings, schemes, network, upstreams, clients } = ports
  const before = settings.read()
  checkNames('upstreams', file.upstreams)
  checkNames('clients', file.clients)
  const reads = file.upstreams.map((entry, at) => readUpstreamEntry(entry, schemes, `upstreams[${at}]`))
  for (const { common } of reads) network.check(common)

  const schemeNames = new Map(before.upstreams.map(({ id, scheme }) => [id, scheme]))
  for (const { common } of reads) schemeNames.set(common.id, common.scheme)
  const presetRoutes = (upstream: string, preset: string) => {
    const scheme = schemes.get(schemeNames.get(upstream) ?? '')
    if (!scheme) throw new Fault('UNKNOWN_UPSTREAM', `A grant names "${upstream}", but no upstream is named so.`)
    return presetRoutesOf(scheme, upstream, preset)
  }
  const made = file.clients.map(({ key, ...entry }) => {
    clients.checkGrants(entry.grants, presetRoutes)
    const { createdAt, lastUsedAt } = before.clients.find(({ id }) => id === entry.id) ?? {}
    const { stored, key: itsKey } = clients.store(entry, key as string | undefined)
    const history = createdAt === undefined ? {} : { createdAt, lastUsedAt }
    return { stored: { ...stored, ...history }, key: itsKey, isNew: key === undefined }
  })

  const kept: { stored: StoredUpstream; undo: () => Promise<void> }[] = []
  const undoAll = async () => {
    for (const { undo } of kept.reverse()) await undo()
  }
  try {
    for (const read of reads) kept.push(await keepUpstream(read, before.upstreams, upstreams))
  } catch (thrown) {
    await undoAll()
    throw thrown
  }
  await orUndo(undoAll, () =>
    settings.write({
      ...before,
      ...(file.limits && { limits: { ...before.limits, ...file.limits } }),
      ...(file.store && { store: { ...before.store, ...file.store } }),
      upstreams: merged(
        before.upstreams,
        kept.map(({ stored }) => stored),
      ),
      clients: merged(
        before.clients,
        made.map(({ stored }) => stored),
      ),
    }),
  )
  for (const { stored } of kept) await upstreams.reopen(stored.id)
  clients.reload()

  const named = new Set(made.map(({ stored }) => stored.id))
  const views = clients.list().filter(({ id }) => named.has(id))
  return {
    upstreams: upstreams.list().filter(({ id }) => reads.some(({ common }) => common.id === id)),
    clients: views,
    newKeys: made.flatMap(({ isNew, key, stored }) =>
      views.filter(({ id }) => isNew && id === stored.id).map((client) => ({ client, key })),
    ),
    changed: changesBetween(before, settings.read()),
  }
}

function checkNames(list: string, entries: readonly { id: string }[]): void {
  const issues = entries.flatMap(({ id }, at) =>
    entries.findIndex((other) => other.id === id) < at
      ? [{ path: `${list}[${at}].id`, message: `"${id}" stands in the file twice` }]
      : [],
  )
  if (issues.length > 0) throw invalid(issues)
}

/** A credential that is already kept keeps its lock: provisioning the same wrong one at each start must not try it again. */
async function keepUpstream(read: ReadUpstream, before: readonly StoredUpstream[], upstreams: Upstreams) {
  const sealed = read.scheme.seal(read.secrets, read.settings)
  const old = before.find(({ id }) => id === read.common.id)
  const unchanged = old !== undefined && (await isKept(sealed, read.common.id, upstreams))
  const stored = upstreams.storedFrom(read)
  const undo = await upstreams.vault.keep(stored.id, sealed)
  if (!old) return { stored, undo }
  const { createdAt, rotatedAt, lockedAt } = old
  const history = unchanged ? { createdAt, rotatedAt, lockedAt } : { createdAt, rotatedAt: stored.createdAt }
  return { stored: { ...stored, ...history }, undo }
}

async function isKept(sealed: Secret, id: string, upstreams: Upstreams): Promise<boolean> {
  return (await upstreams.vault.kept(id))?.reveal() === sealed.reveal()
}

function merged<Item extends StoredUpstream | StoredClient>(before: Item[], named: Item[]): Item[] {
  const ids = new Set(named.map(({ id }) => id))
  return [...before.filter(({ id }) => !ids.has(id)), ...named]
}
