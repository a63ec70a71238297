import { Condition, isServing } from '#contract/status.ts'
import type { Clients } from '#core/clients/clients.ts'
import type { CrashReports } from '#core/diagnostics/crashReports.ts'
import type { Status } from '#core/diagnostics/status.ts'
import type { UpdateService } from '#core/updates/updateService.ts'
import type { Upstreams } from '#core/upstreams/upstreams.ts'
import type { HostClock } from './hostClock.ts'
import type { MetricSink, Sample } from './metricSink.ts'
import type { ProcessFacts } from './processFacts.ts'

/** How the till itself is. */
export function addTill(
  sink: MetricSink,
  { version, condition }: Pick<Status, 'version' | 'condition'>,
  updates: Pick<UpdateService, 'facts'>,
  process: ProcessFacts | undefined,
): void {
  const { ring, last } = updates.facts()
  const runtime = process && { node: process.runtimeVersion }
  sink.gauge('till_agent_info', 'Always 1.', [[{ version, ...runtime, ring }, 1]])
  sink.gauge(
    'till_agent_update_info',
    'Always 1; says how the last update ended.',
    last ? [[{ last: last.outcome, last_version: last.version }, 1]] : [],
  )
  sink.gauge('till_agent_ready', '1 while the till can serve, as /readyz says.', [[{}, Number(isServing(condition))]])
  sink.gauge('till_agent_condition', '1 for the state that the till is in.', [
    ...Condition.options.map((state): Sample => [{ condition: state }, Number(state === condition)]),
  ])
}

/** For whoever watches all: what keeps the till from working, and what ends soon. */
export function addConcerns(
  sink: MetricSink,
  { concerns }: Pick<Status, 'concerns'>,
  upstreams: Pick<Upstreams, 'list'>,
  clients: Pick<Clients, 'list'>,
): void {
  const about = new Map(concerns.map((concern) => [`${concern.about} ${concern.code}`, concern]))
  sink.gauge(
    'till_agent_concern',
    '1 for each thing that keeps the till from working, or may soon.',
    [...about.values()].map(({ about: subject, code }) => [{ about: subject, code }, 1]),
  )
  sink.gauge(
    'till_agent_certificate_expiry_timestamp_seconds',
    "When the till's certificate for the upstream ends, in Unix time.",
    upstreams
      .list()
      .flatMap(({ id, certificate }): Sample[] =>
        certificate ? [[{ upstream: id }, certificate.expiresAt / 1_000]] : [],
      ),
  )
  sink.gauge(
    'till_agent_client_key_expiry_timestamp_seconds',
    'When the key of the client ends, in Unix time.',
    clients
      .list()
      .flatMap(({ id, expiresAt }): Sample[] => (expiresAt === undefined ? [] : [[{ client: id }, expiresAt / 1_000]])),
  )
}

/** A clock that is wrong refuses what head office has just signed, and is refused by clouds. */
export function addClock(sink: MetricSink, { skewMs }: Pick<HostClock, 'skewMs'>): void {
  sink.gauge(
    'till_agent_clock_skew_seconds',
    "How far the till's clock is ahead of that of the host of the releases, when the host last answered.",
    skewMs === undefined ? [] : [[{}, Math.round(skewMs / 1_000)]],
  )
}

export function addCrashes(sink: MetricSink, crashes: Pick<CrashReports, 'counts'> | undefined): void {
  sink.counter(
    'till_agent_crashes_total',
    'Crashes of the agent (uncaught) and of the page of its window, over all runs.',
    Object.entries(crashes?.counts ?? {}).map(([kind, count]) => [{ kind }, count]),
  )
}

export function addProcess(sink: MetricSink, { startedAt }: Pick<Status, 'startedAt'>, facts: ProcessFacts): void {
  const gauge = (name: string, help: string, value: number) => sink.gauge(name, help, [[{}, value]])
  gauge('process_start_time_seconds', 'Start time of the process, in Unix time.', startedAt / 1_000)
  gauge('process_uptime_seconds', 'Time since the process started.', facts.uptimeSeconds)
  gauge('process_resident_memory_bytes', 'Resident memory of the process.', facts.residentBytes)
  gauge('nodejs_heap_size_used_bytes', 'Memory that JavaScript objects occupy.', facts.heapUsedBytes)
  sink.counter('process_cpu_seconds_total', 'Processor time that the process used.', [[{}, facts.cpuSeconds]])
  gauge(
    'till_agent_event_loop_lag_seconds',
    'Longest delay of the event loop since these metrics were last read.',
    facts.eventLoopLagSeconds,
  )
}
