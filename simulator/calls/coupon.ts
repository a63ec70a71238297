import type { Answer, TillCall } from '../answer.ts'
import { identifiersIn } from '../customers.ts'
import { fieldsOf, listOf, textOf } from '../json.ts'
import { stamp } from '../stamp.ts'
import { ok, single, v11, v11Refusal } from '../v11.ts'
import type { World } from '../world.ts'

/**
 * `GET /v1.1/coupon/isredeemable`: a "no" leaves the outer status `true` and 200, and the item says `status` where
 * every other call says `success` (capillary.md 5.1, 5.6).
 */
export function couponRedeemable({ query }: TillCall, world: World): Answer {
  const { assumptions, coupons, customers } = world
  const code = query.get('code') ?? ''
  const customer = customers.findAny(
    identifiersIn((name) => (name === 'id' ? undefined : (query.get(name) ?? undefined))),
  )
  const { success, ...standing } = coupons.standing(code, customer, world.now())
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
            valid_till: stamp(coupon.validTill),
          },
        }),
    item_status: { status: success, ...standing },
  }
  return v11(assumptions, { coupons: { redeemable: single(assumptions, 'object', [redeemable]) } }, [
    ok(200, 'SUCCESS'),
  ])
}

/** `POST /v1.1/coupon/redeem`: one at a time (capillary.md 5.6). */
export function redeemCoupon({ body }: TillCall, world: World): Answer {
  const { assumptions, coupons, customers } = world
  const [first, ...more] = listOf(fieldsOf(fieldsOf(body).root).coupon).map(fieldsOf)
  if (first === undefined) return v11Refusal(assumptions, 400, 400, 'Bad input: root.coupon is missing')
  if (more.length > 0) return v11Refusal(assumptions, 400, 400, 'Bad input: one coupon at a time')
  const person = fieldsOf(first.customer)
  const code = textOf(first.code) ?? ''
  const customer = customers.findAny(identifiersIn((name) => textOf(person[name])))
  const { id, status } = coupons.redeem(code, customer, world.now())
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
