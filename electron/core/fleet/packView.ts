import type { PackView } from '#contract/fleet/fleet.ts'
import { fingerprintOf } from './headOfficeKeys.ts'
import type { TrustedPack } from './packTrust.ts'

/** What a pack says, for people. @param triesLeft where a till counts them */
export function viewOf({ document, trust, key }: TrustedPack, triesLeft?: number): PackView {
  const { till, counter, releasedAt, expiresAt, setup, settings, sealed } = document
  return {
    ...{ till, counter, releasedAt, expiresAt, trust, fingerprint: fingerprintOf(key), sealedTo: sealed.to },
    ...(sealed.to === 'code' && triesLeft !== undefined && { triesLeft }),
    ...(setup.store && { store: setup.store }),
    upstreams: setup.upstreams.map(({ id, scheme, baseUrl = '' }) => ({ id, scheme, baseUrl })),
    clients: setup.clients.map(({ id, name }) => ({ id, name })),
    drops: (setup.drops ?? []).map(({ name, folder, to }) => ({ name, folder, to })),
    settings: Object.keys(settings),
  }
}
