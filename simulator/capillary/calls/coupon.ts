import type { TillCall } from '#simulator/capillary/call.ts'
import { identifiersIn } from '#simulator/capillary/customers.ts'
import type { CapillaryState } from '#simulator/capillary/state.ts'
import { ok, single, v11, v11Refusal } from '#simulator/capillary/v11.ts'
import { fieldsOf, listOf, textOf } from '#simulator/shared/json.ts'
import type { CloudResponse } from '#simulator/shared/response.ts'
import { formatTimestamp } from '#simulator/shared/timestamps.ts'

/**
 * `GET /v1.1/coupon/isredeemable`. For a coupon that cannot be redeemed the outer status is `true` and 200, too. The item
 * has `status` where every other call has `success` (capillary.md 5.1, 5.6).
 */
export function couponRedeemable({ query }: TillCall, state: CapillaryState): CloudResponse {
  const { assumptions, coupons, customers } = state
  const code = query.get('code') ?? ''
  const customer = customers.findAny(
    identifiersIn((name) => (name === 'id' ? undefined : (query.get(name) ?? undefined))),
  )
  const { success, ...codeAndMessage } = coupons.statusOf(code, customer, state.now())
  const coupon = coupons.find(code)
  const details = query.get('details') ?? 'false'
  const redeemable = {
    mobile: customer?.mobile ?? query.get('mobile') ?? '',
    code,
    is_redeemable: success,
    ...(coupon === undefined || details === 'false'
      ? {}
      : {
          series_info: {
            description: `Demo series ${coupon.seriesId}`,
            discount_code: `D${coupon.seriesId}`,
            discount_type: coupon.type,
            discount_value: coupon.value,
            valid_till: formatTimestamp(coupon.validTill),
          },
        }),
    item_status: { status: success, ...codeAndMessage },
  }
  return v11(assumptions, { coupons: { redeemable: single(assumptions, 'object', [redeemable]) } }, [
    ok(200, 'SUCCESS'),
  ])
}

/** `POST /v1.1/coupon/redeem`: one coupon per call (capillary.md 5.6). */
export function redeemCoupon({ body }: TillCall, state: CapillaryState): CloudResponse {
  const { assumptions, coupons, customers } = state
  const [first, ...more] = listOf(fieldsOf(fieldsOf(body).root).coupon).map(fieldsOf)
  if (first === undefined) return v11Refusal(assumptions, 400, 400, 'Bad input: root.coupon is missing')
  if (more.length > 0) return v11Refusal(assumptions, 400, 400, 'Bad input: one coupon at a time')
  const person = fieldsOf(first.customer)
  const code = textOf(first.code) ?? ''
  const customer = customers.findAny(identifiersIn((name) => textOf(person[name])))
  const { id, status } = coupons.redeem(code, customer, state.now())
  const coupon = coupons.find(code)
  const item = {
    code,
    ...(status.success && coupon !== undefined
      ? {
          redemptionId: id,
          discount_code: `D${coupon.seriesId}`,
          series_code: coupon.seriesId,
          is_absolute: coupon.type === 'ABS',
          coupon_value: coupon.value,
        }
      : {}),
    transaction: listOf(first.transaction)[0] ?? {},
    item_status: status,
  }
  return v11(assumptions, { coupons: { coupon: single(assumptions, 'object', [item]) } }, [status])
}
