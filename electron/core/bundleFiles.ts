import { AuditEvent, type AuditRow } from '../contract/audit.ts'
import type { ClientView } from '../contract/client.ts'
import type { Diagnosis } from '../contract/doctor.ts'
import type { SettingView } from '../contract/setting.ts'
import type { Status } from '../contract/status.ts'
import type { RecentRequest, RefusalCount, UpstreamLatency } from '../contract/traffic.ts'
import type { UpstreamView } from '../contract/upstream.ts'
import { grantText } from './grantText.ts'
import { scrubbedIn } from './scrubbed.ts'
import type { LogRow } from './supportBundle.ts'

/** What a bundle is made from; what is absent could not be read. */
export interface BundleFacts {
  at: number
  machine: string | undefined
  status: Status
  settings: SettingView[]
  upstreams: UpstreamView[]
  clients: ClientView[]
  diagnosis: Diagnosis
  requests: RecentRequest[]
  latency: UpstreamLatency[]
  refusals: RefusalCount[]
  audit: AuditRow[] | undefined
  log: { rows: LogRow[]; dropped: number } | undefined
}

interface File {
  name: string
  text: string
}

/** Every field is named here: what is new somewhere else does not leave by itself. Texts are scrubbed on top of that. */
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

function statusOf({ condition, concerns, version, startedAt, upstreams }: Status) {
  return {
    ...{ condition, version, startedAt },
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
    upstreams: upstreams.map(({ id, scheme, baseUrl, caFile, proxy, state, code, createdAt, rotatedAt }) => ({
      ...{ id, scheme, host: new URL(baseUrl).host, state, code, createdAt, rotatedAt },
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

/** As the audit trail calls them. */
const doors: ReadonlySet<string> = new Set(['agent', 'command-line', 'pipe', 'pos', 'start', 'web', 'window'])

/** Who came through a door is a person, but for the POS door's programs. A row that was tampered with may hold anything. */
function auditOf({ sequence, at, event, actor, subject, outcome }: AuditRow) {
  const [door = ''] = actor.split('/')
  return {
    ...{ sequence, at },
    event: AuditEvent.safeParse(event).data ?? 'unknown',
    actor: matching(actor, /^pos\/[a-z][a-z0-9-]{0,31}$/) ?? (doors.has(door) ? door : 'unknown'),
    subject: matching(subject, /^(?:upstream|client|setting|rows)\/[a-z0-9.-]{1,64}$/i) ?? '',
    outcome: matching(outcome, /^(?:done|[A-Z_]{1,40})$/) ?? 'unknown',
  }
}

function matching(text: string, form: RegExp): string | undefined {
  return form.test(text) ? text : undefined
}

function lineText(row: LogRow): string {
  return JSON.stringify(scrubbedIn(row))
}

function jsonText(value: object): string {
  return `${JSON.stringify(scrubbedIn(value), null, 2)}\n`
}

/** One a line, so that each can be looked at by itself. */
function rowsText(rows: object[]): string {
  return rows.length === 0 ? '[]\n' : `[\n${rows.map((row) => JSON.stringify(scrubbedIn(row))).join(',\n')}\n]\n`
}
