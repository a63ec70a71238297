import { textOf } from '#simulator/shared/json.ts'
import { refuse } from './status.ts'

/**
 * The API a request uses: `/auth/v1/…` for apps, `/auth/v1/web/…` for web pages, `/auth/v1/mfa/…` (capillary.md 4.1).
 */
export type Channel = 'mobile' | 'web' | 'mfa'

const identifierTypes = ['MOBILE', 'EMAIL', 'USERNAME', 'EXTERNALID'] as const

export interface Identity {
  type: (typeof identifierTypes)[number]
  value: string
}

/** The fields that every call of the Auth Engine has. */
export interface AuthRequest {
  channel: Channel
  identity: Identity
  brand: string
  /** Absent for web pages only. */
  deviceId: string | undefined
  /** All fields of the body. */
  fields: Record<string, unknown>
}

/** @throws Refused 1519 for a missing field, 1546 for an unknown identifier type */
export function readAuthRequest(channel: Channel, fields: Record<string, unknown>): AuthRequest {
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

/** The identifier's type; `undefined` when the channel does not know it. */
export function readIdentityType(channel: Channel, value: unknown): Identity['type'] | undefined {
  const type = identifierTypes.find((known) => known === value)
  return type === 'EXTERNALID' && channel !== 'mfa' ? undefined : type
}

/** `MOBILE|919999999993`, the format of the tokens' headers. */
export function nameOf({ type, value }: Identity): string {
  return `${type}|${value}`
}

function readIdentity(channel: Channel, { identifierType, identifierValue }: Record<string, unknown>): Identity {
  const type = readIdentityType(channel, identifierType) ?? refuse(1546)
  return identityFrom(type, textOf(identifierValue) ?? '') ?? refuse(1519)
}

/** An identity from a valid value. A mobile is digits with the country code and no plus (capillary.md 4.1). */
export function identityFrom(type: Identity['type'], value: string): Identity | undefined {
  if (type === 'MOBILE') return /^\d{7,15}$/.test(value) ? { type, value } : undefined
  if (type === 'EMAIL') return /^[^\s@]+@[^\s@]+$/.test(value) ? { type, value: value.toLowerCase() } : undefined
  return value === '' ? undefined : { type, value }
}
