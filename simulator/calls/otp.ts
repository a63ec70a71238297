import type { Answer, TillCall } from '../answer.ts'
import type { OtpChannel } from '../assumptions.ts'
import { identifier } from '../customers.ts'
import { fieldsOf, listOf, textOf } from '../json.ts'
import type { Code, Entity } from '../otp.ts'
import { tooMany } from '../refusal.ts'
import { isoStamp } from '../stamp.ts'
import { type V2Error, v2, v2Refusal } from '../v2.ts'
import type { World } from '../world.ts'

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

/** `POST /v2/otp/generate` (capillary.md 5.4). */
export function generateOtp({ body }: TillCall, world: World): Answer {
  const request = fieldsOf(body)
  const refuse = (...errors: V2Error[]) => v2Refusal(world.assumptions.v2FailureStatus, ...errors)
  const wanted = readTarget(request, [...actions, 'POINTSTRANSFER'])
  const deliveries = readDeliveries(request, wanted.entity)
  const errors = [...wanted.errors, ...('errors' in deliveries ? deliveries.errors : [])]
  if (errors.length > 0 || wanted.entity === undefined || 'errors' in deliveries) return refuse(...errors)
  if (!mayAsk(wanted.entity, wanted.action, world)) return refuse({ code: 8015, message: 'Customer not found' })

  const now = world.now()
  const issue = world.codes.issue(wanted.entity, wanted.action, now)
  if (issue.outcome === 'quota') return tooMany(world.assumptions, 'v2')
  send(issue.code, deliveries.to, world)
  return v2({ createdId: issue.createdId })
}

/** `POST /v2/otp/validate`: the result is only yes or no (capillary.md 5.4). */
export function validateOtp({ body }: TillCall, world: World): Answer {
  const request = fieldsOf(body)
  const { entity, action, errors } = readTarget(request, actions)
  if (errors.length > 0 || entity === undefined) return v2Refusal(world.assumptions.v2FailureStatus, ...errors)
  const check = world.codes.check(entity, action, textOf(request.code) ?? '', world.now())
  if (check === 'too many') return tooMany(world.assumptions, 'v2')
  if (check === 'right') return v2({ entity: true })
  return { ...v2({ entity: false }), status: world.assumptions.wrongCodeStatus }
}

/**
 * `GET /v2/otp`: the code itself, to whoever may read (capillary.md 5.4, MED). The manual prints it as a path,
 * `/v2/otp/source=…&identifierName=…`, so that is answered too.
 */
export function readOtp({ path, query }: TillCall, world: World): Answer {
  const asked = path === '/v2/otp' ? query : new URLSearchParams(path.slice('/v2/otp/'.length))
  const name = asked.get('identifierName') ?? asked.get('entityType') ?? ''
  const value = asked.get('identifierValue') ?? asked.get('entityValue') ?? ''
  const entity = entityFrom(name, value)
  const code = entity === undefined ? undefined : world.codes.latest(entity, world.now())
  if (code === undefined) {
    return v2Refusal(world.assumptions.v2FailureStatus, { code: 9001, message: 'No valid OTP available' })
  }
  const customer = world.customers.findAny([identifier(name, value)].filter((one) => one !== undefined))
  return v2({ orgId: 1001, userId: customer?.id ?? -1, code: code.code, validUpto: isoStamp(code.validUntil) })
}

/** Sends a code in the default words; the v1.1 points calls use it too. */
export function sendCode(code: Code, world: World): void {
  const [kind] = code.entity.split(':')
  send(
    code,
    [{ channel: kind === 'EMAIL' ? 'EMAIL' : 'SMS', to: addressOf(code.entity), template: defaultText }],
    world,
  )
}

interface Delivery {
  channel: OtpChannel
  to: string
  template: string
}

const defaultText = 'The validation code for your request is: {{ validation_code }}.'
const placeholder = /\{\{\s*validation_code\s*\}\}/g

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

/** 5.4 says "registered"; REGISTRATION must do without, GENERIC is an assumption. */
function mayAsk(entity: Entity, action: string, world: World): boolean {
  if (action === 'REGISTRATION') return true
  if (action === 'GENERIC' && world.assumptions.genericForUnregistered) return true
  const kind = entity.startsWith('MOBILE:') ? 'mobile' : 'email'
  return world.customers.find({ kind, value: addressOf(entity) }) !== undefined
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
  const asked = listOf(request.channels)
  const to: Delivery[] = []
  for (const one of asked.length > 0 ? asked.map(fieldsOf) : own) {
    const channel = channelOf(textOf(one.type)?.toUpperCase())
    if (channel === undefined) return { errors: [{ code: 603, message: 'Invalid channel' }] }
    if (channel === 'WHATSAPP' && textOf(request.whatsappTemplateName) === undefined) {
      return { errors: [{ code: 607, message: 'WhatsApp template missing' }] }
    }
    if (channel === 'ZALO' && textOf(request.zaloTemplateIdentifier) === undefined) {
      return { errors: [{ code: 621, message: 'Zalo template missing' }] }
    }
    to.push({ channel, to: textOf(one.value) ?? '', template: channel === 'EMAIL' ? emailTemplate : template })
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

/** To every channel the organisation has chosen; through any other nothing goes out (capillary.md 5.4). */
function send({ code }: Code, deliveries: readonly Delivery[], world: World): void {
  for (const { channel, to, template } of deliveries) {
    if (!world.assumptions.otpChannels.includes(channel)) continue
    world.messages.add({ to, channel, text: template.replace(placeholder, () => code), code, at: world.now() })
  }
}
