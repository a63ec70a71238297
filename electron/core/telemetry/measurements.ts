import type { AuditTrail } from '#core/audit/auditTrail.ts'
import type { Refusals } from '#core/audit/refusals.ts'
import type { ResponseCache } from '#core/cache/responseCache.ts'
import type { Client, Clients } from '#core/clients/clients.ts'
import type { CrashReports } from '#core/diagnostics/crashReports.ts'
import type { Status } from '#core/diagnostics/status.ts'
import type { Drops } from '#core/drops/drops.ts'
import type { Outbox } from '#core/outbox/outbox.ts'
import { type Metrics, outcomes } from '#core/traffic/metrics.ts'
import type { UpdateService } from '#core/updates/updateService.ts'
import type { Upstreams } from '#core/upstreams/upstreams.ts'
import type { Verifications } from '#core/verification/verifications.ts'
import type { HostClock } from './hostClock.ts'
import type { MetricSink, Sample } from './metricSink.ts'
import type { OpenProcessFacts, ProcessFacts } from './processFacts.ts'
import { addClock, addConcerns, addCrashes, addProcess, addTill } from './tillMetrics.ts'

/** What is measured. */
interface Sources {
  metrics: Metrics
  clients: Pick<Clients, 'list'>
  upstreams: Pick<Upstreams, 'all' | 'list'>
  refusals: Pick<Refusals, 'counts'>
  verifications: Pick<Verifications, 'outcomes'>
  outbox: Pick<Outbox, 'counts' | 'ageMs'>
  drops: Pick<Drops, 'list'>
  responseCache: Pick<ResponseCache, 'counts' | 'size' | 'bytes'>
  audit: Pick<AuditTrail, 'lastSequence' | 'problem'>
  updates: Pick<UpdateService, 'facts'>
  training: { status(): object | undefined }
  status(): Status
  /** When absent, nothing is known of crashes. */
  crashes?: Pick<CrashReports, 'counts'> | undefined
  hostClock: Pick<HostClock, 'skewMs'>
  /** When absent, nothing is told of the process. */
  openProcessFacts?: OpenProcessFacts | undefined
}

/** Whose numbers are read: those of a client, or everybody's. */
type Reader = Pick<Client, 'id' | 'keyDigest' | 'watchesAll' | 'grants'>
const everybody: Reader = { id: '', keyDigest: '', watchesAll: true, grants: new Map() }

/** The metrics of the agent: one count, whichever way they leave it. */
export class Measurements {
  readonly #sources: Sources

  constructor(sources: Sources) {
    this.#sources = sources
  }

  /** A reader for one way out. @returns writes the present values into a sink; those of everybody where no client is named */
  open(): (sink: MetricSink, reader?: Reader) => void {
    const processFacts = this.#sources.openProcessFacts?.()
    return (sink, reader = everybody) => writeMetrics(sink, this.#sources, reader, processFacts?.())
  }
}

/**
 * The agent's metrics (docs/operations.md lists them). A client sees its own requests and the upstreams granted to it; a
 * client that watches all sees everything. Labels are configured ids and codes from closed lists, so the number of
 * series stays bounded.
 */
function writeMetrics(sink: MetricSink, sources: Sources, reader: Reader, process: ProcessFacts | undefined): void {
  addRequests(sink, sources, reader)
  addUpstreams(sink, sources, reader)
  addRefusals(sink, sources)
  addVerifications(sink, sources)
  addOutbox(sink, sources, reader)
  addDrops(sink, sources, reader)
  addCache(sink, sources, reader)
  addAudit(sink, sources)
  const status = sources.status()
  addTill(sink, status, sources.updates, process)
  if (reader.watchesAll) addConcerns(sink, status, sources.upstreams, sources.clients)
  addCrashes(sink, sources.crashes)
  addClock(sink, sources.hostClock)
  if (process) addProcess(sink, status, process)
}

function addRequests(sink: MetricSink, { metrics, clients, upstreams }: Sources, reader: Reader): void {
  const ids = (items: readonly { id: string }[]) => new Set(items.map(({ id }) => id))
  const series = metrics
    .list(ids(clients.list()), ids(upstreams.all()))
    .filter(({ client }) => reader.watchesAll || client === reader.id)
  sink.counter(
    'till_agent_requests_total',
    "Requests by outcome: the class of the upstream's status, or the code of the agent's own fault.",
    series.flatMap(({ client, upstream, requests }) =>
      outcomes.flatMap((outcome, at): Sample[] => {
        const count = requests.counts[at] ?? 0
        return count > 0 ? [[{ client, upstream, outcome }, count]] : []
      }),
    ),
  )
  sink.histogram(
    'till_agent_added_latency_seconds',
    'Time that a request spent in the agent before it was sent upstream, queue included.',
    series.map(({ client, upstream, requests }) => [{ client, upstream }, requests.agent]),
  )
  sink.histogram(
    'till_agent_upstream_latency_seconds',
    'Time until the response of the upstream began.',
    series.map(({ client, upstream, requests }) => [{ client, upstream }, requests.upstream]),
  )
}

function addUpstreams(sink: MetricSink, sources: Sources, reader: Reader): void {
  const shown = sources.status().upstreams.filter(({ id }) => reader.watchesAll || reader.grants.has(id))
  const gauge = (name: string, help: string, of: (upstream: (typeof shown)[number]) => number) =>
    sink.gauge(
      name,
      help,
      shown.map((upstream) => [{ upstream: upstream.id }, of(upstream)]),
    )
  sink.gauge(
    'till_agent_upstream_info',
    'Always 1; says how the upstream is spoken to, and whether what is done there counts.',
    shown.map(({ id, scheme, mode }) => [{ upstream: id, scheme, mode }, 1]),
  )
  sink.gauge(
    'till_agent_training',
    '1 while staff practise with simulated customers, whose requests are not counted.',
    [[{}, Number(sources.training.status() !== undefined)]],
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

function addVerifications(sink: MetricSink, { verifications }: Sources): void {
  sink.counter(
    'till_agent_verifications_total',
    'Verifications of customers, by start and outcome.',
    [...verifications.outcomes].map(([outcome, count]) => [{ outcome }, count]),
  )
}

function addOutbox(sink: MetricSink, { outbox }: Sources, reader: Reader): void {
  const own = reader.watchesAll ? undefined : { id: reader.id, owner: reader.keyDigest }
  const { open, needPerson, oldestAt, amount } = outbox.counts(own)
  sink.gauge('till_agent_outbox_entries', 'Entries of the outbox that wait for the agent, or for a person.', [
    [{ needs: 'agent' }, open],
    [{ needs: 'person' }, needPerson],
  ])
  sink.gauge('till_agent_outbox_oldest_seconds', 'Age of the oldest entry that the agent has still to send.', [
    [{}, oldestAt === undefined ? 0 : outbox.ageMs(oldestAt) / 1_000],
  ])
  sink.gauge('till_agent_outbox_amount', 'Sum of the amounts in the outbox.', [[{}, amount]])
}

function addCache(sink: MetricSink, { responseCache, upstreams }: Sources, reader: Reader): void {
  const ids = new Set(upstreams.all().map(({ id }) => id))
  sink.counter(
    'till_agent_look_ups_total',
    'Look-ups whose answers may be kept, by where the answer came from: memory (hit, stale), another look-up, the upstream.',
    responseCache.counts
      .list(ids)
      .filter(([upstream]) => reader.watchesAll || reader.grants.has(upstream))
      .map(([upstream, outcome, count]) => [{ upstream, outcome }, count]),
  )
  sink.gauge('till_agent_cache_entries', 'Answers to look-ups that are kept in memory.', [[{}, responseCache.size]])
  sink.gauge('till_agent_cache_bytes', 'Memory that they take.', [[{}, responseCache.bytes]])
}

function addDrops(sink: MetricSink, { drops, outbox }: Sources, reader: Reader): void {
  const list = reader.watchesAll ? drops.list() : []
  sink.gauge(
    'till_agent_drop_files',
    'Files of a folder that is watched: those that wait for its server, and those in its folder for what was refused.',
    list.flatMap(({ name, waiting, refused }): Sample[] => [
      [{ drop: name, state: 'waiting' }, waiting],
      [{ drop: name, state: 'refused' }, refused],
    ]),
  )
  sink.gauge(
    'till_agent_drop_oldest_seconds',
    'Age of the oldest file that waits.',
    list.map(({ name, oldestAt }) => [{ drop: name }, oldestAt === undefined ? 0 : outbox.ageMs(oldestAt) / 1_000]),
  )
  sink.gauge(
    'till_agent_drop_ok',
    '0 while something keeps files of the folder from being sent.',
    list.map(({ name, problem }) => [{ drop: name }, Number(problem === undefined)]),
  )
}

function addRefusals(sink: MetricSink, { refusals }: Sources): void {
  sink.counter(
    'till_agent_refusals_total',
    'Requests of all callers that the agent refused and did not send.',
    [...refusals.counts].map(([kind, count]) => [{ kind }, count]),
  )
}

function addAudit(sink: MetricSink, { audit }: Sources): void {
  sink.gauge('till_agent_audit_rows', 'Number of the latest row of the audit trail. It never decreases.', [
    [{}, audit.lastSequence],
  ])
  sink.gauge('till_agent_audit_ok', '0 when the audit trail cannot be written.', [[{}, Number(!audit.problem)]])
}
