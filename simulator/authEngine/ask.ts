import { textOf } from '../json.ts'
import { refuse } from './status.ts'

/** `/auth/v1/…` for apps, `/auth/v1/web/…` for web pages, `/auth/v1/mfa/…` (capillary.md 4.1). */
export type Channel = 'mobile' | 'web' | 'mfa'

const identifierTypes = ['MOBILE', 'EMAIL', 'USERNAME', 'EXTERNALID'] as const

export interface Identity {
  type: (typeof identifierTypes)[number]
  value: string
}

/** What every call of the Auth Engine says. */
export interface Ask {
  channel: Channel
  identity: Identity
  brand: string
  /** Only web pages have none. */
  deviceId: string | undefined
  fields: Record<string, unknown>
}

/** @throws Refused 1519, 1546 */
export function readAsk(channel: Channel, fields: Record<string, unknown>): Ask {
  const deviceId = textOf(fields.deviceId)
  if (channel !== 'web' && deviceId === undefined) refuse(1519)
  return {
    channel,
    identity: readIdentity(channel, fields),
    brand: textOf(fields.brand) ?? refuse(1519),
    deviceId: channel === 'web' ? undefined : deviceId,
    fields,
  }
}

export function readIdentityType(channel: Channel, value: unknown): Identity['type'] | undefined {
  const type = identifierTypes.find((one) => one === value)
  return type === 'EXTERNALID' && channel !== 'mfa' ? undefined : type
}

/** `MOBILE|919999999993`, as tokens write it. */
export function nameOf({ type, value }: Identity): string {
  return `${type}|${value}`
}

function readIdentity(channel: Channel, { identifierType, identifierValue }: Record<string, unknown>): Identity {
  const type = readIdentityType(channel, identifierType) ?? refuse(1546)
  return identityFrom(type, textOf(identifierValue) ?? '') ?? refuse(1519)
}

/** A mobile is digits with the country code and no plus (capillary.md 4.1). */
export function identityFrom(type: Identity['type'], value: string): Identity | undefined {
  if (type === 'MOBILE') return /^\d{7,15}$/.test(value) ? { type, value } : undefined
  if (type === 'EMAIL') return /^\S+@\S+$/.test(value) ? { type, value: value.toLowerCase() } : undefined
  return value === '' ? undefined : { type, value }
}
