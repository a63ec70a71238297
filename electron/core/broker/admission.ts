import { Fault } from '#core/base/fault.ts'
import type { Client } from '#core/clients/clients.ts'
import { bodyTooLarge } from '#core/message/bodyLimit.ts'
import { type HeaderList, headerValue, wasAtAgent } from '#core/message/headerFilter.ts'
import { hostTargetOf } from '#core/message/hostTarget.ts'
import { invalidOwnHeader, ownHeader } from '#core/message/ownHeader.ts'
import { parseTarget, type Target } from '#core/message/requestTarget.ts'
import type { Link, RequestBody } from '#core/network/link.ts'
import type { CustomerSession } from '#core/scheme/customerSessions.ts'
import type { Session } from '#core/scheme/scheme.ts'
import { callerTimeoutMs, type Limits } from '#core/settings/limits.ts'
import { namedUserOf } from '#core/upstream/namedUser.ts'
import type { Upstream } from '#core/upstream/upstream.ts'
import type { UpstreamHost } from '#core/upstream/upstreamHost.ts'

/** One request by a client, as it came. */
export interface BrokerRequest {
  requestId: string
  client: Client
  method: string
  /** The request target from its first `/` on, as it came. */
  target: string
  /** Flat: name, value, … as they came. */
  headers: HeaderList
  body: RequestBody | undefined
  /** What Content-Length promises; `undefined` for a body of unknown length. */
  bodyBytes: number | undefined
  /** Whether it came over a connection of the agent's own: an upstream's base URL leads back here. */
  isLoop?: boolean
}

/** A host that requests can be sent to. */
type ReadyHost = UpstreamHost & { readonly link: Link }

/** What a client may ask for, whether or not the upstream can be called now. */
export interface Permission {
  upstream: Upstream
  host: UpstreamHost
  /** At that host. */
  target: Target
  /**
   * The path as the host gets it, decoded, with that of its base URL, after the path at which it is mounted: what the rules
   * of the scheme are about.
   */
  fullPath: string
  /** The path as the scheme's presets have it. */
  grantPath: string
  /** The granted route by which it may go. */
  route: string
}

/** A request that may go, and where to. */
export interface Admission extends Permission {
  host: ReadyHost
  /** The customer in whose name it goes. */
  customer: CustomerSession | undefined
  /** The user of the client's own in whose name it goes. */
  user: string | undefined
  answerTimeoutMs: number
  /** Whether the caller set it. */
  isTimeoutFixed: boolean
}

/**
 * Decides whether a client's request may go. The order is fixed: rate, then path, loop, upstream, route, grant, size; then
 * whether the upstream can be called; then the customer, the user and the timeout that the headers name. The rate comes first, so
 * that refusals use it up as well: a client without any grant takes no more of the agent's time than one with all of them.
 * A caller learns nothing of what it has no grant for.
 *
 * @param upstream the one that the target names, if it is set up
 * @throws Fault the first reason against it
 */
export function admit(
  request: BrokerRequest,
  upstream: Upstream | undefined,
  limits: Limits,
  nowMs: number,
): Admission {
  const { headers, client } = request
  const permission = permit(request, upstream, limits, nowMs)
  const { fullPath } = permission
  const host = readyHost(permission.upstream, permission.host)
  const customer = customerOf(request, permission.upstream, fullPath)
  const user = namedUserOf(headers, client, permission.upstream)
  const { answerTimeoutMs, isTimeoutFixed } = responseTimeout(headers, limits.answerTimeoutMs)
  return { ...permission, host, customer, user, answerTimeoutMs, isTimeoutFixed }
}

/** The first part of `admit`: everything up to whether the upstream can be called. @throws Fault the first reason against it */
export function permit(
  request: BrokerRequest,
  upstream: Upstream | undefined,
  limits: Limits,
  nowMs: number,
): Permission {
  const { client, method, headers, bodyBytes } = request
  if (!client.bucket.take(nowMs)) throw new Fault('TOO_MANY_REQUESTS', undefined, { retryAfterSeconds: 1 })
  const asked = parseTarget(request.target)
  if (!asked) throw new Fault('NOT_FOUND')
  if (request.isLoop || wasAtAgent(headers)) throw new Fault('LOOP_DETECTED')
  if (!upstream) throw new Fault('UNKNOWN_UPSTREAM', 'No upstream of that name is set up.')
  const { host, target, grantPath } = hostTargetOf<UpstreamHost>(upstream, upstream.mounts ?? [], asked)
  const route = grantedRoute(client, method, [grantPath, asked.decodedPath], upstream)
  if (bodyBytes !== undefined && bodyBytes > limits.bodyBytes) throw bodyTooLarge(limits.bodyBytes)
  const fullPath = (host.mountPath ?? '') + host.decodedPrefix + target.decodedPath
  return { upstream, host, target, fullPath, grantPath, route }
}

/**
 * @param paths the one that the scheme's presets have, and the one that was asked for: the same for most upstreams
 * @throws Fault `ROUTE_DENIED` · `NOT_GRANTED`
 */
function grantedRoute(client: Client, method: string, paths: readonly [string, string], upstream: Upstream): string {
  const different = paths[0] === paths[1] ? [paths[0]] : paths
  if (different.some((path) => upstream.deniedRoutes.denies(method, path))) throw new Fault('ROUTE_DENIED')
  const grants = client.grants.get(upstream.id)
  const route = grants?.routeFor(method, paths[0]) ?? grants?.routeFor(method, paths[1])
  if (route !== undefined) return route
  throw new Fault('NOT_GRANTED', `"${client.id}" has no grant for this route of "${upstream.id}".`)
}

/** @throws Fault `UPSTREAM_LOCKED` · why it has no link */
function readyHost({ locked }: Upstream, host: UpstreamHost): ReadyHost {
  if (locked) throw new Fault('UPSTREAM_LOCKED')
  if (!hasLink(host)) throw host.problem ?? new Fault('UPSTREAM_NOT_READY')
  return host
}

function hasLink(host: UpstreamHost): host is ReadyHost {
  return host.link !== undefined
}

/** @throws Fault `CUSTOMER_UNKNOWN`: the till never stands in for a customer · `INVALID_INPUT` */
function customerOf(
  { headers, client }: BrokerRequest,
  { session, scheme }: Upstream,
  fullPath: string,
): CustomerSession | undefined {
  const isNeeded = scheme.needsCustomer?.(fullPath) ?? false
  const handle =
    ownHeader(headers, 'Till-Agent-Customer') ?? (isNeeded ? handleInBearer(headers, client, session) : undefined)
  if (handle === undefined) {
    if (isNeeded) throw namesNoCustomer()
    return undefined
  }
  if (!session?.customers) throw new Fault('CUSTOMER_UNKNOWN')
  return session.customers.sessions.find(handle, client.keyDigest)
}

const bearer = /^bearer +(\S+)$/i

/** Software written for the cloud itself names the customer by the token that a sign-in returned to it. */
function handleInBearer(headers: HeaderList, { keyDigest }: Client, session: Session | undefined): string | undefined {
  const token = bearer.exec(headerValue(headers, 'authorization') ?? '')?.[1]
  return token === undefined ? undefined : session?.customers?.handleOf?.(token, keyDigest)
}

function namesNoCustomer(): Fault<'CUSTOMER_UNKNOWN'> {
  const remedy = 'Sign the customer in first, and send the handle that came back as Till-Agent-Customer.'
  return new Fault('CUSTOMER_UNKNOWN', 'The request names no customer.', undefined, remedy)
}

const timeoutHeader = 'Till-Agent-Timeout-Ms'

/** The caller's own timeout, which may only shorten the agent's. @throws Fault `INVALID_INPUT` */
export function responseTimeout(
  headers: HeaderList,
  maxMs: number,
): Pick<Admission, 'answerTimeoutMs' | 'isTimeoutFixed'> {
  const asked = ownHeader(headers, timeoutHeader)
  if (asked === undefined) return { answerTimeoutMs: maxMs, isTimeoutFixed: false }
  const { min, max } = callerTimeoutMs
  const ms = /^\d{1,6}$/.test(asked) ? Number(asked) : 0
  if (ms >= min && ms <= max) return { answerTimeoutMs: Math.min(ms, maxMs), isTimeoutFixed: true }
  throw invalidOwnHeader(timeoutHeader, `must be a whole number from ${min} to ${max}`)
}
