import { z } from 'zod'
import { Fault } from '#core/base/fault.ts'
import { invalid } from '#core/base/inputIssues.ts'
import type { RingFacts, Side } from './decision.ts'
import type { GuardRules } from './rules.ts'

const timeoutMs = 30_000

const Answer = z.object({
  status: z.literal('success'),
  data: z.object({
    result: z.array(z.object({ metric: z.record(z.string(), z.string()), value: z.tuple([z.number(), z.string()]) })),
  }),
})

/** Runs one query; a number for each ring. @throws Fault `UPSTREAM_UNREACHABLE` */
type Ask = (query: string) => Promise<Map<string, number>>

/** Failures by the agent or the upstream; a request that a client got wrong is none. */
const failures = '5..|UPSTREAM_.*|OUTCOME_UNKNOWN|INTERNAL'

/**
 * Asks Prometheus for what tills have sent, by the metrics of docs/operations.md. Tills are told apart by `store` and `till`.
 *
 * @param at milliseconds since 1970; Prometheus' own time unless given
 * @throws Fault `UPSTREAM_UNREACHABLE`: a guard that sees nothing decides nothing · `INVALID_INPUT` for the address
 */
export async function ringFacts(
  url: string,
  version: string,
  rules: Pick<GuardRules, 'window' | 'soakMinutes'>,
  at?: number,
): Promise<Record<string, RingFacts>> {
  const base = addressOf(url)
  const ask: Ask = (query) => askPrometheus(base, { query, ...(at !== undefined && { time: String(at / 1_000) }) })
  const [fresh, old] = await Promise.all([
    sides(ask, `version="${version}"`, version, rules),
    sides(ask, `version!="${version}"`, version, rules),
  ])
  const rings = new Set([...fresh.keys(), ...old.keys()])
  return Object.fromEntries(
    [...rings].map((ring) => [ring, { fresh: fresh.get(ring) ?? noTills, old: old.get(ring) ?? noTills }]),
  )
}

const noTills: Side = {
  ...{ tills: 0, soaked: 0, silent: 0, notReady: 0, unwell: 0, requests: 0, failed: 0 },
  latencySeconds: undefined,
}

async function sides(
  ask: Ask,
  side: string,
  version: string,
  { window, soakMinutes }: Pick<GuardRules, 'window' | 'soakMinutes'>,
): Promise<Map<string, Side>> {
  // A till that was updated in the window had both versions: what it says now counts, and what it said last where it is silent.
  const now = `max by (store, till, ring) (till_agent_info{${side}})`
  const last = `max by (store, till, ring) (last_over_time(till_agent_info{${side}}[${window}]))`
  const silent = `(${last} unless on (store, till) till_agent_info)`
  const with_ = (sum: string) => `sum by (ring) (${sum} * on (store, till) group_left (ring) ${now})`
  const requests = (outcomes: string) =>
    with_(`sum by (store, till) (increase(till_agent_requests_total{${outcomes}}[${window}]))`)
  const latency = `histogram_quantile(0.95, sum by (ring, le) (sum by (store, till, le) (increase(till_agent_added_latency_seconds_bucket[${window}])) * on (store, till) group_left (ring) ${now}))`
  const unwell = `till_agent_update_info{last=~"rolled-back|stuck", last_version="${version}"}`
  const had = soakMinutes > 0 ? `(${now} and on (store, till) (till_agent_info{${side}} offset ${soakMinutes}m))` : now
  const [reporting, soaked, gone, notReady, wentBack, all, failed, seconds] = await Promise.all([
    ask(`count by (ring) (${now})`),
    ask(`count by (ring) (${had})`),
    ask(`count by (ring) (${silent})`),
    ask(with_(`(max by (store, till) (till_agent_ready) == bool 0)`)),
    ask(with_(`max by (store, till) (${unwell})`)),
    ask(requests('')),
    ask(requests(`outcome=~"${failures}"`)),
    ask(latency),
  ])
  const rings = new Set([...reporting.keys(), ...gone.keys()])
  return new Map(
    [...rings].map((ring) => {
      const of = (numbers: Map<string, number>) => numbers.get(ring) ?? 0
      const latencySeconds = Number.isFinite(seconds.get(ring)) ? seconds.get(ring) : undefined
      return [
        ring,
        {
          ...{ tills: of(reporting) + of(gone), soaked: of(soaked), silent: of(gone) },
          ...{ notReady: of(notReady), unwell: of(wentBack) },
          ...{ requests: of(all), failed: of(failed), latencySeconds },
        },
      ]
    }),
  )
}

/** @returns the folder below which is its API @throws Fault `INVALID_INPUT`, which does not repeat the address */
function addressOf(url: string): URL {
  const wrong = (message: string) => invalid([{ path: '--prometheus', message }])
  if (!/^https?:\/\//i.test(url) || !URL.canParse(url)) throw wrong('must begin with https:// or http://')
  const address = new URL(url)
  if (address.username !== '' || address.password !== '') throw wrong('must not hold a user name or password')
  if (!address.pathname.endsWith('/')) address.pathname += '/'
  return address
}

async function askPrometheus(base: URL, query: Record<string, string>): Promise<Map<string, number>> {
  const unreachable = (why: string) => new Fault('UPSTREAM_UNREACHABLE', `Prometheus at ${base.origin} ${why}.`)
  let response: Response
  try {
    response = await fetch(new URL('api/v1/query', base), {
      ...{ method: 'POST', body: new URLSearchParams(query), redirect: 'error' },
      signal: AbortSignal.timeout(timeoutMs),
    })
  } catch {
    throw unreachable('did not answer')
  }
  const answer = response.ok ? Answer.safeParse(await response.json().catch(() => undefined)) : undefined
  if (!answer?.success) throw unreachable(`answered ${response.status}, or something else than numbers`)
  return new Map(answer.data.data.result.map(({ metric, value }) => [metric.ring ?? 'default', Number(value[1])]))
}
