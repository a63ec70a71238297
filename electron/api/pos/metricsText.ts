import { Condition, isServing } from '#contract/status.ts'
import type { Agent } from '#core/agent.ts'
import type { Client } from '#core/clients/clients.ts'
import { outcomes } from '#core/traffic/metrics.ts'
import { eventLoopLagSeconds } from './eventLoop.ts'
import { PrometheusText, type Sample } from './prometheusText.ts'

/**
 * The agent's metrics (docs/operations.md lists them). A client sees its own requests and the upstreams granted to it; a
 * client that watches all sees everything. Labels are configured ids and codes from closed lists, so the number of
 * series stays bounded.
 */
export function metricsText(agent: Agent, client: Client): string {
  const text = new PrometheusText()
  addRequests(text, agent, client)
  addUpstreams(text, agent, client)
  addRefusals(text, agent)
  addVerifications(text, agent)
  addOutbox(text, agent, client)
  addDrops(text, agent, client)
  addCache(text, agent, client)
  addAudit(text, agent)
  addProcess(text, agent)
  return text.toString()
}

function addRequests(text: PrometheusText, { metrics, clients, upstreams }: Agent, reader: Client): void {
  const ids = (items: readonly { id: string }[]) => new Set(items.map(({ id }) => id))
  const series = metrics
    .list(ids(clients.list()), ids(upstreams.all()))
    .filter(({ client }) => reader.watchesAll || client === reader.id)
  text.counter(
    'till_agent_requests_total',
    "Requests by outcome: the class of the upstream's status, or the code of the agent's own fault.",
    series.flatMap(({ client, upstream, requests }) =>
      outcomes.flatMap((outcome, at): Sample[] => {
        const count = requests.counts[at] ?? 0
        return count > 0 ? [[{ client, upstream, outcome }, count]] : []
      }),
    ),
  )
  text.histogram(
    'till_agent_added_latency_seconds',
    'Time that a request spent in the agent before it was sent upstream, queue included.',
    series.map(({ client, upstream, requests }) => [{ client, upstream }, requests.agent]),
  )
  text.histogram(
    'till_agent_upstream_latency_seconds',
    'Time until the response of the upstream began.',
    series.map(({ client, upstream, requests }) => [{ client, upstream }, requests.upstream]),
  )
}

function addUpstreams(text: PrometheusText, agent: Agent, reader: Client): void {
  const shown = agent.status().upstreams.filter(({ id }) => reader.watchesAll || reader.grants.has(id))
  const gauge = (name: string, help: string, of: (upstream: (typeof shown)[number]) => number) =>
    text.gauge(
      name,
      help,
      shown.map((upstream) => [{ upstream: upstream.id }, of(upstream)]),
    )
  text.gauge(
    'till_agent_upstream_info',
    'Always 1; says how the upstream is spoken to, and whether what is done there counts.',
    shown.map(({ id, scheme, mode }) => [{ upstream: id, scheme, mode }, 1]),
  )
  text.gauge(
    'till_agent_training',
    '1 while staff practise with simulated customers, whose requests are not counted.',
    [[{}, Number(agent.training.status() !== undefined)]],
  )
  gauge(
    'till_agent_upstream_connections',
    'Open connections to the upstream.',
    ({ openConnections }) => openConnections,
  )
  gauge(
    'till_agent_upstream_active_requests',
    'Requests under way to the upstream.',
    ({ activeRequests }) => activeRequests,
  )
  gauge(
    'till_agent_upstream_waiting_requests',
    'Requests that wait for a connection.',
    ({ waitingRequests }) => waitingRequests,
  )
  gauge('till_agent_upstream_ready', '1 when the upstream can be called.', ({ state }) => Number(state === 'ready'))
  gauge('till_agent_upstream_reachable', '0 while no request reaches the upstream.', ({ unreachableSince }) =>
    Number(unreachableSince === undefined),
  )
  gauge('till_agent_upstream_locked', '1 when the upstream refused the credential of this till.', ({ state }) =>
    Number(state === 'locked'),
  )
}

function addVerifications(text: PrometheusText, { verifications }: Agent): void {
  text.counter(
    'till_agent_verifications_total',
    'Verifications of customers, by start and outcome.',
    [...verifications.outcomes].map(([outcome, count]) => [{ outcome }, count]),
  )
}

function addOutbox(text: PrometheusText, { outbox }: Agent, reader: Client): void {
  const own = reader.watchesAll ? undefined : { id: reader.id, owner: reader.keyDigest }
  const { open, needPerson, oldestAt, amount } = outbox.counts(own)
  text.gauge('till_agent_outbox_entries', 'Entries of the outbox that wait for the agent, or for a person.', [
    [{ needs: 'agent' }, open],
    [{ needs: 'person' }, needPerson],
  ])
  text.gauge('till_agent_outbox_oldest_seconds', 'Age of the oldest entry that the agent has still to send.', [
    [{}, oldestAt === undefined ? 0 : outbox.ageMs(oldestAt) / 1_000],
  ])
  text.gauge('till_agent_outbox_amount', 'Sum of the amounts in the outbox.', [[{}, amount]])
}

function addCache(text: PrometheusText, { responseCache, upstreams }: Agent, reader: Client): void {
  const ids = new Set(upstreams.all().map(({ id }) => id))
  text.counter(
    'till_agent_look_ups_total',
    'Look-ups whose answers may be kept, by where the answer came from: memory (hit, stale), another look-up, the upstream.',
    responseCache.counts
      .list(ids)
      .filter(([upstream]) => reader.watchesAll || reader.grants.has(upstream))
      .map(([upstream, outcome, count]) => [{ upstream, outcome }, count]),
  )
  text.gauge('till_agent_cache_entries', 'Answers to look-ups that are kept in memory.', [[{}, responseCache.size]])
  text.gauge('till_agent_cache_bytes', 'Memory that they take.', [[{}, responseCache.bytes]])
}

function addDrops(text: PrometheusText, { drops, outbox }: Agent, reader: Client): void {
  const list = reader.watchesAll ? drops.list() : []
  text.gauge(
    'till_agent_drop_files',
    'Files of a folder that is watched: those that wait for its server, and those in its folder for what was refused.',
    list.flatMap(({ name, waiting, refused }): Sample[] => [
      [{ drop: name, state: 'waiting' }, waiting],
      [{ drop: name, state: 'refused' }, refused],
    ]),
  )
  text.gauge(
    'till_agent_drop_oldest_seconds',
    'Age of the oldest file that waits.',
    list.map(({ name, oldestAt }) => [{ drop: name }, oldestAt === undefined ? 0 : outbox.ageMs(oldestAt) / 1_000]),
  )
  text.gauge(
    'till_agent_drop_ok',
    '0 while something keeps files of the folder from being sent.',
    list.map(({ name, problem }) => [{ drop: name }, Number(problem === undefined)]),
  )
}

function addRefusals(text: PrometheusText, { refusals }: Agent): void {
  text.counter(
    'till_agent_refusals_total',
    'Requests of all callers that the agent refused and did not send.',
    [...refusals.counts].map(([kind, count]) => [{ kind }, count]),
  )
}

function addAudit(text: PrometheusText, { audit }: Agent): void {
  text.gauge('till_agent_audit_rows', 'Number of the latest row of the audit trail. It never decreases.', [
    [{}, audit.lastSequence],
  ])
  text.gauge('till_agent_audit_ok', '0 when the audit trail cannot be written.', [[{}, Number(!audit.problem)]])
}

function addProcess(text: PrometheusText, agent: Agent): void {
  const { version, startedAt, condition } = agent.status()
  const { rss, heapUsed } = process.memoryUsage()
  const { user, system } = process.cpuUsage()
  const unlabelled = (value: number): Sample[] => [[{}, value]]
  const { ring, last } = agent.updates.facts()
  text.gauge('till_agent_info', 'Always 1.', [[{ version, node: process.versions.node, ring }, 1]])
  text.gauge(
    'till_agent_update_info',
    'Always 1; says how the last update ended.',
    last ? [[{ last: last.outcome, last_version: last.version }, 1]] : [],
  )
  text.gauge(
    'till_agent_ready',
    '1 while the till can serve, as /readyz says.',
    unlabelled(Number(isServing(condition))),
  )
  text.gauge('till_agent_condition', '1 for the state that the till is in.', [
    ...Condition.options.map((state): Sample => [{ condition: state }, Number(state === condition)]),
  ])
  text.gauge('process_start_time_seconds', 'Start time of the process, in Unix time.', unlabelled(startedAt / 1_000))
  text.gauge('process_uptime_seconds', 'Time since the process started.', unlabelled(process.uptime()))
  text.gauge('process_resident_memory_bytes', 'Resident memory of the process.', unlabelled(rss))
  text.gauge('nodejs_heap_size_used_bytes', 'Memory that JavaScript objects occupy.', unlabelled(heapUsed))
  text.counter('process_cpu_seconds_total', 'Processor time that the process used.', unlabelled((user + system) / 1e6))
  text.gauge(
    'till_agent_event_loop_lag_seconds',
    'Longest delay of the event loop since the last scrape.',
    unlabelled(eventLoopLagSeconds()),
  )
}
