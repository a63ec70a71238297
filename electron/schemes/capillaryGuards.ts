import type { CodeFor } from '../core/codeDesk.ts'
import { Fault } from '../core/fault.ts'
import { loosePath } from '../core/routes.ts'
import type { Draft, Examined } from '../core/scheme.ts'

/** Where a body may name a customer: every call that reads or changes one (capillary.md 5). */
const customerRoutes = /^\/v(?:1\.1|2)\/(?:customer|customers|points|coupon|transaction|transactions|otp)(?:\/|$)/
const otpGenerate = '/v2/otp/generate'

/** Where requests name a customer, in small letters without `_` (capillary.md 5.2–5.7). */
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

/** Deep enough for `root.transaction[0].customer.mobile`. */
const deepestName = 6

export function readsCapillaryBody(method: string, path: string): 'must' | 'may' | 'no' {
  if (method === 'GET' || method === 'HEAD') return 'no'
  const loose = loosePath(path)
  if (loose === otpGenerate) return 'must'
  return customerRoutes.test(loose) ? 'may' : 'no'
}

/** Capillary refuses requests for one customer that overlap (capillary.md 0.7, 6.3), so each has its customer as subject. */
export function examineCapillary({ path, query, body }: Draft): Examined {
  if (loosePath(path) === otpGenerate) return examineOtp(body)
  const inPath = /^\/v2\/customers\/(\d+)(?:\/|$)/.exec(path)?.[1]
  const asked = customerInQuery(query)
  const subject = inPath ?? asked?.subject ?? customerInBody(body)
  return asked && sendsCode(path, query) ? { subject, codeFor: codeFor(asked.name, asked.value) } : { subject }
}

/** Two GETs have a code sent to the customer (capillary.md 0.6, 5.5). */
export function sendsCode(path: string, query: string): boolean {
  const loose = loosePath(path)
  if (loose.endsWith('/points/validationcode')) return true
  return loose.endsWith('/points/isredeemable') && asksForCode(query)
}

function asksForCode(query: string): boolean {
  const wishes = [...new URLSearchParams(query)].filter(([name]) => plainName(name) === 'issueotp')
  return wishes.some(([, wish]) => !/^(?:false|0|no)?$/i.test(wish.trim()))
}

/**
 * A code may only go to the customer whom it is for: in the samples a channel's address may differ, and a local program
 * could have a customer's code sent to another phone (capillary.md 5.4). What was read is written anew, so that a name that
 * stands twice cannot mean one thing here and another there.
 */
function examineOtp(body: Buffer | undefined): Examined {
  const asked = parsed(body)
  if (!isObject(asked)) throw refused('The body must be a JSON object.')
  if (hasTwins(asked)) throw refused('A name stands in the body twice.')
  const { entityValue, channels = [] } = asked
  // A lax reader would find it under another spelling, and the code that it sends would not be counted.
  if (nameOf(entityValue) === undefined) throw refused('entityValue must say whom the code is for.')
  if (!Array.isArray(channels)) throw refused('channels must be a list.')
  for (const channel of channels) {
    if (!isObject(channel) || hasTwins(channel)) throw refused('A channel must be an object with each name once.')
    if (nameOf(channel.value) === undefined || channel.value !== entityValue)
      throw refused(
        'A code may only be sent to the customer it is for: channels[].value must be the same as entityValue.',
      )
  }
  return {
    subject: subjectOf(entityValue),
    codeFor: codeFor('mobile', String(entityValue)),
    body: Buffer.from(JSON.stringify(asked)),
  }
}

/** An address tells itself by its `@`, whatever the request calls it. */
function codeFor(name: string, value: string): CodeFor {
  if (value.includes('@')) return { type: 'email', value }
  return name === 'mobile' ? { type: 'mobile', value } : { type: 'other', value: `${name} ${value}` }
}

/** Names that a lax reader takes for one: `value` beside `Value`. */
function hasTwins(object: Record<string, unknown>): boolean {
  const names = Object.keys(object).map(plainName)
  return new Set(names).size < names.length
}

function customerInQuery(query: string): { name: string; value: string; subject: string } | undefined {
  if (query === '') return undefined
  for (const [name, value] of new URLSearchParams(query)) {
    const subject = isIdentifier(name) ? subjectOf(value) : undefined
    if (subject !== undefined) return { name: plainName(name), value, subject }
  }
  return undefined
}

function customerInBody(body: Buffer | undefined): string | undefined {
  return body && found(parsed(body), deepestName)
}

function found(value: unknown, depth: number): string | undefined {
  if (depth === 0 || typeof value !== 'object' || value === null) return undefined
  for (const [name, inner] of Object.entries(value)) {
    const subject = isIdentifier(name) ? subjectOf(inner) : found(inner, depth - 1)
    if (subject !== undefined) return subject
  }
  return undefined
}

function isIdentifier(name: string): boolean {
  return identifiers.has(plainName(name))
}

function plainName(name: string): string {
  return name.toLowerCase().replaceAll('_', '')
}

/** One customer, however the number is written. */
function subjectOf(value: unknown): string | undefined {
  return nameOf(value)?.trim().toLowerCase().replace(/^\+/, '')
}

/** `user_id=true` asks for a field of the answer and names nobody (capillary.md 5.2). */
function nameOf(value: unknown): string | undefined {
  if (value === 'true' || value === 'false') return undefined
  return (typeof value === 'string' && value !== '') || typeof value === 'number' ? String(value) : undefined
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function parsed(body: Buffer | undefined): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body))
  } catch {
    return undefined
  }
}

function refused(detail: string): Fault {
  return new Fault('BODY_REFUSED', detail)
}
