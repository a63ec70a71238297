import { UpstreamCommon } from '#contract/upstream.ts'
import type { Scheme } from '#core/scheme/scheme.ts'
import { settingGroups } from '#core/settings/policy.ts'
import type { Settings, StoredClient, StoredUpstream } from '#core/settings/settings.ts'
import { secretFieldsOf } from './packContents.ts'

/** Groups that a provisioning file has by names of its own, and what says which head office a till has. */
const otherGroups = ['limits', 'store', 'codes', 'fleet']

/**
 * The set-up of a till as the source of packs. Each secret is `{{upstream_field}}`, a column for the list of tills.
 *
 * @param settings with what the shop and head office have set
 */
export function exportedSource(settings: Settings, schemes: ReadonlyMap<string, Scheme>): Record<string, unknown> {
  const { limits, store, codes, upstreams, clients } = settings
  return {
    till: '{{till}}',
    ...(Object.keys(pairsOf(settings)).length > 0 && { settings: pairsOf(settings) }),
    setup: {
      ...(limits && { limits }),
      ...(store && { store }),
      ...(codes && { codes }),
      upstreams: upstreams.map((record) => upstreamSource(record, schemes)),
      clients: clients.map(clientSource),
    },
  }
}

function clientSource({ id, name, grants, origins, expiresAt, watchesAll, outbox }: StoredClient) {
  return {
    ...{ id, name, grants },
    ...(origins.length > 0 && { origins }),
    ...(expiresAt !== undefined && { expiresAt }),
    ...(watchesAll !== undefined && { watchesAll }),
    ...(outbox !== undefined && { outbox }),
  }
}

function upstreamSource(record: StoredUpstream, schemes: ReadonlyMap<string, Scheme>): Record<string, unknown> {
  const needed = requiredSecrets(record, schemes)
  // Fields that the record holds and no entry has are not in this schema.
  return {
    ...UpstreamCommon.parse(record),
    ...record.settings,
    ...Object.fromEntries(needed.map((name) => [name, `{{${record.id}_${name}}}`])),
  }
}

/** The scheme's own, and those of connections that this upstream has. */
function requiredSecrets(
  { scheme, certificate, proxy }: StoredUpstream,
  schemes: ReadonlyMap<string, Scheme>,
): string[] {
  const has: Record<string, boolean> = {
    proxyPassword: proxy !== undefined && URL.canParse(proxy) && new URL(proxy).username !== '',
    clientCertificate: certificate !== undefined,
    clientCertificatePassword: false,
  }
  const shape = schemes.get(scheme)?.secrets.shape ?? {}
  return secretFieldsOf(scheme, schemes).filter((name) => has[name] ?? !shape[name]?.safeParse(undefined).success)
}

function pairsOf(settings: Settings): Record<string, unknown> {
  const groups = Object.keys(settingGroups).filter((group) => !otherGroups.includes(group))
  return Object.fromEntries(
    groups.flatMap((group) =>
      Object.entries(settings[group as keyof typeof settingGroups] ?? {}).map(([key, value]) => [
        `${group}.${key}`,
        value,
      ]),
    ),
  )
}
