import { acceptedAgeMs, lookUpKey } from '#core/cache/lookUpKey.ts'
import { withoutHeader } from '#core/message/headerFilter.ts'
import type { Upstream, UpstreamCache } from '#core/upstream/upstream.ts'
import type { Admission, BrokerRequest } from './admission.ts'
import type { ExchangeRequest } from './exchangeRequest.ts'

/** A look-up whose answer may be kept, or may be one that was. */
export interface LookUpRequest {
  readonly key: string
  /** Digest of the client's key. */
  readonly owner: string
  readonly upstream: Upstream
  readonly cache: UpstreamCache
  readonly request: ExchangeRequest
  /** How old an answer the client takes, in milliseconds. */
  readonly acceptedMs: number
}

/**
 * `undefined` for a request that is none: the scheme does not name its route, it goes in the name of a customer or user, or the
 * client wants an answer of its own.
 */
export function lookUpRequestOf(
  { method, headers, body, client }: BrokerRequest,
  sent: ExchangeRequest,
  { upstream, host, grantPath }: Admission,
): LookUpRequest | undefined {
  const { cache } = upstream
  if (!cache || method !== 'GET' || body !== undefined || !sent.mayRepeat || host.mountPath !== undefined)
    return undefined
  if (sent.customer || sent.user !== undefined || sent.recipient || sent.chosen.length > 0) return undefined
  const acceptedMs = cache.routes.allows(method, grantPath) ? acceptedAgeMs(headers) : undefined
  if (acceptedMs === undefined) return undefined
  // Whether the answer is a success is read in its body.
  const asPlain = withoutHeader(sent.headers, 'accept-encoding').concat('Accept-Encoding', 'identity')
  const request: ExchangeRequest = { ...sent, headers: asPlain }
  const owner = client.keyDigest
  return { key: lookUpKey({ owner, ...request }), owner, upstream, cache, request, acceptedMs }
}
