import { demoPasswords } from './authEngine/authEngine.ts'
import { demoBrand } from './authEngine/brands.ts'
import { demoClient } from './capillary/oauth.ts'
import { demoGiniClients } from './gini/clients.ts'
import { demoScayleCustomers } from './scayle/accounts.ts'
import { demoScayleClient } from './scayle/clients.ts'

/** Addresses and default credentials of the simulated clouds, for developers who integrate against them. */
export function demoText(url: string): string {
  const [[mobile, password] = []] = Object.entries(demoPasswords)
  const [customer] = demoScayleCustomers
  const [derived, anonymous] = demoGiniClients
  return [
    `Capillary OAuth   ${url}: client ${demoClient.key}, secret ${demoClient.secret}`,
    `Auth Engine       ${url}, gateway ${url}/mobile: brand ${demoBrand.name}, customer ${mobile}, password ${password}`,
    `SCAYLE            ${url}/v1: client ${demoScayleClient.clientId}, secret ${demoScayleClient.clientSecret}, shop 1000,`,
    `                  customer ${customer?.email}, password ${customer?.password}`,
    `Gini              ${url}, for Pay API and User Center: client ${derived.clientId}, secret ${derived.clientSecret};`,
    `                  for anonymous users ${anonymous.clientId}, secret ${anonymous.clientSecret}`,
  ].join('\n')
}
