import { demoPasswords } from './authEngine/authEngine.ts'
import { demoBrand } from './authEngine/brands.ts'
import { customersText } from './capillary/customersText.ts'
import { demoClient } from './capillary/oauth.ts'
import { type TillSetting, testVector } from './capillary/tills.ts'
import { demoGiniClients } from './gini/clients.ts'
import { demoScayleCustomers } from './scayle/accounts.ts'
import { demoIdentityProvider, demoScayleClient, demoShopSecret } from './scayle/clients.ts'

/**
 * Addresses, default credentials and customers of the simulated clouds, for developers who integrate against them: enough
 * to set up each way of signing in by hand.
 */
export function demoText(url: string, tills: readonly TillSetting[] = [testVector]): string {
  const [[mobile, password] = []] = Object.entries(demoPasswords)
  const [customer] = demoScayleCustomers
  const [derived, anonymous] = demoGiniClients
  return [
    ...tills.map(({ till, password }) => `Capillary till    ${url}: till ${till}, password ${password}`),
    `                  gateway ${url}/mobile, API ${url}: brand ${demoBrand.name}, with the till's login`,
    customersText(),
    `Capillary OAuth   ${url}: client ${demoClient.key}, secret ${demoClient.secret}, for till ${tills[0]?.till}`,
    `Auth Engine       ${url}, gateway ${url}/mobile: brand ${demoBrand.name}, customer ${mobile}, password ${password}`,
    `SCAYLE            ${url}/v1: client ${demoScayleClient.clientId}, secret ${demoScayleClient.clientSecret}, shop 1000,`,
    `                  Customer Account API ${url}/api, shop secret ${demoShopSecret}, identity provider ${demoIdentityProvider},`,
    `                  customer ${customer?.email}, password ${customer?.password}`,
    `Gini              ${url}, for Pay API and User Center: client ${derived.clientId}, secret ${derived.clientSecret}, any user identifier;`,
    `                  for anonymous users ${anonymous.clientId}, secret ${anonymous.clientSecret}, any e-mail domain`,
  ].join('\n')
}
