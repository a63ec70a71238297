import type { RegionAddresses } from '#core/scheme/region.ts'

interface Addresses {
  authBaseUrl: string
  /** Absent where the documents leave it blank. */
  gateway?: string
}

/** The Auth Engine and the mobile gateway of each cluster (capillary.md 1.2). */
const clusters = new Map<string, Addresses>([
  [
    'APAC',
    {
      authBaseUrl: 'https://apac-s3wrapper.capillarytech.com',
      gateway: 'https://apac-apigateway.capillarytech.com/mobile',
    },
  ],
  [
    'APAC2',
    {
      authBaseUrl: 'https://apac2-auth-api.capillarytech.com',
      gateway: 'https://apac2-api-gateway.capillarytech.com/mobile',
    },
  ],
  ['EU', { authBaseUrl: 'https://eu-auth-api.capillarytech.com' }],
])

/** Seen in one client only (capillary.md 1.2, LOW), so a person has to say whether it is theirs. */
const likelyEuGateway = 'https://eu-api-gateway.capillarytech.com/mobile'

export const authEngineRegions = [...clusters.keys()]

export function authEngineAddresses(region: string): RegionAddresses {
  const name = region.toUpperCase()
  const cluster = clusters.get(name)
  if (!cluster) {
    const known = [...clusters.keys(), 'custom'].join(', ')
    return { outcome: 'unsure', message: `must be one of ${known}; for custom give baseUrl and authBaseUrl too` }
  }
  const { authBaseUrl, gateway } = cluster
  const settings = { authBaseUrl }
  if (gateway !== undefined) return { outcome: 'found', baseUrl: gateway, settings }
  const message = `has to be given for ${name}: the address of the mobile gateway, as Capillary told you (perhaps ${likelyEuGateway})`
  return { outcome: 'asks', settings, message }
}
