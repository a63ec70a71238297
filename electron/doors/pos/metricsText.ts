import type { Agent } from '../../core/agent.ts'
import type { Client } from '../../core/clients.ts'
import { outcomes } from '../../core/metrics.ts'
import { eventLoopLagSeconds } from './eventLoop.ts'
import { PrometheusText, type Sample } from './prometheusText.ts'

/**
 * The agent's numbers. What is about a client or an upstream is shown to that client and to those granted it, and all
 * of it to a client that watches all. Labels are ids of what is set up and codes from closed lists, so there are never
 * many (docs/operations.md lists them).
 */
export function metricsText(agent: Agent, client: Client): string {
  const text = new PrometheusText()
  addRequests(text, agent, client)
  addUpstreams(text, agent, client)
  addRefusals(text, agent)
  addVerifications(text, agent)
  addAudit(text, agent)
  addProcess(text, agent)
  return text.toString()
}

function addRequests(text: PrometheusText, { metrics, clients, upstreams }: Agent, asking: Client): void {
  const ids = (items: readonly { id: string }[]) => new Set(items.map(({ id }) => id))
  const lanes = metrics
    .lanesOf(ids(clients.list()), ids(upstreams.all()))
    .filter(({ client }) => asking.watchesAll || client === asking.id)
  text.counter(
    'till_agent_requests_total',
    "Requests by outcome: the class of the upstream's status, or the fault that stood in its place.",
    lanes.flatMap(({ client, upstream, lane }) =>
      outcomes.flatMap((outcome, at): Sample[] => {
        const count = lane.counts[at] ?? 0
        return count > 0 ? [[{ client, upstream, outcome }, count]] : []
      }),
    ),
  )
  text.histogram(
    'till_agent_added_latency_seconds',
    'What a request waited in the agent until it was sent, queue included.',
    lanes.map(({ client, upstream, lane }) => [{ client, upstream }, lane.added]),
  )
  text.histogram(
    'till_agent_upstream_latency_seconds',
    'What the upstream took until its answer began.',
    lanes.map(({ client, upstream, lane }) => [{ client, upstream }, lane.upstream]),
  )
}

function addUpstreams(text: PrometheusText, agent: Agent, asking: Client): void {
  const shown = agent.status().upstreams.filter(({ id }) => asking.watchesAll || asking.grants.has(id))
  const gauge = (name: string, help: string, of: (upstream: (typeof shown)[number]) => number) =>
    text.gauge(
      name,
      help,
      shown.map((one) => [{ upstream: one.id }, of(one)]),
    )
  gauge('till_agent_upstream_connections', 'Connections that are open to it.', (one) => one.openConnections)
  gauge('till_agent_upstream_active_requests', 'Requests under way to it.', (one) => one.activeRequests)
  gauge('till_agent_upstream_waiting_requests', 'Requests that wait for a connection.', (one) => one.waitingRequests)
  gauge('till_agent_upstream_ready', '1 when it can be called.', (one) => Number(one.state === 'ready'))
  gauge('till_agent_upstream_locked', '1 when it refused the credential of this till.', (one) =>
    Number(one.state === 'locked'),
  )
}

function addVerifications(text: PrometheusText, { verifications }: Agent): void {
  text.counter(
    'till_agent_verifications_total',
    'Verifications of customers that were started, and how they ended.',
    [...verifications.outcomes].map(([outcome, count]) => [{ outcome }, count]),
  )
}

function addRefusals(text: PrometheusText, { refusals }: Agent): void {
  text.counter(
    'till_agent_refusals_total',
    'Requests that were turned away unsent, of all callers.',
    [...refusals.counts].map(([kind, count]) => [{ kind }, count]),
  )
}

function addAudit(text: PrometheusText, { audit }: Agent): void {
  text.gauge('till_agent_audit_rows', 'The row of the audit trail that was written last: it never gets smaller.', [
    [{}, audit.lastSequence],
  ])
  text.gauge('till_agent_audit_ok', '0 when the audit trail cannot be written.', [[{}, Number(!audit.problem)]])
}

function addProcess(text: PrometheusText, agent: Agent): void {
  const { version, startedAt } = agent.status()
  const { rss, heapUsed } = process.memoryUsage()
  const { user, system } = process.cpuUsage()
  const one = (value: number): Sample[] => [[{}, value]]
  text.gauge('till_agent_info', 'Always 1.', [[{ version, node: process.versions.node }, 1]])
  text.gauge('process_start_time_seconds', 'When it started, since 1970.', one(startedAt / 1_000))
  text.gauge('process_uptime_seconds', 'How long it runs.', one(process.uptime()))
  text.gauge('process_resident_memory_bytes', 'Memory it occupies.', one(rss))
  text.gauge('nodejs_heap_size_used_bytes', 'Memory its objects take.', one(heapUsed))
  text.counter('process_cpu_seconds_total', 'Time of processors it used.', one((user + system) / 1e6))
  text.gauge(
    'till_agent_event_loop_lag_seconds',
    'How late it got to its work at most, since the last scrape.',
    one(eventLoopLagSeconds()),
  )
}
