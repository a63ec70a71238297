import type { Scheme } from '#core/scheme/scheme.ts'

/** The hosts of Capillary's clusters that its documents agree on (capillary.md 1.1: EU HIGH, the others MED). */
const hosts = new Map([
  ['EU', 'eu.api.capillarytech.com'],
  ['APAC', 'apac.api.capillarytech.com'],
  ['APAC2', 'apac2.api.capillarytech.com'],
])

/** Regions for which the documents name several hosts. */
const candidateHosts = new Map([
  ['US', ['ushc.api.capillarytech.com', 'us.api.capillarytech.com', 'north-america.api.capillarytech.com']],
])

export const capillaryRegions = [...hosts.keys()]

export const capillaryBaseUrl: NonNullable<Scheme['addressesOf']> = (region) => {
  const host = hosts.get(region.toUpperCase())
  if (host !== undefined) return { outcome: 'found', baseUrl: `https://${host}` }
  const candidates = candidateHosts.get(region.toUpperCase())?.map((name) => `https://${name}`)
  const known = [...hosts.keys(), ...candidateHosts.keys(), 'custom'].join(', ')
  const message = candidates
    ? `is not sure for ${region.toUpperCase()}: give as baseUrl the one that serves your organisation of ${candidates.join(', ')}`
    : `must be one of ${known}; for custom give baseUrl too`
  return { outcome: 'unsure', message }
}
