import type { Route } from '../contract/grant.ts'
import { headerValue } from '../core/headers.ts'
import type { Scheme, Verdict } from '../core/scheme.ts'
import { examineCapillary, readsCapillaryBody, sendsCode } from './capillaryGuards.ts'
import { capillaryBaseUrl, capillaryRegions } from './capillaryRegions.ts'

/** What holds at Capillary's POS APIs whichever way a till signs in. */
export const capillaryRules = {
  baseUrlIn: capillaryBaseUrl,
  regions: capillaryRegions,
  offers: ['look-up', 'verify'],

  // Attribution and identity are the till's own (capillary.md 2.3): a POS could book sales on another store.
  owns: (header) => header.startsWith('x-cap-') || header.startsWith('cap-'),

  denied: [
    // Answers with the live one-time code (capillary.md 5.4; attacks.md T43).
    { methods: ['*'], path: '/v2/otp' },
    { methods: ['GET'], path: '/v2/otp/**' },
  ],

  presets: presets(),
  readsBody: readsCapillaryBody,
  examine: examineCapillary,

  hasEffect: sendsCode,
} satisfies Partial<Scheme>

/** Refused because another request for the same customer was under way: nothing was done (capillary.md 6.3). */
export function judgeCapillary(status: number): Verdict {
  return status === 521 ? 'busy' : 'pass'
}

/**
 * v1.1 may refuse a credential inside a 200 (capillary.md 5.1; the status is ASSUMED in 2.5), with `success` of no use
 * (capillary.md 3). Its other 401s stand in an item, never in the status of the whole answer.
 */
const statusCode = /^\s*\{\s*"response"\s*:\s*\{\s*"status"\s*:\s*\{[^{}]*"code"\s*:\s*"?(\d{3})\b/

export function codeInBody(beginning: Buffer): number | undefined {
  const code = statusCode.exec(beginning.toString('latin1', 0, 256))?.[1]
  return code === undefined ? undefined : Number(code)
}

/** v2 says in a field for which till it acted: points booked on another store's are lost (capillary.md 5.1, 8). */
export function foreignTill(headers: readonly string[], till: string): string | undefined {
  const named = headerValue(headers, 'till')
  return named === undefined || named.toLowerCase() === till.toLowerCase()
    ? undefined
    : 'Capillary acted for another till than the one that is set up here.'
}

function presets(): Record<string, Route[]> {
  const lookUp = [
    ...v1('GET', 'store/login', 'store/get', 'store/staff', 'store/configurations'),
    ...v1('GET', 'organization/get', 'organization/entities', 'organization/configs'),
    ...v1('GET', 'customer/get', 'transaction/get', 'points/isredeemable', 'coupon/isredeemable'),
    ...v2('GET', 'customers/lookup', 'customers/lookup/customerDetails', 'customers/points/balance'),
    ...v2('GET', 'coupon/is_redeemable'),
  ]
  const verify = [...v1('GET', 'points/validationcode'), ...v2('POST', 'otp/generate', 'otp/validate')]
  const sell = [
    ...v1('POST', 'customer/add', 'customer/update', 'transaction/add', 'points/redeem', 'coupon/redeem'),
    ...v2('POST', 'customers', 'transactions', 'transactions/bulk', 'customers/*/redemptions', 'points/reverse'),
    ...v2('POST', 'coupon/redeem', 'coupon/bulk/redeem', 'coupon/reactivate'),
    ...v2('PUT', 'customers/*', 'customers/lookup', 'points/updateRedemption'),
  ]
  return {
    'capillary:look-up': lookUp,
    'capillary:verify': verify,
    // Everything a checkout does in a sale, so that an existing one works with this grant alone (design 1.2).
    'capillary:sell': [...lookUp, ...verify, ...sell],
  }
}

/** v1.1 takes `.json` behind the method, or `?format=json` (capillary.md 2.2). */
function v1(method: string, ...resources: string[]): Route[] {
  return resources.flatMap((resource) =>
    ['', '.json'].map((suffix) => ({ methods: [method], path: `/v1.1/${resource}${suffix}` })),
  )
}

function v2(method: string, ...resources: string[]): Route[] {
  return resources.map((resource) => ({ methods: [method], path: `/v2/${resource}` }))
}
