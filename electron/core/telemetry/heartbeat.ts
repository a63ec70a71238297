import type { AskView } from '#contract/fleet/asks.ts'
import type { UpdateStatus } from '#contract/update.ts'
import type { CrashKind } from '#core/diagnostics/crashReports.ts'
import type { Status } from '#core/diagnostics/status.ts'

interface Facts {
  status: Pick<Status, 'condition' | 'concerns' | 'outbox'>
  /** Absent where something else updates the program. */
  updates: Pick<UpdateStatus, 'step' | 'offered' | 'last' | 'problems'> | undefined
  /** What head office asked of this till, the newest first. */
  asks?: readonly AskView[] | undefined
  /** When certificates of the till end, and keys of its clients, in milliseconds since 1970. */
  certificatesEndAt: readonly number[]
  keysEndAt: readonly number[]
  /** Since they are counted on this till. */
  crashes?: Readonly<Record<CrashKind, number>> | undefined
  /** How far the till's clock is ahead of the host's; `undefined` while that is not known. */
  clockSkewMs?: number | undefined
  now: number
}

const dayMs = 86_400_000

/** What head office wants to know of a till that is alive. Codes and numbers only. */
export function heartbeatOf(facts: Facts): Record<string, string | number> {
  const { status, updates, certificatesEndAt, keysEndAt, crashes, clockSkewMs, now } = facts
  const { open, needPerson, oldestAt } = status.outbox
  const daysUntil = (ends: readonly number[]) => Math.floor((Math.min(...ends) - now) / dayMs)
  return {
    condition: status.condition,
    concerns: codesOf(status.concerns),
    'update.step': updates?.step ?? 'off',
    ...(updates?.offered !== undefined && { 'update.offered': updates.offered }),
    ...(updates?.last && { 'update.last': updates.last.outcome, 'update.last_version': updates.last.version }),
    ...(updates && { 'update.problems': codesOf(updates.problems) }),
    'outbox.open': open,
    'outbox.need_person': needPerson,
    'outbox.oldest_seconds': oldestAt === undefined ? 0 : Math.max(0, Math.round((now - oldestAt) / 1_000)),
    ...(certificatesEndAt.length > 0 && { 'certificate.days': daysUntil(certificatesEndAt) }),
    ...(crashes && { 'crashes.uncaught': crashes.uncaught, 'crashes.page': crashes.page }),
    ...(clockSkewMs !== undefined && { 'clock.skew_seconds': Math.round(clockSkewMs / 1_000) }),
    ...askFacts(facts.asks ?? []),
    ...(keysEndAt.length > 0 && { 'key.days': daysUntil(keysEndAt) }),
  }
}

/** The ask that changed last. Of a proof, how each credential was taken: `loyalty:accepted`. */
function askFacts(asks: readonly AskView[]): Record<string, string> {
  const changedAt = ({ endedAt, askedAt }: AskView) => endedAt ?? askedAt
  const [ask] = asks.toSorted((one, other) => changedAt(other) - changedAt(one))
  if (!ask) return {}
  const { id, kind, state, reason, proofs = [] } = ask
  return {
    ...{ 'ask.id': id, 'ask.kind': kind, 'ask.state': state },
    ...(reason !== undefined && { 'ask.reason': reason }),
    ...(proofs.length > 0 && {
      'ask.proofs': proofs.map(({ upstream, outcome }) => `${upstream}:${outcome}`).join(','),
    }),
  }
}

/** Each once, in the order of the alphabet: two heartbeats of one state are the same. */
function codesOf(items: readonly { code: string }[]): string {
  return [...new Set(items.map(({ code }) => code))].toSorted().join(',')
}
