import type { Answer, TillCall } from '../answer.ts'
import { type Customer, identifiersIn } from '../customers.ts'
import { fieldsOf, listOf, numberOf, textOf } from '../json.ts'
import { entityOf } from '../otp.ts'
import { pointsRefusal, pointValue } from '../points.ts'
import { failed, type ItemStatus, ok, single, v11, v11Refusal } from '../v11.ts'
import type { World } from '../world.ts'
import { sendCode } from './otp.ts'

/** `GET /v1.1/points/validationcode`: sends a code, the same one while it is valid (capillary.md 5.4). */
export function validationCode({ query }: TillCall, world: World): Answer {
  const customer = named(query, world)
  const points = numberOf(query.get('points'))
  const status = customer === undefined ? failed(816, 'Customer not found') : issue(customer, world)
  const code = { ...who(customer), points: points ?? '', item_status: status }
  return v11(world.assumptions, { validation_code: { code } }, [status])
}

/**
 * `GET /v1.1/points/isredeemable`: a "no" is an answer, so the outer status stays `true` and 200 (capillary.md 5.1).
 * With `issue_otp=true` it sends a code; if only that fails, 876 (capillary.md 5.5).
 */
export function pointsRedeemable({ query }: TillCall, world: World): Answer {
  const customer = named(query, world)
  const points = numberOf(query.get('points'))
  const code = query.get('validation_code')
  const refused =
    pointsRefusal(customer, points) ??
    (code !== null && customer !== undefined && !isLive(customer, code, world) ? wrongCode : undefined)
  const unsent =
    refused === undefined && customer !== undefined && query.get('issue_otp') === 'true'
      ? !issue(customer, world).success
      : false
  const redeemable = {
    ...who(customer),
    points: points ?? '',
    is_redeemable: refused === undefined,
    points_redeem_value: (points ?? 0) * pointValue,
    points_redeem_local_value: (points ?? 0) * pointValue,
    points_currency_ratio: pointValue,
    item_status: refused ?? (unsent ? failed(876, 'Redeemable, but the code was not sent') : redeemableStatus),
  }
  return v11(world.assumptions, { points: { redeemable } }, [redeemableStatus])
}

/** `POST /v1.1/points/redeem`: one at a time (capillary.md 5.5). */
export function redeemPoints({ body, query }: TillCall, world: World): Answer {
  const [first, ...more] = listOf(fieldsOf(fieldsOf(body).root).redeem).map(fieldsOf)
  if (first === undefined) return v11Refusal(world.assumptions, 400, 400, 'Bad input: root.redeem is missing')
  if (more.length > 0) return v11Refusal(world.assumptions, 400, 400, 'Bad input: one redemption at a time')
  const person = fieldsOf(first.customer)
  const customer = world.customers.findAny(identifiersIn((name) => textOf(person[name])))
  const points = numberOf(first.points_redeemed)
  const redemption = world.redemptions.redeem(
    customer,
    points ?? 0,
    textOf(first.external_reference_number),
    () =>
      pointsRefusal(customer, points) ??
      (query.get('skip_validation') === 'true'
        ? undefined
        : codeRefusal(customer, textOf(first.validation_code), world)),
  )
  const item = {
    ...who(customer),
    redemption_id: redemption.status.success ? redemption.id : '',
    points_redeemed: redemption.points,
    redemption_purpose: textOf(first.redemption_purpose) ?? '',
    redeemed_value: redemption.points * pointValue,
    redeemed_local_value: redemption.points * pointValue,
    balance: redemption.balance,
    side_effects: { effect: [] },
    item_status: redemption.status,
  }
  const content = { responses: { points: single(world.assumptions, 'object', [item]) } }
  return v11(world.assumptions, content, [redemption.status])
}

const redeemableStatus = ok(800, 'Points can be redeemed')
const wrongCode = failed(808, 'Invalid validation code')

function named(query: URLSearchParams, { customers }: World): Customer | undefined {
  return customers.findAny(identifiersIn((name) => (name === 'id' ? undefined : (query.get(name) ?? undefined))))
}

function who(customer: Customer | undefined): Record<string, unknown> {
  if (customer === undefined) return { mobile: '', email: '', external_id: '', user_id: '' }
  const { mobile, email, externalId, id } = customer
  return { mobile: mobile ?? '', email: email ?? '', external_id: externalId ?? '', user_id: id }
}

function issue(customer: Customer, world: World): ItemStatus {
  const issued = world.codes.issue(entityOf(customer), 'POINTS', world.now())
  if (issued.outcome === 'quota') return failed(429, 'Too many requests')
  sendCode(issued.code, world)
  return ok(200, 'Validation code issued')
}

/** Looked at, not spent: `points/redeem` comes with the same code. */
function isLive(customer: Customer, code: string, world: World): boolean {
  return world.codes.isLive(entityOf(customer), 'POINTS', code, world.now())
}

function codeRefusal(customer: Customer | undefined, code: string | undefined, world: World): ItemStatus | undefined {
  if (customer === undefined) return undefined
  if (code !== undefined) {
    return world.codes.check(entityOf(customer), 'POINTS', code, world.now()) === 'right' ? undefined : wrongCode
  }
  return world.assumptions.redemptionNeedsCode ? failed(824, 'Mobile validation is mandatory') : undefined
}
