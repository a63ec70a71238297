import type { DirectiveContents } from '#contract/fleet/directives.ts'
import type { ChangeFeed } from '#core/base/changeFeed.ts'
import type { Clients } from '#core/clients/clients.ts'
import type { Network } from '#core/network/network.ts'
import { presetRoutesOf } from '#core/scheme/presetRoutes.ts'
import type { Scheme } from '#core/scheme/scheme.ts'
import { withUpstreams } from '#core/secrets/secretNames.ts'
import type { Settings, SettingsStore, StoredHeadOffice } from '#core/settings/settings.ts'
import { changesBetween } from '#core/settings/settingsDiff.ts'
import { schemeOf } from '#core/upstreams/entry.ts'
import type { Upstreams } from '#core/upstreams/upstreams.ts'
import { plannedChanges } from './plannedChanges.ts'

export interface ApplyDeps {
  settings: SettingsStore
  upstreams: Pick<Upstreams, 'exclusively' | 'prepare'>
  clients: Pick<Clients, 'checkGrants' | 'reload'>
  network: Pick<Network, 'check'>
  schemes: ReadonlyMap<string, Scheme>
  changes: ChangeFeed
}

/** What the record of head office is once the rest is applied, in the same write of the settings. */
export type NextRecord = (now: StoredHeadOffice) => StoredHeadOffice

/**
 * Puts directives in the place of those in force: all of them or, when anything is wrong, nothing.
 *
 * @param probe whether each upstream that changes has to accept its credential as it is set up then
 * @returns what changed, such as `upstream loyalty` or `updates quietHours`
 * @throws Fault `INVALID_INPUT` · the probe's, the vault's and the settings' faults
 */
export async function applyContents(
  contents: DirectiveContents,
  probe: boolean,
  nextRecord: NextRecord,
  deps: ApplyDeps,
): Promise<string[]> {
  const { settings, upstreams, clients, network, changes } = deps
  const ids = settings.read().upstreams.map(({ id }) => id)
  return upstreams.exclusively(ids, async () => {
    const { entries } = plan(contents, deps)
    for (const { common } of entries) network.check(common)
    const { records, commit, undo } = await upstreams.prepare(entries, 'changed', probe)
    // Clients may have been added and revoked while the keychain was asked.
    const before = settings.read()
    try {
      const planned = plan(contents, deps)
      const changed = new Map(records().map((record) => [record.id, record]))
      const { replaced } = planned
      settings.write({
        ...withUpstreams(
          before,
          before.upstreams.map((record) => changed.get(record.id) ?? record),
        ),
        clients: planned.clients,
        headOffice: nextRecord({ ...before.headOffice, replaced }),
      })
    } catch (thrown) {
      await undo()
      throw thrown
    }
    // Grants that are withdrawn end, whatever becomes of the rest.
    clients.reload()
    await commit()
    changes.publish('settings')
    return changesBetween(before, settings.read())
  })
}

/** @throws Fault `INVALID_INPUT` */
function plan(contents: DirectiveContents, { settings, clients, schemes }: ApplyDeps) {
  const now: Settings = settings.read()
  const planned = plannedChanges(now, contents, schemes)
  const schemeIds = new Map(now.upstreams.map(({ id, scheme }) => [id, scheme]))
  for (const { grants } of planned.clients)
    clients.checkGrants(
      grants.filter(({ upstream }) => schemeIds.has(upstream)),
      (upstream, preset) => presetRoutesOf(schemeOf(schemeIds.get(upstream) ?? '', schemes), upstream, preset),
    )
  return planned
}
