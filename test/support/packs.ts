import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import { systemRandom } from '#adapters/system/systemRandom.ts'
import { type MadePack, makePack, type PackAbout } from '#cli/fleet/makePack.ts'
import type { PackInput } from '#cli/fleet/packSource.ts'
import { publicPartOf } from '#core/signing/signatures.ts'
import { schemes } from '#schemes/index.ts'
import { canaries, canaryTill } from './canaries.ts'

/** In place of half a second for each code. */
export const cheapCode = { N: 2, r: 1, p: 1, maxmem: 1024 * 1024 }

export interface OfficeKey {
  privateKey: KeyObject
  /** The public part. */
  key: string
}

export function makeOfficeKey(): OfficeKey {
  const { privateKey } = generateKeyPairSync('ed25519')
  return { privateKey, key: publicPartOf(privateKey).key }
}

/** A till of one cloud and one checkout, whose secrets are canaries. */
export function packInput(baseUrl: string, more: Partial<PackInput> = {}): PackInput {
  const upstream = { id: 'loyalty', scheme: 'capillary-till', baseUrl, till: canaryTill, password: canaries.password }
  const grants = [{ upstream: 'loyalty', allow: ['capillary:look-up'] }]
  return {
    ...{ till: 'pune-4', pin: undefined, settings: {} },
    file: {
      upstreams: [upstream as never],
      clients: [{ id: 'canary', name: 'Checkout', key: canaries.clientKey, grants, origins: [] }],
    },
    ...more,
  }
}

/** Signs a pack as `till-agent fleet pack make` does. */
export function packFor(input: PackInput, signer: OfficeKey, more: Partial<PackAbout> = {}): Promise<MadePack> {
  return makePack(input, {
    ...{ counter: 1, now: Date.now(), lifetimeMs: 60 * 60_000, privateKeys: [signer.privateKey] },
    ...{ random: systemRandom, schemes: new Map(schemes.map((scheme) => [scheme.id, scheme])), codeCost: cheapCode },
    ...more,
  })
}
