import { z } from 'zod'
import type { AuditEntry, AuditEvent } from '../../contract/audit.ts'
import type { control } from '../../contract/control.ts'
import type { Grant } from '../../contract/grant.ts'
import { ClientId } from '../../contract/values.ts'
import { grantText } from '../../core/grantText.ts'

type CallsOf<Contract> = {
  [Name in keyof Contract & string]: Contract[Name] extends { '~orpc': unknown }
    ? Name
    : `${Name}.${CallsOf<Contract[Name]>}`
}[keyof Contract & string]

/** Every call of the contract, as in `upstreams.add`. */
export type ControlCall = CallsOf<typeof control>

/** What the audit trail says of each call; a new one does not compile until that is decided. */
const events: Record<ControlCall, AuditEvent | undefined> = {
  status: undefined,
  changes: undefined,
  'upstreams.forms': undefined,
  'upstreams.list': undefined,
  'upstreams.add': 'upstream-added',
  'upstreams.test': 'upstream-tested',
  'upstreams.rotate': 'upstream-rotated',
  'upstreams.remove': 'upstream-removed',
  'upstreams.signIn.start': undefined,
  'upstreams.signIn.finish': 'upstream-signed-in',
  'upstreams.signOut': 'upstream-signed-out',
  'clients.list': undefined,
  'clients.add': 'client-added',
  'clients.revoke': 'client-revoked',
  // The agent itself notes what a person decided, and what became of a customer.
  'pairings.pending': undefined,
  'pairings.approve': undefined,
  'pairings.refuse': undefined,
  'customers.lookUp': 'customer-looked-up',
  'verifications.open': undefined,
  'verifications.get': undefined,
  'verifications.start': undefined,
  'verifications.check': undefined,
  'verifications.resend': undefined,
  'verifications.cancel': undefined,
  'settings.list': undefined,
  'settings.set': 'setting-changed',
  'pin.status': undefined,
  'pin.unlock': 'setup-unlocked',
  'pin.lock': undefined,
  'pin.set': 'pin-changed',
  'pin.remove': 'pin-changed',
  // A new version says so in its first row.
  'updates.status': undefined,
  'updates.check': undefined,
  'updates.install': undefined,
  'traffic.recent': undefined,
  'traffic.latency': undefined,
  'traffic.refusals': undefined,
  doctor: 'doctor-run',
  'bundle.preview': undefined,
  'bundle.make': 'bundle-made',
  webLink: undefined,
  provision: 'provisioned',
  'audit.list': 'trail-read',
  'audit.export': 'trail-read',
  'audit.verify': 'trail-verified',
}

const SettingName = z.string().regex(/^[a-zA-Z]{1,40}\.[a-zA-Z]{1,40}$/)

/** What went in and came out of a call, as far as the trail speaks of it. Neither has been checked. */
interface Spoken {
  id?: unknown
  name?: unknown
  entry?: { id?: unknown }
  probe?: unknown
  force?: unknown
  after?: unknown
  changed?: string[]
  client?: { grants: Grant[]; origins: string[] }
  intact?: boolean
}

/**
 * The row of one call, or `undefined` where there is none to be.
 *
 * @param outcome `done` or the code of the fault
 * @param output what it answered with, if it did
 */
export function auditOf(
  path: readonly string[],
  actor: string,
  input: unknown,
  outcome: string,
  output?: unknown,
): AuditEntry | undefined {
  const event = events[path.join('.') as ControlCall]
  const asked = (input ?? {}) as Spoken
  // Of a trail that is read page by page, the first page says it.
  if (event === undefined || (event === 'trail-read' && Number(asked.after ?? 0) > 0)) return undefined
  const detail = detailOf(asked, (output ?? {}) as Spoken)
  return { event, actor, subject: subjectOf(path[0], asked), outcome, detail }
}

/** Only what has the form of an id: anything else may be a secret in the wrong place. */
function subjectOf(room: string | undefined, { entry, id, name }: Spoken): string {
  if (room === 'settings') return `setting/${SettingName.safeParse(name).data ?? 'unnamed'}`
  if (room !== 'upstreams' && room !== 'clients') return ''
  const read = ClientId.safeParse(entry?.id ?? id)
  return `${room.slice(0, -1)}/${read.success ? read.data : 'unnamed'}`
}

function detailOf({ probe, force }: Spoken, { changed, client, intact }: Spoken): string {
  if (changed) return changed.join(', ') || 'nothing changed'
  if (client) return [...client.grants.map(grantText), ...client.origins].join(', ')
  if (intact !== undefined) return intact ? 'intact' : 'not intact'
  return [...(probe === false ? ['unproven'] : []), ...(force === true ? ['forced'] : [])].join(', ')
}
