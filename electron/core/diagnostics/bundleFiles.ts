import { AuditEvent, type AuditRow } from '#contract/audit.ts'
import type { ClientView } from '#contract/client.ts'
import type { Diagnosis } from '#contract/doctor.ts'
import type { SettingView } from '#contract/setting.ts'
import type { Status } from '#contract/status.ts'
import type { RecentRequest, RefusalCount, UpstreamLatency } from '#contract/traffic.ts'
import { grantText } from '#core/clients/grantText.ts'
import { scrubPiiIn } from '#core/personalData/piiScrubber.ts'
import type { UpstreamSummary } from '#core/upstreams/summary.ts'
import type { LogRow } from './bundleSources.ts'
import type { CrashReport } from './crashReports.ts'

/** The content of a bundle. `undefined`: could not be read. */
export interface BundleFacts {
  at: number
  machine: string | undefined
  status: Status
  settings: SettingView[]
  upstreams: UpstreamSummary[]
  clients: ClientView[]
  diagnosis: Diagnosis
  requests: RecentRequest[]
  latency: UpstreamLatency[]
  refusals: RefusalCount[]
  audit: AuditRow[] | undefined
  crashes: readonly CrashReport[]
  log: { rows: LogRow[]; dropped: number } | undefined
}

interface File {
  name: string
  text: string
}

/** Names every field of every file, so that a field added elsewhere never leaves the till by itself. All texts are scrubbed as well. */
export function bundleFiles(facts: BundleFacts): File[] {
  return [
    { name: 'about.txt', text: aboutText(facts) },
    { name: 'status.json', text: jsonText(statusOf(facts.status)) },
    { name: 'settings.json', text: jsonText(settingsOf(facts)) },
    { name: 'doctor.json', text: jsonText(diagnosisOf(facts.diagnosis)) },
    { name: 'requests.json', text: rowsText(facts.requests.map(requestOf)) },
    { name: 'latency.json', text: rowsText(facts.latency.flatMap(latencyOf)) },
    { name: 'refusals.json', text: rowsText(facts.refusals.map(({ code, count }) => ({ code, count }))) },
    { name: 'audit.json', text: rowsText((facts.audit ?? []).map(auditOf)) },
    { name: 'crashes.json', text: rowsText(facts.crashes.map(crashOf)) },
    { name: 'log.txt', text: (facts.log?.rows ?? []).map((row) => `${lineText(row)}\n`).join('') },
  ]
}

function aboutText({ at, machine, status, audit, log }: BundleFacts): string {
  const lines = [
    `Till Agent ${status.version}`,
    `Machine: ${machine ?? 'unknown'}`,
    `Made: ${minuteText(at)} UTC`,
    `Running for: ${Math.max(0, Math.round((at - status.startedAt) / 1000))} s`,
    ...(audit ? [] : ['The audit trail could not be read.']),
    log ? `Lines of the log left out because they could not be read: ${log.dropped}` : 'The log could not be read.',
    'Left out everywhere: secrets, keys, names of people, customers, paths and bodies of requests.',
  ]
  return `${lines.join('\n')}\n`
}

/** As in `2026-11-22 10:15`, UTC. */
export function minuteText(at: number): string {
  return new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeStyle: 'short', timeZone: 'UTC' }).format(at)
}

function statusOf({ condition, concerns, version, startedAt, upstreams, outbox, drops = [] }: Status) {
  return {
    ...{ condition, version, startedAt },
    outbox: { open: outbox.open, needPerson: outbox.needPerson, oldestAt: outbox.oldestAt },
    drops: drops.map(({ name, waiting, sent, refused, oldestAt, problem }) => ({
      ...{ name, waiting, sent, refused, oldestAt, problem },
    })),
    concerns: concerns.map(({ about, code, reason, remedy }) => ({ about, code, reason, remedy })),
    upstreams: upstreams.map(({ id, scheme, state, activeRequests, waitingRequests, openConnections }) => ({
      ...{ id, scheme, state, activeRequests, waitingRequests, openConnections },
    })),
  }
}

function settingsOf({ settings, upstreams, clients }: BundleFacts) {
  return {
    limits: settings
      .filter(({ kind }) => kind === 'number')
      .map(({ name, value, source }) => ({ name, value, source })),
    country: settings.find(({ kind }) => kind === 'country')?.value,
    upstreams: upstreams.map(({ id, scheme, baseUrl, caFile, proxy, state, problem, createdAt, rotatedAt }) => ({
      ...{ id, scheme, host: new URL(baseUrl).host, state, code: problem?.code, createdAt, rotatedAt },
      ownAuthorities: caFile !== undefined,
      proxy: proxy === undefined || proxy === 'direct' || proxy === 'system' ? (proxy ?? 'direct') : 'of its own',
    })),
    clients: clients.map(({ id, grants, origins, watchesAll, createdAt, expiresAt, lastUsedAt }) => ({
      ...{ id, origins: origins.length, watchesAll, createdAt, expiresAt, lastUsedAt },
      grants: grants.map(grantText),
    })),
  }
}

function diagnosisOf({ at, findings }: Diagnosis) {
  return {
    at,
    findings: findings.map(({ check, upstream, outcome, sentence, remedy }) => ({
      ...{ check, upstream, outcome, sentence, remedy },
    })),
  }
}

function requestOf({ at, requestId, client, upstream, route, status, code, durationMs }: RecentRequest) {
  return { at, requestId, client, upstream, route, status, code, durationMs }
}

function latencyOf({ upstream, minutes }: UpstreamLatency) {
  return minutes.map(({ at, requests, meanMs, mostMs }) => ({ upstream, at, requests, meanMs, mostMs }))
}

/** The ways in, as actors of the audit trail begin: `web/anna`. */
const origins: ReadonlySet<string> = new Set(['agent', 'command-line', 'pipe', 'pos', 'start', 'web', 'window'])

/** Leaves out persons: an actor is one, unless it is a client of the POS API. A row that was tampered with may hold any text. */
function auditOf({ sequence, at, event, actor, subject, outcome }: AuditRow) {
  const [origin = ''] = actor.split('/')
  return {
    ...{ sequence, at },
    event: AuditEvent.safeParse(event).data ?? 'unknown',
    actor: matching(actor, /^pos\/[a-z][a-z0-9-]{0,31}$/) ?? (origins.has(origin) ? origin : 'unknown'),
    subject: matching(subject, /^(?:upstream|client|setting|rows|outbox|drop)\/[a-z0-9._-]{1,64}$/i) ?? '',
    outcome: matching(outcome, /^(?:done|[A-Z_]{1,40})$/) ?? 'unknown',
  }
}

function crashOf({ at, version, kind, name, code, places }: CrashReport) {
  return { at, version, kind, name, code, places }
}

function matching(text: string, pattern: RegExp): string | undefined {
  return pattern.test(text) ? text : undefined
}

function lineText(row: LogRow): string {
  return JSON.stringify(scrubPiiIn(row))
}

function jsonText(value: object): string {
  return `${JSON.stringify(scrubPiiIn(value), null, 2)}\n`
}

/** A JSON list with one row a line, so that the preview shows each row by itself. */
function rowsText(rows: object[]): string {
  return rows.length === 0 ? '[]\n' : `[\n${rows.map((row) => JSON.stringify(scrubPiiIn(row))).join(',\n')}\n]\n`
}
