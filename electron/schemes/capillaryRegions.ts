import type { Scheme } from '../core/scheme.ts'

/** Where Capillary's clusters answer, as far as its documents agree (capillary.md 1.1: EU HIGH, the others MED). */
const hosts = new Map([
  ['EU', 'eu.api.capillarytech.com'],
  ['APAC', 'apac.api.capillarytech.com'],
  ['APAC2', 'apac2.api.capillarytech.com'],
])

/** For the US the documents name three, and none is sure. */
const unsure = new Map([
  ['US', ['ushc.api.capillarytech.com', 'us.api.capillarytech.com', 'north-america.api.capillarytech.com']],
])

export const capillaryRegions = [...hosts.keys()]

export const capillaryBaseUrl: NonNullable<Scheme['baseUrlIn']> = (region) => {
  const host = hosts.get(region.toUpperCase())
  if (host !== undefined) return { outcome: 'found', baseUrl: `https://${host}` }
  const candidates = unsure.get(region.toUpperCase())?.map((name) => `https://${name}`)
  const known = [...hosts.keys(), ...unsure.keys(), 'custom'].join(', ')
  const message = candidates
    ? `is not sure for ${region.toUpperCase()}: give as baseUrl the one that serves your organisation of ${candidates.join(', ')}`
    : `must be one of ${known}; for custom give baseUrl too`
  return { outcome: 'unsure', message }
}
