import type { TillCall } from '#simulator/capillary/call.ts'
import { identifier } from '#simulator/capillary/customers.ts'
import type { Code, Entity } from '#simulator/capillary/otp.ts'
import { tooManyRequests } from '#simulator/capillary/refusal.ts'
import type { CapillaryState } from '#simulator/capillary/state.ts'
import { type V2Error, v2, v2Refusal } from '#simulator/capillary/v2.ts'
import { fieldsOf, listOf, textOf } from '#simulator/shared/json.ts'
import type { OtpChannel } from '#simulator/shared/outbox.ts'
import type { CloudResponse } from '#simulator/shared/response.ts'
import { formatIsoTimestamp } from '#simulator/shared/timestamps.ts'

const actions = [
  'GENERIC',
  'REGISTRATION',
  'POINTS',
  'COUPON',
  'USERGROUP',
  'SUBSCRIPTION',
  'CUSTOMER_STATUS_UPDATE',
  'CUSTOMER_IDENTIFIER_CHANGE',
  'CUSTOMER_ISSUE_LINK_CARD',
]

/** `POST /v2/otp/generate`: sends a code (capillary.md 5.4). */
export function generateOtp({ body }: TillCall, state: CapillaryState): CloudResponse {
  const request = fieldsOf(body)
  const refuse = (...errors: V2Error[]) => v2Refusal(state.assumptions.v2FailureStatus, ...errors)
  const wanted = readTarget(request, [...actions, 'POINTSTRANSFER'])
  const deliveries = readDeliveries(request, wanted.entity)
  const errors = [...wanted.errors, ...('errors' in deliveries ? deliveries.errors : [])]
  if (errors.length > 0 || wanted.entity === undefined || 'errors' in deliveries) return refuse(...errors)
  if (!mayReceive(wanted.entity, wanted.action, state)) return refuse({ code: 8015, message: 'Customer not found' })

  const now = state.now()
  const issue = state.codes.issue(wanted.entity, wanted.action, now)
  if (issue.outcome === 'quota') return tooManyRequests(state.assumptions, 'v2')
  send(issue.code, deliveries.to, state)
  return v2({ createdId: issue.createdId })
}

/** `POST /v2/otp/validate`: the response has a boolean and no reason (capillary.md 5.4). */
export function validateOtp({ body }: TillCall, state: CapillaryState): CloudResponse {
  const request = fieldsOf(body)
  const { entity, action, errors } = readTarget(request, actions)
  if (errors.length > 0 || entity === undefined) return v2Refusal(state.assumptions.v2FailureStatus, ...errors)
  const check = state.codes.check(entity, action, textOf(request.code) ?? '', state.now())
  if (check === 'too many') return tooManyRequests(state.assumptions, 'v2')
  if (check === 'right') return v2({ entity: true })
  return { ...v2({ entity: false }), status: state.assumptions.wrongCodeStatus }
}

/**
 * `GET /v2/otp`: returns the code itself to a caller with read access (capillary.md 5.4, MED). The manual prints the query
 * as a path, `/v2/otp/source=…&identifierName=…`, so this call accepts both.
 */
export function readOtp({ path, query }: TillCall, state: CapillaryState): CloudResponse {
  const parameters = path === '/v2/otp' ? query : new URLSearchParams(path.slice('/v2/otp/'.length))
  const name = parameters.get('identifierName') ?? parameters.get('entityType') ?? ''
  const value = parameters.get('identifierValue') ?? parameters.get('entityValue') ?? ''
  const entity = entityFrom(name, value)
  const code = entity === undefined ? undefined : state.codes.latest(entity, state.now())
  if (code === undefined) {
    return v2Refusal(state.assumptions.v2FailureStatus, { code: 9001, message: 'No valid OTP available' })
  }
  const customer = state.customers.findAny([identifier(name, value)].filter((known) => known !== undefined))
  return v2({
    orgId: 1001,
    userId: customer?.id ?? -1,
    code: code.code,
    validUpto: formatIsoTimestamp(code.validUntil),
  })
}

/** Sends a code with the default text; the v1.1 points calls use it, too. */
export function sendCode(code: Code, state: CapillaryState): void {
  const [kind] = code.entity.split(':')
  send(
    code,
    [{ channel: kind === 'EMAIL' ? 'EMAIL' : 'SMS', to: addressOf(code.entity), template: defaultText }],
    state,
  )
}

interface Delivery {
  channel: OtpChannel
  to: string
  template: string
}

const defaultText = 'The validation code for your request is: {{ validation_code }}.'
const placeholder = /\{\{\s*validation_code\s*\}\}/g

/** The recipient and action of a request, with an error for each invalid field. */
function readTarget(request: Record<string, unknown>, allowed: readonly string[]) {
  const action = textOf(request.action)?.toUpperCase() ?? ''
  const type = textOf(request.entityType)?.toUpperCase() ?? ''
  const value = textOf(request.entityValue)
  const entity = value === undefined ? undefined : entityFrom(type, value)
  const errors: V2Error[] = []
  if (!allowed.includes(action)) errors.push({ code: 600, message: 'Invalid or Null action passed' })
  if (type !== 'MOBILE' && type !== 'EMAIL') errors.push({ code: 601, message: 'Invalid or Null entity type passed' })
  if (value === undefined) errors.push({ code: 602, message: 'Invalid or Null entity value passed' })
  if (errors.length === 0 && type === 'MOBILE' && !/^MOBILE:\d{7,15}$/.test(entity ?? '')) {
    errors.push({ code: 8056, message: 'Invalid mobile number' })
  }
  return { entity, action, errors }
}

function entityFrom(type: string, value: string): Entity | undefined {
  const found = identifier(type, value)
  if (found?.kind === 'mobile') return `MOBILE:${found.value}`
  return found?.kind === 'email' ? `EMAIL:${found.value}` : undefined
}

function addressOf(entity: Entity): string {
  return entity.slice(entity.indexOf(':') + 1)
}

/**
 * Whether a code may go to this person: to customers by capillary.md 5.4, for REGISTRATION to anyone, for GENERIC by
 * the assumption.
 */
function mayReceive(entity: Entity, action: string, state: CapillaryState): boolean {
  if (action === 'REGISTRATION') return true
  if (action === 'GENERIC' && state.assumptions.genericForUnregistered) return true
  const kind = entity.startsWith('MOBILE:') ? 'mobile' : 'email'
  return state.customers.find({ kind, value: addressOf(entity) }) !== undefined
}

function readDeliveries(
  request: Record<string, unknown>,
  entity: Entity | undefined,
): { to: Delivery[] } | { errors: V2Error[] } {
  const template = textOf(request.template) ?? defaultText
  const emailTemplate = textOf(fieldsOf(request.emailTemplate).body) ?? template
  if ([template, emailTemplate].some((text) => (text.match(placeholder) ?? []).length !== 1)) {
    return { errors: [{ code: 606, message: 'The template needs exactly one {{ validation_code }}' }] }
  }
  const own =
    entity === undefined ? [] : [{ type: entity.startsWith('EMAIL') ? 'EMAIL' : 'SMS', value: addressOf(entity) }]
  const requested = listOf(request.channels)
  const to: Delivery[] = []
  for (const delivery of requested.length > 0 ? requested.map(fieldsOf) : own) {
    const channel = channelOf(textOf(delivery.type)?.toUpperCase())
    if (channel === undefined) return { errors: [{ code: 603, message: 'Invalid channel' }] }
    if (channel === 'WHATSAPP' && textOf(request.whatsappTemplateName) === undefined) {
      return { errors: [{ code: 607, message: 'WhatsApp template missing' }] }
    }
    if (channel === 'ZALO' && textOf(request.zaloTemplateIdentifier) === undefined) {
      return { errors: [{ code: 621, message: 'Zalo template missing' }] }
    }
    to.push({ channel, to: textOf(delivery.value) ?? '', template: channel === 'EMAIL' ? emailTemplate : template })
  }
  return { to }
}

function channelOf(type: string | undefined): OtpChannel | undefined {
  switch (type) {
    case 'SMS':
    case 'MOBILE':
    case 'PHONE':
      return 'SMS'
    case 'EMAIL':
    case 'WHATSAPP':
    case 'ZALO':
      return type
    default:
      return undefined
  }
}

/** Sends to the channels the organisation has enabled and drops the others (capillary.md 5.4). */
function send({ code }: Code, deliveries: readonly Delivery[], state: CapillaryState): void {
  for (const { channel, to, template } of deliveries) {
    if (!state.assumptions.otpChannels.includes(channel)) continue
    state.outbox.add({ to, channel, text: template.replace(placeholder, () => code), code, at: state.now() })
  }
}
