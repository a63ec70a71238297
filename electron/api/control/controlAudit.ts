import { z } from 'zod'
import { correctionDetail, discardDetail, outboxSubject } from '#api/presenters/outboxAudit.ts'
import type { AuditEntry, AuditEvent } from '#contract/audit.ts'
import type { control } from '#contract/control/index.ts'
import { DisplayId } from '#contract/display.ts'
import type { Grant } from '#contract/grant.ts'
import { ClientId } from '#contract/values.ts'
import { grantText } from '#core/clients/grantText.ts'

type CallsOf<Contract> = {
  [Name in keyof Contract & string]: Contract[Name] extends { '~orpc': unknown }
    ? Name
    : `${Name}.${CallsOf<Contract[Name]>}`
}[keyof Contract & string]

/** Every call of the contract, as in `upstreams.add`. */
export type ControlCall = CallsOf<typeof control>

/** The audit event of each call; `undefined` writes no row. A call that is added does not compile until this is decided. */
const events: Record<ControlCall, AuditEvent | undefined> = {
  status: undefined,
  changes: undefined,
  'upstreams.forms': undefined,
  'upstreams.list': undefined,
  'upstreams.add': 'upstream-added',
  'upstreams.confirm': 'upstream-confirmed',
  'upstreams.test': 'upstream-tested',
  'upstreams.rotate': 'upstream-rotated',
  'upstreams.changeCache': 'setting-changed',
  'upstreams.remove': 'upstream-removed',
  'upstreams.signIn.start': undefined,
  'upstreams.signIn.finish': 'upstream-signed-in',
  'upstreams.signOut': 'upstream-signed-out',
  'secrets.forget': 'secrets-forgotten',
  'clients.list': undefined,
  'clients.add': 'client-added',
  'clients.revoke': 'client-revoked',
  // The agent itself writes these rows: what a person decided, and how a verification ended.
  'pairings.pending': undefined,
  'pairings.approve': undefined,
  'pairings.refuse': undefined,
  'customers.lookUp': 'customer-looked-up',
  'customers.enrol': 'customer-enrolled',
  'customers.list': undefined,
  'customers.signOut': 'customer-signed-out',
  'customers.signIn.offers': undefined,
  // The agent itself writes the row once the customer has signed in.
  'customers.signIn.start': undefined,
  'customers.signIn.finish': undefined,
  'verifications.open': undefined,
  'verifications.get': undefined,
  'verifications.start': undefined,
  'verifications.clients': undefined,
  'verifications.check': undefined,
  'verifications.resend': undefined,
  'verifications.cancel': undefined,
  'verifications.override': undefined,
  // The agent itself writes the rows of pairings and of verifications.
  'displays.list': undefined,
  'displays.pending': undefined,
  'displays.approve': undefined,
  'displays.refuse': undefined,
  'displays.ownWindow': undefined,
  'displays.setOwnWindow': undefined,
  'displays.remove': 'client-revoked',
  'displays.ask': undefined,
  'displays.asks': undefined,
  'displays.end': undefined,
  'outbox.list': undefined,
  'outbox.page': undefined,
  'outbox.counts': undefined,
  'outbox.show': 'outbox-exported',
  'outbox.resend': 'outbox-resent',
  'outbox.sendNow': 'outbox-resent',
  'outbox.correct': 'outbox-corrected',
  'outbox.confirm': 'outbox-confirmed',
  'outbox.discard': 'outbox-discarded',
  'outbox.hold': 'outbox-held',
  'outbox.release': 'outbox-released',
  // The agent itself writes the rows of questions to a manager.
  'outbox.approvals': undefined,
  'outbox.approve': undefined,
  'outbox.refuse': undefined,
  'outbox.export': 'outbox-exported',
  'drops.list': undefined,
  'drops.files': undefined,
  'drops.identify': undefined,
  'drops.add': 'drop-added',
  'drops.test': 'drop-tested',
  'drops.sendNow': undefined,
  'drops.remove': 'drop-removed',
  'settings.list': undefined,
  'settings.set': 'setting-changed',
  'pin.status': undefined,
  'pin.unlock': 'setup-unlocked',
  'pin.lock': undefined,
  'pin.set': 'pin-changed',
  'pin.remove': 'pin-changed',
  'pin.decline': 'pin-changed',
  'telemetry.status': undefined,
  'telemetry.setHeader': 'setting-changed',
  'training.start': 'training-started',
  'training.stop': 'training-ended',
  // A new version is named in its own first row.
  'updates.status': undefined,
  'updates.check': undefined,
  'updates.install': undefined,
  'browser.session': undefined,
  'browser.remember': 'browser-remembered',
  'browser.forget': undefined,
  'traffic.recent': undefined,
  'traffic.latency': undefined,
  'traffic.refusals': undefined,
  day: undefined,
  doctor: 'doctor-run',
  // The agent's log has it: it changes nothing of the till.
  openSystemPanel: undefined,
  'bundle.preview': undefined,
  'bundle.make': 'bundle-made',
  webLink: undefined,
  // The agent itself writes `agent-stopped`.
  stop: undefined,
  provision: 'provisioned',
  'enrolment.fetch': undefined,
  'enrolment.inspect': undefined,
  'enrolment.enrol': 'enrolled',
  'enrolment.export': undefined,
  // The agent itself writes what it obeyed.
  'directives.status': undefined,
  'directives.look': undefined,
  'audit.list': 'trail-read',
  'audit.export': 'trail-read',
  'audit.verify': 'trail-verified',
}

const SettingName = z.string().regex(/^[a-zA-Z]{1,40}\.[a-zA-Z]{1,40}$/)

/** The parts of a call's input and output that the audit trail uses. Neither is validated yet. */
interface CallFacts {
  id?: unknown
  name?: unknown
  upstream?: unknown
  entry?: { id?: unknown; name?: unknown }
  probe?: unknown
  force?: unknown
  reason?: unknown
  fields?: unknown
  after?: unknown
  changed?: string[]
  pack?: unknown
  client?: { grants: Grant[]; origins: string[] }
  intact?: boolean
}

/**
 * The audit row of one call; `undefined` when the call writes none.
 *
 * @param outcome `done` or the code of the fault
 * @param output absent when the call failed
 */
export function auditEntryOf(
  path: readonly string[],
  actor: string,
  input: unknown,
  outcome: string,
  output?: unknown,
): AuditEntry | undefined {
  const event = events[path.join('.') as ControlCall]
  const given = (input ?? {}) as CallFacts
  // A trail that is read page by page gets one row, for its first page.
  if (event === undefined || (event === 'trail-read' && Number(given.after ?? 0) > 0)) return undefined
  const detail = path[0] === 'outbox' ? outboxDetail(given) : detailOf(given, (output ?? {}) as CallFacts)
  return { event, actor, subject: subjectOf(path[0], given), outcome, detail }
}

/** Only values that look like an id: anything else may be a secret in the wrong field. */
function subjectOf(group: string | undefined, { entry, id, name, upstream }: CallFacts): string {
  switch (group) {
    case 'settings':
      return `setting/${SettingName.safeParse(name).data ?? 'unnamed'}`
    case 'telemetry':
      return 'setting/telemetry.headers'
    case 'upstreams':
    case 'clients':
      return `${group.slice(0, -1)}/${ClientId.safeParse(entry?.id ?? id).data ?? 'unnamed'}`
    case 'drops':
      return `drop/${ClientId.safeParse(entry?.name ?? name).data ?? 'unnamed'}`
    case 'displays':
      return `display/${DisplayId.safeParse(id).data ?? 'unnamed'}`
    case 'outbox':
      return id === undefined ? 'outbox' : outboxSubject(id)
    case 'customers':
      return `upstream/${ClientId.safeParse(upstream).data ?? 'unnamed'}`
    default:
      return ''
  }
}

/** Of the input alone: the output names a client, which is no subject of the call. */
function outboxDetail({ reason, fields }: CallFacts): string {
  if (fields !== undefined) return correctionDetail(fields)
  return reason === undefined ? '' : discardDetail(reason)
}

function detailOf({ probe, force }: CallFacts, { changed, client, intact, pack }: CallFacts): string {
  if (changed) return [...packDetail(pack), changed.join(', ') || 'nothing changed'].join(', ')
  if (client) return [...client.grants.map(grantText), ...client.origins].join(', ')
  if (intact !== undefined) return intact ? 'intact' : 'not intact'
  return [...(probe === false ? ['unproven'] : []), ...(force === true ? ['forced'] : [])].join(', ')
}

/** Of the output alone: the input is the whole pack. */
function packDetail(pack: unknown): string[] {
  if (typeof pack !== 'object' || pack === null) return []
  const { till, counter, fingerprint } = pack as Record<string, unknown>
  return [`pack ${counter} for ${till}, signed by ${fingerprint}`]
}
