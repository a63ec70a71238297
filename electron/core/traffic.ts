import type { LatencyMinute, RecentRequest, UpstreamLatency } from '../contract/traffic.ts'
import type { Changes } from './changes.ts'
import type { Clock } from './clock.ts'
import type { Log, RequestLine } from './log.ts'
import { MinuteBuckets } from './minuteBuckets.ts'

interface Ports {
  clock: Clock
  changes: Changes
}

const mostRecent = 50
/** Windows hear at most this often that there was something. */
const tellEveryMs = 1_000

/**
 * What was brokered lately, in memory only. Noting is on each request's way: it makes one small object, takes no longer
 * the more there was before, and throws nothing.
 */
export class Traffic {
  readonly #ports: Ports
  /** A ring: the oldest is overwritten. */
  readonly #lines: { at: number; line: RequestLine }[] = []
  #next = 0
  readonly #latency = new Map<string, MinuteBuckets>()
  #callOff: (() => void) | undefined

  constructor(ports: Ports) {
    this.#ports = ports
  }

  /** The log, with each request noted here too. */
  beside(log: Log): Log {
    return {
      request: (line) => {
        log.request(line)
        this.note(line)
      },
      info: (event, fields) => log.info(event, fields),
      warn: (event, fields) => log.warn(event, fields),
      error: (event, thrown, fields) => log.error(event, thrown, fields),
    }
  }

  note(line: RequestLine): void {
    const { clock, changes } = this.#ports
    this.#lines[this.#next] = { at: clock.now(), line }
    this.#next = (this.#next + 1) % mostRecent
    if (line.upstreamMs !== undefined) this.#bucketsOf(line.upstream).add(clock.monotonicMs(), line.upstreamMs)
    if (changes.isWatched) this.#callOff ??= clock.after(tellEveryMs, () => this.#tell())
  }

  /** The last 50, newest first. */
  recent(): RecentRequest[] {
    return [...this.#lines.slice(this.#next), ...this.#lines.slice(0, this.#next)].reverse().map(recentRequest)
  }

  /** Of the last hour. */
  latency(): UpstreamLatency[] {
    const { clock } = this.#ports
    const nowMs = clock.monotonicMs()
    const startedAt = clock.now() - nowMs
    const all = [...this.#latency].map(([upstream, buckets]) => ({
      upstream,
      minutes: buckets.lastHour(nowMs).map(({ startMs, count, sumMs, mostMs }): LatencyMinute => {
        const at = Math.max(0, Math.round(startedAt + startMs))
        return { at, requests: count, meanMs: hundredths(sumMs / count), mostMs: hundredths(mostMs) }
      }),
    }))
    for (const { upstream, minutes } of all) if (minutes.length === 0) this.#latency.delete(upstream)
    return all.filter(({ minutes }) => minutes.length > 0)
  }

  close(): void {
    this.#callOff?.()
  }

  #bucketsOf(upstream: string): MinuteBuckets {
    const known = this.#latency.get(upstream)
    if (known) return known
    const fresh = new MinuteBuckets()
    this.#latency.set(upstream, fresh)
    return fresh
  }

  #tell(): void {
    this.#callOff = undefined
    this.#ports.changes.tell('requests')
  }
}

/** Made from a list of what may be seen: a line may come to say more one day. */
function recentRequest({ at, line }: { at: number; line: RequestLine }): RecentRequest {
  const { requestId, client, upstream, route, status, code, durationMs } = line
  return {
    ...{ at, requestId, client, upstream, route, durationMs: hundredths(durationMs) },
    ...(status !== undefined && { status }),
    ...(code !== undefined && { code }),
  }
}

/** What is finer is noise. */
function hundredths(ms: number): number {
  return Math.round(ms * 100) / 100
}
