import type { IncomingHttpHeaders } from 'node:http'
import { readBasic } from './credentials.ts'

/** Whom `Basic id:secret` names, the two parts joined as they are. The note says what was wrong and never holds the secret. */
export function readClient<Client extends { clientId: string; clientSecret: string }>(
  { authorization }: IncomingHttpHeaders,
  clients: readonly Client[],
): { client: Client | undefined; note: string } {
  if (authorization === undefined) return { client: undefined, note: 'none' }
  const basic = readBasic(authorization)
  if (basic === undefined) return { client: undefined, note: 'not id:secret' }
  const client = clients.find(({ clientId }) => clientId === basic.user)
  if (client === undefined) return { client, note: 'unknown client' }
  return basic.password === client.clientSecret
    ? { client, note: 'secret ok' }
    : { client: undefined, note: 'secret wrong' }
}
