import type { AuditTrail } from '#core/audit/auditTrail.ts'
import type { ChangeFeed } from '#core/base/changeFeed.ts'
import type { Clock } from '#core/base/clock.ts'
import type { Log } from '#core/base/log.ts'
import type { Session } from '#core/scheme/scheme.ts'
import type { StoredUpstream } from '#core/settings/settings.ts'
import type { WatchedSettings } from '#core/settings/watchedSettings.ts'
import type { CustomerChange, UpstreamEvents } from '#core/upstream/upstreamEvents.ts'
import type { OpenUpstreams } from './openUpstreams.ts'
import type { UpstreamRecords } from './records.ts'

interface Deps {
  records: UpstreamRecords
  settings: Pick<WatchedSettings, 'defer'>
  upstreams: OpenUpstreams
  clock: Clock
  log: Log
  audit: AuditTrail
  changes: ChangeFeed
}

/** Acts on what requests report about an upstream, and audits it. */
export class UpstreamIncidents implements Omit<UpstreamEvents, 'suspect'> {
  readonly #deps: Deps

  constructor(deps: Deps) {
    this.#deps = deps
  }

  lock(id: string, session?: Session): boolean {
    const { upstreams, log } = this.#deps
    const upstream = upstreams.find(id)
    if (!upstream || (session && upstream.session !== session)) return false
    if (upstream.locked) return true
    upstream.locked = true
    // Customers' tokens are renewed with the till's credential, so each renewal would be one more refusal.
    upstream.session?.customers?.sessions.close()
    log.warn('upstream-locked', { upstream: id })
    this.#record(id, 'upstream-locked', 'it refused the credential')
    this.#storeLock(id)
    upstreams.publishState(id)
    return true
  }

  raiseAlarm(id: string, alarm: string): void {
    const upstream = this.#deps.upstreams.find(id)
    if (!upstream || upstream.alarm === alarm) return
    upstream.alarm = alarm
    this.#deps.log.warn('alarm', { upstream: id, detail: alarm })
    this.#record(id, 'upstream-alarm', alarm)
    this.#deps.changes.publish('status')
  }

  recordCustomer(id: string, clientId: string, change: CustomerChange): void {
    this.#deps.audit.record({
      event: `customer-${change}`,
      actor: `pos/${clientId}`,
      subject: `upstream/${id}`,
      outcome: 'done',
      detail: '',
    })
  }

  /** On a full disk later: after a restart without it the same wrong credential would be tried once more. */
  #storeLock(id: string): void {
    const { records, settings, clock } = this.#deps
    const lockedAt = clock.now()
    const rotatedAt = records.find(id)?.rotatedAt
    const isLocked = (record: StoredUpstream) => record.id === id && record.rotatedAt === rotatedAt
    settings.defer(`lock ${id}`, (now) => ({
      ...now,
      upstreams: now.upstreams.map((record) => (isLocked(record) ? { ...record, lockedAt } : record)),
    }))
  }

  #record(id: string, event: 'upstream-locked' | 'upstream-alarm', detail: string): void {
    this.#deps.audit.record({ event, actor: 'agent', subject: `upstream/${id}`, outcome: 'done', detail })
  }
}
