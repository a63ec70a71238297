import type { Route } from '#contract/grant.ts'

const lookUp = [
  ...v1('GET', 'store/login', 'store/get', 'store/staff', 'store/configurations'),
  ...v1('GET', 'organization/get', 'organization/entities', 'organization/configs'),
  ...v1('GET', 'customer/get', 'transaction/get', 'points/isredeemable', 'coupon/isredeemable'),
  ...v2('GET', 'customers/lookup', 'customers/lookup/customerDetails', 'customers/points/balance'),
  ...v2('GET', 'coupon/is_redeemable'),
]

/** Look-ups whose answers may be kept for a while: the customer and the points, nothing about a code or what can be redeemed. */
export const cacheable: readonly Route[] = [
  ...v1('GET', 'customer/get'),
  ...v2('GET', 'customers/lookup', 'customers/lookup/customerDetails', 'customers/points/balance'),
]

const verify = [...v1('GET', 'points/validationcode'), ...v2('POST', 'otp/generate', 'otp/validate')]

/** Writes that are as good an hour later: these alone may wait in the outbox. */
export const record: readonly Route[] = [
  ...v1('POST', 'customer/add', 'customer/update', 'transaction/add'),
  ...v2('POST', 'customers', 'transactions'),
  ...v2('PUT', 'customers/*', 'customers/lookup'),
]

const sell = [
  ...record,
  ...v1('POST', 'points/redeem', 'coupon/redeem'),
  ...v2('POST', 'transactions/bulk', 'customers/*/redemptions', 'points/reverse'),
  ...v2('POST', 'coupon/redeem', 'coupon/bulk/redeem', 'coupon/reactivate'),
  ...v2('PUT', 'points/updateRedemption'),
]

export const capillaryPresets: Record<string, readonly Route[]> = {
  'capillary:look-up': lookUp,
  'capillary:record': record,
  'capillary:verify': verify,
  // For a till's own login at the mobile gateway: which endpoints there are, each brand decides (capillary.md 4.6).
  'capillary:gateway': [{ methods: ['GET', 'POST'], path: '/v2/api/**' }],
  // Everything a checkout does in a sale, so that an existing one works with a new address and key, and this grant alone.
  'capillary:sell': [...lookUp, ...verify, ...sell],
}

/** v1.1 accepts `.json` after the method, or `?format=json` (capillary.md 2.2). */
function v1(method: string, ...resources: string[]): Route[] {
  return resources.flatMap((resource) =>
    ['', '.json'].map((suffix) => ({ methods: [method], path: `/v1.1/${resource}${suffix}` })),
  )
}

function v2(method: string, ...resources: string[]): Route[] {
  return resources.map((resource) => ({ methods: [method], path: `/v2/${resource}` }))
}
