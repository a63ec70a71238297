import type { IncomingHttpHeaders } from 'node:http'

/** The two parts of a Basic header (RFC 7617), split at the first colon; `undefined` when it is no such header. */
export function readBasic(authorization: string): { user: string; password: string } | undefined {
  const encoded = /^Basic ([A-Za-z0-9+/]+={0,2})$/i.exec(authorization)?.[1]
  if (encoded === undefined) return undefined
  const text = Buffer.from(encoded, 'base64').toString('utf8')
  const colon = text.indexOf(':')
  return colon < 0 ? undefined : { user: text.slice(0, colon), password: text.slice(colon + 1) }
}

/**
 * The API client that a Basic header authenticates. Id and secret are compared as they stand, without the URL-encoding
 * of RFC 6749. The note names the mistake and never holds the secret.
 */
export function authenticateClient<Client extends { clientId: string; clientSecret: string }>(
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
