import type { UpstreamEntry } from '#contract/upstream.ts'
import {
  demoBrand,
  demoClient,
  demoGiniClients,
  demoPlain,
  demoScayleClient,
  testVector,
} from '#simulator/simulator.ts'

/** How the simulated cloud of a scheme is spoken to; `undefined` where the scheme has none. @param url of the simulator */
export function simulatedSettings(scheme: string, url: string): Omit<UpstreamEntry, 'id' | 'scheme'> | undefined {
  const { till, password } = testVector
  const [derived, anonymous] = demoGiniClients
  const plain = { baseUrl: url + demoPlain.basePath }
  switch (scheme) {
    case 'capillary-till':
      return { baseUrl: url, till, password, billNumbers: 'unique' }
    case 'capillary-oauth': {
      const attribution = { type: 'TILL', code: till }
      return {
        ...{ baseUrl: url, clientKey: demoClient.key, clientSecret: demoClient.secret },
        ...{ attribution, billNumbers: 'unique' },
      }
    }
    case 'capillary-customer':
      return { gatewayBaseUrl: `${url}/mobile`, authBaseUrl: url, brand: demoBrand.name, family: 'mobile' }
    case 'scayle': {
      const { clientId, clientSecret } = demoScayleClient
      return { baseUrl: `${url}/v1`, accountBaseUrl: `${url}/api`, clientId, clientSecret, shopId: 1000 }
    }
    case 'gini-trusted':
    case 'gini-derived': {
      const { clientId, clientSecret } = derived
      return { baseUrl: url, clientId, clientSecret, userIdentifier: 'training' }
    }
    case 'gini-anonymous': {
      const { clientId, clientSecret } = anonymous
      return { baseUrl: url, userCenterUrl: url, clientId, clientSecret, emailDomain: 'training.example.com' }
    }
    case 'oauth2': {
      const { clientId, clientSecret, tokenPath } = demoPlain
      return { ...plain, tokenUrl: url + tokenPath, clientId, clientSecret }
    }
    case 'basic':
      return { ...plain, username: demoPlain.username, password: demoPlain.password }
    case 'header':
      return { ...plain, name: demoPlain.headerName, value: demoPlain.headerValue }
    default:
      return undefined
  }
}
