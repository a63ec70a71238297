import { Fault } from '#core/base/fault.ts'
import { parseJson } from '#core/base/parseJson.ts'
import { loosePath } from '#core/clients/loosePath.ts'
import type { CodeTarget } from '#core/scheme/codeProvider.ts'
import type { DirectoryQuery } from '#core/scheme/customerDirectory.ts'
import type { Examination, OutgoingRequest } from '#core/scheme/scheme.ts'
import { isObject } from '#schemes/shared/isObject.ts'

/** The calls whose body may name a customer: all that read or change one (capillary.md 5). */
const customerRoutes = /\/v(?:1\.1|2)\/(?:customer|customers|points|coupon|transaction|transactions|otp)(?:\/|$)/
const otpGenerate = '/v2/otp/generate'

/** The fields that name a customer, in lower case without `_` (capillary.md 5.2–5.7). */
const identifiers = new Set([
  'mobile',
  'email',
  'externalid',
  'cardnumber',
  'cardexternalid',
  'userid',
  'identifiervalue',
  'entityvalue',
])

/** A customer may be named by number, address and card at once. */
const maxCodeTargets = 4

/** Deep enough for `root.transaction[0].customer.mobile`. */
const maxDepth = 6

export function readsCapillaryBody(method: string, path: string): 'must' | 'may' | 'no' {
  if (method === 'GET' || method === 'HEAD') return 'no'
  const loose = loosePath(path)
  if (loose.endsWith(otpGenerate)) return 'must'
  return customerRoutes.test(loose) ? 'may' : 'no'
}

/**
 * Finds the customer whom a request names. Capillary refuses requests for one customer that overlap (capillary.md 0.7,
 * 6.3), so the customer is the lock key.
 *
 * @throws Fault `BODY_REFUSED` when a code would go to anyone but the customer it is for
 */
export function examineCapillary({ path, query, body }: OutgoingRequest): Examination {
  if (loosePath(path).endsWith(otpGenerate)) return examineOtp(body)
  const inPath = /\/v2\/customers\/(\d+)(?:\/|$)/.exec(path)?.[1]
  const [first] = customersInQuery(query)
  const lockKey = inPath ?? first?.lockKey ?? customerInBody(body)
  if (!sendsCode(path, query)) return { lockKey }
  const codeTargets = codeTargetsIn([...customersInQuery(query)])
  return { lockKey, codeTargets: codeTargets.length > 0 ? codeTargets : [{ type: 'other', value: query }] }
}

/** Capillary takes several identifiers, and several of one kind with commas between (capillary.md 5.2). */
function codeTargetsIn(named: readonly { name: string; value: string }[]): CodeTarget[] {
  const targets = named.flatMap(({ name, value }) =>
    value.split(',').map((single) => codeTargetOf(name, single.trim())),
  )
  if (targets.length > maxCodeTargets) throw refused('A request may have a code sent to one customer only.')
  return targets
}

/** Two GETs send a code to the customer (capillary.md 0.6, 5.5). */
export function sendsCode(path: string, query: string): boolean {
  const loose = loosePath(path)
  if (loose.endsWith('/points/validationcode')) return true
  return loose.endsWith('/points/isredeemable') && asksForCode(query)
}

function asksForCode(query: string): boolean {
  const flags = [...new URLSearchParams(query)].filter(([name]) => normalized(name) === 'issueotp')
  return flags.some(([, value]) => !/^(?:false|0|no)?$/i.test(value.trim()))
}

/**
 * Lets a code go only to the customer it is for. Capillary's samples allow a channel with another address, by which a
 * local program could have a customer's code sent to another phone (capillary.md 5.4). The body is serialised again, so
 * that Capillary cannot read a name that stands twice differently.
 */
function examineOtp(body: Buffer | undefined): Examination {
  const request = jsonIn(body)
  if (!isObject(request)) throw refused('The body must be a JSON object.')
  if (hasDuplicateNames(request)) throw refused('A name stands in the body twice.')
  const { entityValue, channels = [] } = request
  // Capillary may accept another spelling of the name, and the code that it then sends would not be counted.
  if (identifierIn(entityValue) === undefined) throw refused('entityValue must say whom the code is for.')
  if (/[,;]/.test(String(entityValue))) throw refused('entityValue must name one customer only.')
  if (!Array.isArray(channels)) throw refused('channels must be a list.')
  for (const channel of channels) {
    if (!isObject(channel) || hasDuplicateNames(channel))
      throw refused('A channel must be an object with each name once.')
    if (identifierIn(channel.value) === undefined || channel.value !== entityValue)
      throw refused(
        'A code may only be sent to the customer it is for: channels[].value must be the same as entityValue.',
      )
  }
  return {
    lockKey: lockKeyOf(entityValue),
    codeTargets: [codeTargetOf('mobile', String(entityValue))],
    body: Buffer.from(JSON.stringify(request)),
  }
}

/** A value with an `@` is an e-mail address, whatever the request calls it. */
function codeTargetOf(name: string, value: string): CodeTarget {
  if (value.includes('@')) return { type: 'email', value }
  if (name === 'mobile') return { type: 'mobile', value }
  const kind = directoryKinds[name]
  return { type: 'other', value: `${name} ${value}`, query: kind && { kind, value } }
}

const directoryKinds: Readonly<Record<string, DirectoryQuery['kind']>> = {
  cardnumber: 'card',
  cardexternalid: 'card-external-id',
  externalid: 'external-id',
  userid: 'user-id',
}

/** Whether two names are the same to a lax reader, such as `value` and `Value`. */
function hasDuplicateNames(object: Record<string, unknown>): boolean {
  const names = Object.keys(object).map(normalized)
  return new Set(names).size < names.length
}

/** One after another, as mostly the first alone is asked for. */
function* customersInQuery(query: string): Generator<{ name: string; value: string; lockKey: string }> {
  if (query === '') return
  for (const [written, value] of new URLSearchParams(query)) {
    const name = normalized(written)
    const lockKey = identifiers.has(name) ? lockKeyOf(value) : undefined
    if (lockKey !== undefined) yield { name, value, lockKey }
  }
}

function customerInBody(body: Buffer | undefined): string | undefined {
  return body && findLockKey(jsonIn(body), maxDepth)
}

function findLockKey(value: unknown, depth: number): string | undefined {
  if (depth === 0 || typeof value !== 'object' || value === null) return undefined
  // Without an array of all entries: the first of a list of ten thousand mostly tells.
  for (const name in value) {
    const inner = (value as Record<string, unknown>)[name]
    const lockKey = isIdentifier(name) ? lockKeyOf(inner) : findLockKey(inner, depth - 1)
    if (lockKey !== undefined) return lockKey
  }
  return undefined
}

function isIdentifier(name: string): boolean {
  return identifiers.has(normalized(name))
}

function normalized(name: string): string {
  return name.toLowerCase().replaceAll('_', '')
}

/** The same for every spelling of one number. */
function lockKeyOf(value: unknown): string | undefined {
  return identifierIn(value)?.trim().toLowerCase().replace(/^\+/, '')
}

/** `undefined` for no identifier: `user_id=true` asks for a field of the response (capillary.md 5.2). */
function identifierIn(value: unknown): string | undefined {
  if (value === 'true' || value === 'false') return undefined
  return (typeof value === 'string' && value !== '') || typeof value === 'number' ? String(value) : undefined
}

/** `undefined` for what is not JSON in UTF-8. */
function jsonIn(body: Buffer | undefined): unknown {
  return parseJson(bodyText(body) ?? '')
}

/** `undefined` for what is not UTF-8. */
export function bodyText(body: Buffer | undefined): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(body)
  } catch {
    return undefined
  }
}

function refused(detail: string): Fault {
  return new Fault('BODY_REFUSED', detail)
}
