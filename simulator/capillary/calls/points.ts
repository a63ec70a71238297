import type { TillCall } from '#simulator/capillary/call.ts'
import { type Customer, identifiersIn } from '#simulator/capillary/customers.ts'
import { entityOf } from '#simulator/capillary/otp.ts'
import { pointsRefusal, pointValue } from '#simulator/capillary/points.ts'
import type { CapillaryState } from '#simulator/capillary/state.ts'
import { failed, type ItemStatus, ok, single, v11, v11Refusal } from '#simulator/capillary/v11.ts'
import { fieldsOf, listOf, numberOf, textOf } from '#simulator/shared/json.ts'
import type { CloudResponse } from '#simulator/shared/response.ts'
import { sendCode } from './otp.ts'

/**
 * `GET /v1.1/points/validationcode`: sends a code; a repeat sends the same one while it is valid (capillary.md 5.4).
 */
export function validationCode({ query }: TillCall, state: CapillaryState): CloudResponse {
  const customer = customerIn(query, state)
  const points = numberOf(query.get('points'))
  const status = customer === undefined ? failed(816, 'Customer not found') : issueCode(customer, state)
  const code = { ...identifiersOf(customer), points: points ?? '', item_status: status }
  return v11(state.assumptions, { validation_code: { code } }, [status])
}

/**
 * `GET /v1.1/points/isredeemable`. For points that cannot be redeemed the outer status is `true` and 200, too
 * (capillary.md 5.1). With `issue_otp=true` it sends a code; 876 says that only this failed (capillary.md 5.5).
 */
export function pointsRedeemable({ query }: TillCall, state: CapillaryState): CloudResponse {
  const customer = customerIn(query, state)
  const points = numberOf(query.get('points'))
  const code = query.get('validation_code')
  const refused =
    pointsRefusal(customer, points) ??
    (code !== null && customer !== undefined && !isLive(customer, code, state) ? wrongCode : undefined)
  const isUnsent =
    refused === undefined && customer !== undefined && query.get('issue_otp') === 'true'
      ? !issueCode(customer, state).success
      : false
  const redeemable = {
    ...identifiersOf(customer),
    points: points ?? '',
    is_redeemable: refused === undefined,
    points_redeem_value: (points ?? 0) * pointValue,
    points_redeem_local_value: (points ?? 0) * pointValue,
    points_currency_ratio: pointValue,
    item_status: refused ?? (isUnsent ? failed(876, 'Redeemable, but the code was not sent') : redeemableStatus),
  }
  return v11(state.assumptions, { points: { redeemable } }, [redeemableStatus])
}

/** `POST /v1.1/points/redeem`: one redemption per call (capillary.md 5.5). */
export function redeemPoints({ body, query }: TillCall, state: CapillaryState): CloudResponse {
  const [first, ...more] = listOf(fieldsOf(fieldsOf(body).root).redeem).map(fieldsOf)
  if (first === undefined) return v11Refusal(state.assumptions, 400, 400, 'Bad input: root.redeem is missing')
  if (more.length > 0) return v11Refusal(state.assumptions, 400, 400, 'Bad input: one redemption at a time')
  const person = fieldsOf(first.customer)
  const customer = state.customers.findAny(identifiersIn((name) => textOf(person[name])))
  const points = numberOf(first.points_redeemed)
  const redemption = state.redemptions.redeem(
    customer,
    points ?? 0,
    textOf(first.external_reference_number),
    () =>
      pointsRefusal(customer, points) ??
      (query.get('skip_validation') === 'true'
        ? undefined
        : codeRefusal(customer, textOf(first.validation_code), state)),
  )
  const item = {
    ...identifiersOf(customer),
    redemption_id: redemption.status.success ? redemption.id : '',
    points_redeemed: redemption.points,
    redemption_purpose: textOf(first.redemption_purpose) ?? '',
    redeemed_value: redemption.points * pointValue,
    redeemed_local_value: redemption.points * pointValue,
    balance: redemption.balance,
    side_effects: { effect: [] },
    item_status: redemption.status,
  }
  const content = { responses: { points: single(state.assumptions, 'object', [item]) } }
  return v11(state.assumptions, content, [redemption.status])
}

const redeemableStatus = ok(800, 'Points can be redeemed')
const wrongCode = failed(808, 'Invalid validation code')

function customerIn(query: URLSearchParams, { customers }: CapillaryState): Customer | undefined {
  return customers.findAny(identifiersIn((name) => (name === 'id' ? undefined : (query.get(name) ?? undefined))))
}

function identifiersOf(customer: Customer | undefined): Record<string, unknown> {
  if (customer === undefined) return { mobile: '', email: '', external_id: '', user_id: '' }
  const { mobile, email, externalId, id } = customer
  return { mobile: mobile ?? '', email: email ?? '', external_id: externalId ?? '', user_id: id }
}

function issueCode(customer: Customer, state: CapillaryState): ItemStatus {
  const issued = state.codes.issue(entityOf(customer), 'POINTS', state.now())
  if (issued.outcome === 'quota') return failed(429, 'Too many requests')
  sendCode(issued.code, state)
  return ok(200, 'Validation code issued')
}

/** Checks the code without using it up, because `points/redeem` sends the same code. */
function isLive(customer: Customer, code: string, state: CapillaryState): boolean {
  return state.codes.isLive(entityOf(customer), 'POINTS', code, state.now())
}

function codeRefusal(
  customer: Customer | undefined,
  code: string | undefined,
  state: CapillaryState,
): ItemStatus | undefined {
  if (customer === undefined) return undefined
  if (code !== undefined) {
    return state.codes.check(entityOf(customer), 'POINTS', code, state.now()) === 'right' ? undefined : wrongCode
  }
  return state.assumptions.redemptionNeedsCode ? failed(824, 'Mobile validation is mandatory') : undefined
}
