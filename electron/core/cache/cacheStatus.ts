import { type HeaderList, via, withoutHeader } from '#core/message/headerFilter.ts'
import type { Freshness } from './freshness.ts'

/** Why the upstream was asked (RFC 9211 §2.2): nothing was kept, it is too old, or the client wants a new answer. */
export type ForwardReason = 'miss' | 'stale' | 'request'

/** What the agent says of an answer's way (RFC 9211). */
export type CacheStatus =
  | { kind: 'hit'; leftMs: number }
  /** Kept, and given because the upstream cannot be reached. `asked`: whether this request found that out. */
  | { kind: 'stale'; leftMs: number; asked: boolean; fault: string }
  | { kind: 'forwarded'; reason: ForwardReason; isStored: boolean }
  /** Another request with the same question was under way already, and its answer is this one's too. */
  | { kind: 'joined'; reason: ForwardReason }

export function cacheStatusText(status: CacheStatus): string {
  switch (status.kind) {
    case 'hit':
      return `till-agent; hit; ttl=${seconds(status.leftMs)}`
    case 'stale': {
      const way = status.asked ? 'fwd=stale' : 'hit'
      return `till-agent; ${way}; ttl=${seconds(status.leftMs)}; detail=${status.fault}`
    }
    case 'forwarded':
      return `till-agent; fwd=${status.reason}${status.isStored ? '; stored' : ''}`
    case 'joined':
      return `till-agent; fwd=${status.reason}; collapsed`
  }
}

/** The headers of a kept answer as a client gets them. @param headers those that were kept */
export function servedHeaders(headers: HeaderList, { ageMs }: Pick<Freshness, 'ageMs'>, status: CacheStatus): string[] {
  return [...headers, 'Age', String(seconds(ageMs)), 'Cache-Status', cacheStatusText(status)]
}

const ofOneExchange = ['till-agent-request-id', 'till-agent-mode', 'server-timing', 'age']

/** The headers of an answer, as they went to a client, without those that are about that one exchange. */
export function keptHeaders(headers: HeaderList): string[] {
  const rest = ofOneExchange.reduce<HeaderList>(withoutHeader, headers)
  const kept: string[] = []
  for (let at = 0; at + 1 < rest.length; at += 2)
    if (rest[at] !== via[0] || rest[at + 1] !== via[1]) kept.push(rest[at] as string, rest[at + 1] as string)
  return kept
}

function seconds(ms: number): number {
  return Math.floor(ms / 1_000)
}
