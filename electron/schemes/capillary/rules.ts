import { headerValue } from '#core/message/headerFilter.ts'
import type { Assessment } from '#core/scheme/requestAuthenticator.ts'
import type { Scheme } from '#core/scheme/scheme.ts'
import { examineCapillary, readsCapillaryBody, sendsCode } from './bodyGuards.ts'
import { capillaryCache } from './cache.ts'
import { ownsCapillaryHeader } from './callerHeaders.ts'
import { capillaryPresets } from './presets.ts'
import { capillaryBaseUrl, capillaryRegions } from './regions.ts'
import { type BillNumbers, capillaryWrites } from './writes.ts'

/** The rules of Capillary's POS APIs, the same for `capillary-till` and `capillary-oauth`. */
export const capillaryRules = {
  addressesOf: capillaryBaseUrl,
  regions: capillaryRegions,
  offers: ['look-up', 'verify'],
  identifies: ['organisation', 'till'],

  ownsHeader: ownsCapillaryHeader,

  deniedRoutes: [
    // Returns the live one-time code (capillary.md 5.4; attacks.md T43).
    { methods: ['*'], path: '/v2/otp' },
    { methods: ['GET'], path: '/v2/otp/**' },
  ],

  presets: capillaryPresets,
  outbox: (settings) => capillaryWrites((settings as { billNumbers?: BillNumbers }).billNumbers),
  cache: capillaryCache,
  readsBody: readsCapillaryBody,
  examine: examineCapillary,
  // At the gateway a brand may have mapped these to any name that ends so.
  hasSideEffect: (path, query) =>
    sendsCode(path, query) || (path.includes('/v2/api/') && /isredeemable|validationcode/i.test(path)),
} satisfies Partial<Scheme>

/** 521: another request for the same customer was in progress, and nothing was done (capillary.md 6.3). */
export function assessCapillary(status: number): Assessment {
  return status === 521 ? 'busy' : 'pass'
}

/**
 * The alarm for a response in which v2 names another till than this one: points that are booked on another store's till
 * are lost (capillary.md 5.1, 8).
 */
export function foreignTill(headers: readonly string[], till: string): string | undefined {
  const named = headerValue(headers, 'till')
  return named === undefined || named.toLowerCase() === till.toLowerCase()
    ? undefined
    : 'Capillary acted for another till than the one that is set up here.'
}
