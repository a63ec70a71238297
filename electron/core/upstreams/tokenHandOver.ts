import type { AuditTrail } from '#core/audit/auditTrail.ts'
import type { Clock } from '#core/base/clock.ts'
import { Fault } from '#core/base/fault.ts'
import type { Client } from '#core/clients/clients.ts'
import type { HandedOverToken } from '#core/scheme/scheme.ts'
import { lockIfRefused } from '#core/upstream/lockIfRefused.ts'
import { namedUserOf } from '#core/upstream/namedUser.ts'
import type { Upstreams } from './upstreams.ts'

interface Deps {
  upstreams: Upstreams
  clock: Clock
  audit: AuditTrail
}

/** Who asks for a token of which upstream. */
export interface HandOverRequest {
  id: string
  client: Client
  /** Of the request, flat: name, value, … They may name a user. */
  headers: readonly string[]
  /** A token that the upstream no longer takes, as the client says. */
  refusedToken: string | undefined
}

/**
 * Gives a client a token, to use at the upstream on its own (gini.md 3, flows 2 and 4). No other secret is ever handed over.
 *
 * @throws Fault `NOT_GRANTED` · `UNKNOWN_UPSTREAM` · `TOO_MANY_REQUESTS` · `INVALID_INPUT` · `UPSTREAM_LOCKED` ·
 *   `UPSTREAM_NOT_READY`
 */
export async function handOver(request: HandOverRequest, deps: Deps): Promise<HandedOverToken> {
  const { id, client, headers, refusedToken } = request
  const { upstreams, clock, audit } = deps
  // Before all else: a client without the grant must not learn which upstreams there are.
  if (!client.presets.get(id)?.has('hand-over'))
    throw new Fault('NOT_GRANTED', `"${client.id}" has no grant "hand-over" for "${id}".`)
  const upstream = upstreams.find(id)
  if (!upstream) throw new Fault('UNKNOWN_UPSTREAM')
  if (!client.bucket.take(clock.monotonicMs()))
    throw new Fault('TOO_MANY_REQUESTS', undefined, { retryAfterSeconds: 1 })
  const user = namedUserOf(headers, client, upstream)
  if (upstream.locked) throw new Fault('UPSTREAM_LOCKED')
  const session = upstream.session ?? (await upstreams.openLate(upstream))
  const credential = user === undefined ? session : session.users?.credentialFor(client.id, user)
  const handOverToken = credential?.handOver?.bind(credential)
  if (!handOverToken) throw new Fault('NOT_GRANTED', `"${id}" hands out no token.`)
  const token = await lockIfRefused(upstreams, id, () => handOverToken(refusedToken))
  recordHandOver(audit, client.id, id)
  return token
}

export function recordHandOver(audit: AuditTrail, clientId: string, upstreamId: string): void {
  audit.record({
    event: 'token-handed-over',
    actor: `pos/${clientId}`,
    subject: `upstream/${upstreamId}`,
    outcome: 'done',
    detail: '',
  })
}
