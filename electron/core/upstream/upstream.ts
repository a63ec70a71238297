import { defaultPostingWindowHours } from '#contract/outbox/settings.ts'
import type { UpstreamMode } from '#contract/upstream.ts'
import type { Fault } from '#core/base/fault.ts'
import { DeniedRoutes } from '#core/clients/deniedRoutes.ts'
import { RouteTable } from '#core/clients/routeTable.ts'
import type { Network, UpstreamEndpoint } from '#core/network/network.ts'
import type { CacheRules } from '#core/scheme/cacheRules.ts'
import type { OutboxRules } from '#core/scheme/outboxRules.ts'
import type { Scheme, Session } from '#core/scheme/scheme.ts'
import type { StoredUpstream } from '#core/settings/settings.ts'
import type { Verdict } from './upstreamEvents.ts'
import { baseOf, linkTo, MountedHost, type UpstreamHost } from './upstreamHost.ts'

export interface UpstreamCache {
  readonly routes: RouteTable
  readonly rules: CacheRules
  readonly freshMs: number
  readonly staleMs: number
}

/** An upstream in use. As a host it is the one of its base URL. */
export interface Upstream extends UpstreamHost {
  readonly scheme: Scheme
  /** The cloud's other hosts, where it has some. */
  readonly mounts?: readonly MountedHost[]
  readonly deniedRoutes: DeniedRoutes
  /** Whether only the agent may set this header. @param header in lower case, with `-` for `_` */
  ownsHeader(header: string): boolean
  /** Which writes may wait in the outbox; absent where none may. */
  readonly outbox?: OutboxRules | undefined
  /** Which answers may be kept, and for how long; absent where none is. */
  cache?: UpstreamCache | undefined
  readonly postingWindowMs: number
  readonly mode: UpstreamMode
  /** Whether requests to it say in `Via` that they came through the agent. */
  readonly sendsVia: boolean
  /** Whether requests to it continue the trace they belong to, while requests are traced. */
  readonly sendsTraceparent: boolean
  /** Whether links in its JSON answers are rewritten to lead through the agent. */
  readonly rewritesLinks: boolean
  /** Absent while there is no credential; `problem` says why. */
  session: Session | undefined
  problem: Fault | undefined
  locked: boolean
  /** While it is found out whether the upstream still accepts the credential: nothing else is sent before. Never rejects. */
  proof: Promise<Verdict> | undefined
  /** Why its credential is not the one that is expected, as the last probe told. */
  unexpected: Fault | undefined
  /** The last sentence about its responses that a person should know. */
  alarm: string | undefined
}

/** An upstream without a session yet. */
export function openUpstream(stored: StoredUpstream & UpstreamEndpoint, scheme: Scheme, network: Network): Upstream {
  const baseUrl = scheme.completeBaseUrl?.(stored.baseUrl) ?? stored.baseUrl
  const { origin, pathPrefix, decodedPrefix } = baseOf(baseUrl)
  const { link, problem } = linkTo({ ...stored, baseUrl }, network)
  return {
    id: stored.id,
    scheme,
    rootPath: scheme.rootPath,
    link,
    problem,
    mounts: (scheme.mounts?.(stored.settings, baseUrl) ?? []).map(
      (mount) => new MountedHost(stored.id, mount, stored, network),
    ),
    deniedRoutes: new DeniedRoutes(scheme.deniedRoutes, decodedPrefix),
    ownsHeader: (header) => scheme.ownsHeader(header, stored.settings),
    outbox: scheme.outbox?.(stored.settings, stored.outbox?.writes ?? []),
    cache: cacheOf(stored, scheme),
    postingWindowMs: (stored.outbox?.postingWindowHours ?? defaultPostingWindowHours) * 3_600_000,
    origin,
    mode: stored.mode ?? 'live',
    sendsVia: stored.via ?? false,
    sendsTraceparent: stored.traceparent ?? false,
    rewritesLinks: (stored.links ?? scheme.links) === 'agent',
    pathPrefix,
    decodedPrefix,
    session: undefined,
    locked: stored.lockedAt !== undefined,
    proof: undefined,
    unexpected: undefined,
    alarm: undefined,
  }
}

/** `undefined` where none is kept. */
export function cacheOf({ cache }: Pick<StoredUpstream, 'cache'>, { cache: rules }: Scheme): UpstreamCache | undefined {
  if (!cache || !rules) return undefined
  const { freshSeconds, staleSeconds } = cache
  return { routes: new RouteTable(rules.routes), rules, freshMs: freshSeconds * 1_000, staleMs: staleSeconds * 1_000 }
}
