import { pathReadings } from './pathReadings.ts'
import type { StrictRequest } from './strictHttp.ts'
import { fieldOf } from './strictUpstream.ts'

/** What is granted to the callers whose key is good. */
export type Granted = 'wide' | 'narrow'

interface Setup {
  /** The caller of each key. */
  callerOf: ReadonlyMap<string, Granted>
  /** The `Authorization` of the till. */
  authorization: string
}

const prefix = '/via/loyalty'

/** Why a request that arrived at the upstream should not have, or not so; `undefined` when all is well. @param sent as its caller sent it */
export function violationBy(arrived: StrictRequest, sent: StrictRequest, setup: Setup): string | undefined {
  const [path = ''] = arrived.target.split('?', 1)
  return (
    changedPart(arrived, sent) ?? forbiddenField(arrived, sent, setup) ?? notGranted(arrived.method, path, sent, setup)
  )
}

/** Whether this is the request that arrived, before anything is compared in detail. */
export function isSameRequest(arrived: StrictRequest, sent: StrictRequest): boolean {
  return fieldOf(arrived, 'x-fuzz-id') === fieldOf(sent, 'x-fuzz-id') && arrived.method === sent.method
}

function changedPart(arrived: StrictRequest, sent: StrictRequest): string | undefined {
  const below = sent.target.slice(prefix.length)
  const target = below.startsWith('/') ? below : `/${below}`
  if (!sent.target.startsWith(prefix) || arrived.target !== target)
    return `the target has changed: ${sent.target} became ${arrived.target}`
  // Serialised again, so that a name that stands twice is not read in two ways.
  const isSerialised = pathReadings(target.split('?', 1)[0] ?? '').has('/v2/otp/generate')
  if (arrived.body !== sent.body && !isSerialised)
    return `the body has changed: ${sent.body.length} bytes became ${arrived.body.length}`
  return undefined
}

const neverSent =
  /^(?:cookie2?|proxy-.*|forwarded|x-forwarded-.*|x-real-ip|x-original-.*|x-rewrite-.*|(?:x-)?remote-user|true-client-ip|till-agent-.*|x-cap-.*|cap-.*|te|trailer|upgrade|keep-alive|expect|origin|sec-fetch-.*|x-(?:http-)?method.*)$/
/** Fields that the agent sets, or that frame the request. */
const ownFields = new Set([
  'host',
  'authorization',
  'via',
  'connection',
  'content-length',
  'transfer-encoding',
  'accept-encoding',
])

function forbiddenField(
  arrived: StrictRequest,
  sent: StrictRequest,
  { authorization, callerOf }: Setup,
): string | undefined {
  const names = arrived.fields.map(([name]) => name.toLowerCase().replaceAll('_', '-'))
  const forbidden = names.find((name) => neverSent.test(name))
  if (forbidden) return `the field ${forbidden} was passed on`
  const credentials = arrived.fields.filter(([name]) => name.toLowerCase() === 'authorization')
  if (credentials.length !== 1 || credentials[0]?.[1] !== authorization) return 'the credential is not the till’s own'
  const text = JSON.stringify(arrived.fields)
  if ([...callerOf.keys()].some((key) => text.includes(key))) return 'the key of a client was passed on'
  const invented = arrived.fields.find(
    ([name, value]) => !ownFields.has(name.toLowerCase()) && !hasField(sent, name, value),
  )
  return invented && `the field ${invented[0]} was changed or made up`
}

function hasField({ fields }: StrictRequest, name: string, value: string): boolean {
  return fields.some(([known, sent]) => known === name && sent === value)
}

function notGranted(method: string, path: string, sent: StrictRequest, { callerOf }: Setup): string | undefined {
  const callers = new Set(keysIn(sent).map((key) => callerOf.get(key)))
  const readings = [...pathReadings(path)]
  const denied = readings.find((reading) => isDenied(method, reading))
  if (denied !== undefined) return `${path} may be read as ${denied}, which is denied to everybody`
  if (callers.has('wide')) return undefined
  if (!callers.has('narrow')) return 'no key of the request is good'
  const outside = readings.find((reading) => !isInNarrowGrant(method, reading))
  return outside === undefined ? undefined : `${path} may be read as ${outside}, which is not granted`
}

/** Capillary returns the live code there, whatever the case of the letters. */
function isDenied(method: string, reading: string): boolean {
  const path = reading.toLowerCase().replace(/\/$/, '')
  return path === '/v2/otp' || (['GET', 'HEAD'].includes(method) && path.startsWith('/v2/otp/'))
}

export const narrowRoutes = [
  { methods: ['GET', 'POST'], path: '/v2/customers/*' },
  { methods: ['GET'], path: '/v1.1/**' },
]

function isInNarrowGrant(method: string, reading: string): boolean {
  const isRead = method === 'GET' || method === 'HEAD'
  const isCustomer = /^\/v2\/customers\/[^/]+$/.test(reading) && (isRead || method === 'POST')
  return isCustomer || (isRead && /^\/v1\.1(?:\/|$)/.test(reading))
}

/** Every key that a request presents, in any way. */
function keysIn({ fields }: StrictRequest): string[] {
  return fields.flatMap(([name, value]) => {
    if (name.toLowerCase() === 'till-agent-key') return [value]
    if (name.toLowerCase() !== 'authorization') return []
    const [scheme = '', credential = ''] = value.split(/\s+/)
    if (scheme.toLowerCase() === 'bearer') return [credential]
    return [
      Buffer.from(credential, 'base64')
        .toString('latin1')
        .replace(/^[^:]*:/, ''),
    ]
  })
}
