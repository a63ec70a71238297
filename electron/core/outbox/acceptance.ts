import { createHash } from 'node:crypto'
import type { Clock } from '#core/base/clock.ts'
import { Fault } from '#core/base/fault.ts'
import { type Random, randomText } from '#core/base/random.ts'
import type { BrokerRequest, Permission } from '#core/broker/admission.ts'
import { RouteTable } from '#core/clients/routeTable.ts'
import { bufferUpTo } from '#core/message/bodyLimit.ts'
import { withoutHeader } from '#core/message/headerFilter.ts'
import { invalidOwnHeader, ownHeader } from '#core/message/ownHeader.ts'
import type { RequestBody } from '#core/network/link.ts'
import type { OutboxRules, PlannedWrite } from '#core/scheme/outboxRules.ts'
import { examinedBodyBytes, type Limits } from '#core/settings/limits.ts'
import type { WriteToApprove } from './approval/approval.ts'
import type { KeptWrite } from './contents.ts'
import type { OutboxEntry } from './entry.ts'

/** Whether a request asks to be kept: by its header, else by what is set for the client. @throws Fault `INVALID_INPUT` */
export function asksForOutbox({ headers, client }: BrokerRequest): boolean {
  const asked = ownHeader(headers, 'Till-Agent-Outbox')?.toLowerCase()
  if (asked === undefined) return client.usesOutbox
  if (asked === 'accept') return true
  if (asked === 'no') return false
  throw invalidOwnHeader('Till-Agent-Outbox', 'must be accept or no')
}

/** Whether writes of this route may wait, as far as is known before the body is read. */
export function mayWait({ method, headers }: BrokerRequest, { upstream, host, grantPath }: Permission): boolean {
  const { outbox, scheme } = upstream
  if (!outbox || host.mountPath !== undefined || !tableOf(outbox).allows(method, grantPath)) return false
  // In a customer's name it could go only while that customer is signed in.
  const names = ownHeader(headers, 'Till-Agent-Customer') ?? ownHeader(headers, 'Till-Agent-User')
  return names === undefined && !(scheme.needsCustomer?.(grantPath) ?? false)
}

const tables = new WeakMap<OutboxRules, RouteTable>()

function tableOf(rules: OutboxRules): RouteTable {
  const known = tables.get(rules)
  if (known) return known
  const table = new RouteTable(rules.routes)
  tables.set(rules, table)
  return table
}

/** The body if it may be kept, else a stream of it. @throws Fault `BODY_TOO_LARGE` */
export function readBody({ body }: BrokerRequest): Promise<RequestBody> | Buffer {
  if (!body) return Buffer.alloc(0)
  return Buffer.isBuffer(body) ? body : bufferUpTo(body, examinedBodyBytes, false)
}

/** A write that is to be kept, and the scheme's word on it; `undefined` where the scheme says that it cannot wait. */
export function planWrite(
  request: BrokerRequest,
  { upstream, target, grantPath, headers }: Permission & { headers: string[] },
  body: Buffer,
  random: Random,
): { write: KeptWrite; planned: PlannedWrite } | undefined {
  const { method } = request
  const asked = { method, path: grantPath, query: target.query, headers, body }
  const planned = upstream.outbox?.plan(asked, () => randomText(random, 16))
  return (
    planned && { planned, write: { ...asked, target: request.target, body: planned.body, headers: framed(planned) } }
  )
}

/** The agent reads the response, so it may not come compressed; and the body may have got a key. */
export function framed({ headers, body }: PlannedWrite): string[] {
  const own = withoutHeader(withoutHeader(headers, 'accept-encoding'), 'content-length')
  return [...own, 'Accept-Encoding', 'identity', 'Content-Length', String(body.length)]
}

interface EntryDeps {
  clock: Clock
  random: Random
  limits: Limits
}

/** @param order the customer, as nobody else can read it */
export function entryOf(
  { requestId, client }: BrokerRequest,
  { upstream }: Permission,
  { isRepeatable, amount }: PlannedWrite,
  {
    order,
    cloud,
    ...facts
  }: Pick<OutboxEntry, 'sequence' | 'bytes' | 'state'> & Record<'order' | 'cloud', string | undefined>,
  { clock, random, limits }: EntryDeps,
): OutboxEntry {
  const now = clock.now()
  return {
    ...{ ...facts, id: `ob_${randomText(random, 12)}`, requestId, client: client.id, owner: client.keyDigest },
    ...{ upstream: upstream.id, isRepeatable, createdAt: now },
    ...(cloud !== undefined && { cloud }),
    ...(order !== undefined && { order }),
    ...(amount !== undefined && { amount }),
    expiresAt: now + Math.min(upstream.postingWindowMs, limits.outboxAgeMs),
  }
}

/** What a manager approves of a request: it is the same when the client sends it again, whatever key the agent made meanwhile. */
export function toApprove(
  { client, body, method, target }: BrokerRequest & { body: Buffer },
  { upstream }: Permission,
  { reference, amount }: PlannedWrite,
): WriteToApprove {
  const own = reference === undefined ? [method, target, body.toString('base64')] : [reference]
  const key = createHash('sha256')
    .update(JSON.stringify([client.keyDigest, ...own]))
    .digest('base64url')
  return { upstream: upstream.id, key, amount }
}

/** @throws Fault `OUTBOX_FULL` @param kept what waits for the agent or a person */
export function checkRoom(kept: { entries: number; bytes: number }, bytes: number, limits: Limits): void {
  if (kept.entries < limits.outboxEntries && kept.bytes + bytes <= limits.outboxBytes) return
  throw new Fault(
    'OUTBOX_FULL',
    `The outbox holds ${kept.entries} requests that are not over, of ${kept.bytes} bytes.`,
    kept,
  )
}
