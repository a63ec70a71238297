import type { AuditTrail } from './auditTrail.ts'
import type { Client } from './clients.ts'
import type { Clock } from './clock.ts'
import { Fault } from './fault.ts'
import { orLock } from './orLock.ts'
import type { HandedToken } from './scheme.ts'
import type { Upstreams } from './upstreams.ts'

interface Ports {
  upstreams: Upstreams
  clock: Clock
  audit: AuditTrail
}

/**
 * Gives a client a token of an upstream, to use it there on its own (gini.md 3, flow 2). No other secret leaves so.
 *
 * @throws Fault `NOT_GRANTED` · `UNKNOWN_UPSTREAM` · `TOO_MANY_REQUESTS` · `UPSTREAM_LOCKED` · `UPSTREAM_NOT_READY`
 */
export async function handOver(id: string, client: Client, ports: Ports): Promise<HandedToken> {
  const { upstreams, clock, audit } = ports
  // Asked first, so that nobody learns which upstreams there are.
  if (!client.handOvers.has(id)) throw new Fault('NOT_GRANTED', `"${client.id}" has no grant "hand-over" for "${id}".`)
  const upstream = upstreams.find(id)
  if (!upstream) throw new Fault('UNKNOWN_UPSTREAM')
  if (!client.bucket.take(clock.monotonicMs()))
    throw new Fault('TOO_MANY_REQUESTS', undefined, { retryAfterSeconds: 1 })
  if (upstream.locked) throw new Fault('UPSTREAM_LOCKED')
  if (!upstream.session) await upstreams.authoriseLate(upstream)
  const { session } = upstream
  const handing = session?.handOver?.bind(session)
  if (!handing) throw new Fault('NOT_GRANTED', `"${id}" hands out no token.`)
  const token = await orLock(upstreams, id, handing)
  audit.record({
    event: 'token-handed-over',
    actor: `pos/${client.id}`,
    subject: `upstream/${id}`,
    outcome: 'done',
    detail: '',
  })
  return token
}
