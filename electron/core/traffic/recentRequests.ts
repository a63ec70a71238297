import type { LatencyMinute, RecentRequest, UpstreamLatency } from '#contract/traffic.ts'
import type { ChangeFeed } from '#core/base/changeFeed.ts'
import type { Clock } from '#core/base/clock.ts'
import type { RequestLine } from '#core/base/log.ts'
import { LatencyWindow, type Minute } from './latencyWindow.ts'

interface Deps {
  clock: Clock
  changes: ChangeFeed
}

const maxRecent = 50
/** Subscribers hear at most this often that there were requests. */
const publishIntervalMs = 1_000

/**
 * The last brokered requests and their latencies, in memory only. `add` is called for each request: it makes one small object,
 * takes constant time and never throws.
 */
export class RecentRequests {
  readonly #deps: Deps
  /** A ring: the oldest is overwritten. */
  readonly #ring: { at: number; line: RequestLine }[] = []
  #next = 0
  readonly #latencies = new Map<string, LatencyWindow>()
  #cancelPublish: (() => void) | undefined

  constructor(deps: Deps) {
    this.#deps = deps
  }

  add(line: RequestLine): void {
    const { clock, changes } = this.#deps
    this.#ring[this.#next] = { at: clock.now(), line }
    this.#next = (this.#next + 1) % maxRecent
    if (line.upstreamMs !== undefined) this.#latencyOf(line.upstream).add(clock.monotonicMs(), line.upstreamMs)
    if (changes.hasSubscribers('requests'))
      this.#cancelPublish ??= clock.after(publishIntervalMs, () => this.#publish())
  }

  /** The last 50, newest first. */
  recent(): RecentRequest[] {
    return [...this.#ring.slice(this.#next), ...this.#ring.slice(0, this.#next)].reverse().map(recentRequest)
  }

  /** Of each upstream that was asked in the last hour, by minute. */
  latency(): UpstreamLatency[] {
    const { clock } = this.#deps
    const nowMs = clock.monotonicMs()
    const startedAt = clock.now() - nowMs
    const all = [...this.#latencies].map(([upstream, latency]) => ({
      upstream,
      minutes: latency.lastHour(nowMs).map((minute) => latencyMinute(minute, startedAt)),
    }))
    for (const { upstream, minutes } of all) if (minutes.length === 0) this.#latencies.delete(upstream)
    return all.filter(({ minutes }) => minutes.length > 0)
  }

  close(): void {
    this.#cancelPublish?.()
  }

  #latencyOf(upstream: string): LatencyWindow {
    const known = this.#latencies.get(upstream)
    if (known) return known
    const opened = new LatencyWindow()
    this.#latencies.set(upstream, opened)
    return opened
  }

  #publish(): void {
    this.#cancelPublish = undefined
    this.#deps.changes.publish('requests')
  }
}

/** @param startedAt when the monotonic clock stood at 0, in Unix milliseconds */
function latencyMinute({ startMs, count, sumMs, maxMs }: Minute, startedAt: number): LatencyMinute {
  const at = Math.max(0, Math.round(startedAt + startMs))
  return { at, requests: count, meanMs: hundredths(sumMs / count), mostMs: hundredths(maxMs) }
}

/** Picks what may be shown, so that a field added to the log is not shown by accident. */
function recentRequest({ at, line }: { at: number; line: RequestLine }): RecentRequest {
  const { requestId, client, upstream, route, status, code, durationMs } = line
  return {
    ...{ at, requestId, client, upstream, route, durationMs: hundredths(durationMs) },
    ...(status !== undefined && { status }),
    ...(code !== undefined && { code }),
  }
}

/** Rounded to 0.01 ms: finer differences are noise. */
function hundredths(ms: number): number {
  return Math.round(ms * 100) / 100
}
