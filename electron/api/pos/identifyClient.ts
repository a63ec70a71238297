import { Fault } from '#core/base/fault.ts'
import type { KeyHeaders, LastKey } from '#core/clients/clientKey.ts'
import type { Client } from '#core/clients/clients.ts'

interface Clients {
  identifyByDigest(digest: string): Client | undefined
}

/**
 * The client whose key the request presents, as the settings have it now.
 *
 * @param lastKey of the connection
 * @throws Fault `KEY_REQUIRED` · `KEY_REFUSED`
 */
export function identifyClient(clients: Clients, headers: KeyHeaders, lastKey: LastKey): Client {
  const digest = lastKey.digestIn(headers)
  if (digest === undefined) throw new Fault('KEY_REQUIRED')
  const client = clients.identifyByDigest(digest)
  if (!client) throw new Fault('KEY_REFUSED')
  return client
}
