import { Fault } from '#core/base/fault.ts'
import type { Client } from '#core/clients/clients.ts'
import { lockIfRefused } from '#core/upstream/lockIfRefused.ts'
import type { Upstreams } from '#core/upstreams/upstreams.ts'

/**
 * Renews a customer's tokens for the client that signed them in.
 *
 * @returns the response body that the client may see
 * @throws Fault `CUSTOMER_UNKNOWN` · `UPSTREAM_LOCKED` · `UPSTREAM_NOT_READY`
 */
export async function renewTokens(
  handle: string,
  upstreamId: string,
  { id: clientId, keyDigest: owner, presets }: Client,
  upstreams: Pick<Upstreams, 'find' | 'sessionOf' | 'lock' | 'suspect'>,
): Promise<string> {
  const { customers } = await upstreams.sessionOf(upstreamId)
  const renew = customers?.renewTokens?.bind(customers)
  if (!renew) throw new Fault('CUSTOMER_UNKNOWN')
  const receiver = { clientId, owner, mayHaveToken: presets.get(upstreamId)?.has('hand-over') ?? false }
  return lockIfRefused(upstreams, upstreamId, () => renew(handle, receiver))
}
