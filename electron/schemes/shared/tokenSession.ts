import type { Clock } from '#core/base/clock.ts'
import type { Secret } from '#core/base/secret.ts'
import type { Http } from '#core/network/controlHttp.ts'
import type { Assessment } from '#core/scheme/requestAuthenticator.ts'
import type { CredentialCheck, SchemeDeps, Session } from '#core/scheme/scheme.ts'
import { TokenCache } from '#core/scheme/tokenCache.ts'
import { headerRecordOf } from './headerRecord.ts'
import { noResponse, type Reply, timingOf, unexpectedResponse, withClockSkew } from './probeResults.ts'
import type { TokenResponse } from './tokenResponse.ts'

interface TokenCredential {
  requestToken(): Promise<TokenResponse>
  /** Used by a probe instead, where `requestToken` would create something at the upstream. */
  requestProbeToken?(): Promise<TokenResponse>
  /** Flat: name, value, … */
  headersFor(token: Secret): readonly string[]
  assess(status: number): Assessment
  /** Whether the upstream accepts a new token. @param reply the token service's, which granted it */
  verifyToken(http: Http, clock: Clock, headers: Record<string, string>, reply: Reply): Promise<CredentialCheck>
}

/** A session with a token that is fetched when needed, held in memory and renewed. */
export function tokenSession(
  credential: TokenCredential,
  deps: SchemeDeps,
): Session & Required<Pick<Session, 'handOver'>> {
  const { requestToken, requestProbeToken = requestToken, headersFor, assess, verifyToken } = credential
  const cache = new TokenCache(requestToken, headersFor, deps)
  return {
    authorise: () => cache.headers(),
    discard: (used) => cache.discard(used),
    handOver: (refused) => cache.token(refused),
    close: () => cache.close(),
    assess,
    async probe(http, clock) {
      const response = await requestProbeToken()
      if (response.outcome === 'granted')
        return verifyToken(http, clock, headerRecordOf(headersFor(response.token)), response.reply)
      const outcome = response.outcome === 'refused' ? 'refused' : 'unverified'
      return { outcome, ...withClockSkew(response, response.dateMs, clock) }
    },
  }
}

/**
 * Checks that any server responds at the base URL, for upstreams without a page that is known to need the token. The
 * credential itself is verified by the granted token.
 */
export async function verifyHost(http: Http, service: string, reply: Reply, clock: Clock): Promise<CredentialCheck> {
  const outcome = await http.request({ method: 'GET', path: '/', headers: {} })
  if (outcome.kind === 'silence') return noResponse(outcome, service)
  return outcome.status === 407
    ? unexpectedResponse(outcome, service, clock)
    : { outcome: 'accepted', identity: timingOf(reply, clock) }
}
