import { type CloudResponse, withRetryAfter } from '#simulator/shared/response.ts'
import type { CapillaryAssumptions } from './assumptions.ts'
import type { Family } from './call.ts'
import { v2Refusal } from './v2.ts'
import { v11Refusal, withScalars } from './v11.ts'

/** A refusal in the format of its API family. */
export function refusal(
  assumptions: CapillaryAssumptions,
  family: Family,
  httpStatus: number,
  code: number,
  message: string,
): CloudResponse {
  switch (family) {
    case 'v1.1':
      return v11Refusal(assumptions, httpStatus, code, message)
    case 'v2':
      return v2Refusal(httpStatus, { code, message })
    case 'v3':
      return { status: httpStatus, body: { data: null, errors: [{ code, message }] } }
  }
}

export function wrongCredential(assumptions: CapillaryAssumptions, family: Family): CloudResponse {
  const message = 'Invalid credentials: check username/password or authentication token'
  return refusal(assumptions, family, assumptions.wrongBasicStatus, 401, message)
}

/** The two refusals of capillary.md 2.5. Field names and texts are HIGH, the JSON around them is ASSUMED. */
export function noAccess(assumptions: CapillaryAssumptions, family: Family, code: 4000 | 4001): CloudResponse {
  const [httpStatus, message] =
    code === 4000 ? [403, 'Not authorized. Access is denied!'] : [503, 'Authorization status unavailable!']
  const response = refusal(assumptions, family, httpStatus, code, message)
  return { ...response, body: { ...(response.body as object), errorCode: code, errorMessage: message } }
}

/** Only the code is documented (capillary.md 6.1). */
export function tooManyRequests(assumptions: CapillaryAssumptions, family: Family): CloudResponse {
  const response = refusal(assumptions, family, assumptions.quotaStatus, 429, 'Too many requests')
  return withRetryAfter(assumptions.retryAfterSeconds, response)
}

export function customerBusy(assumptions: CapillaryAssumptions, family: Family): CloudResponse {
  const message = 'Another request for the same customer is being processed'
  return refusal(assumptions, family, assumptions.busyStatus, 521, message)
}

/** The samples of capillary.md 3 have `success: "true"` beside both codes. For v2 the shape is ASSUMED. */
export function tokenRefused(
  assumptions: CapillaryAssumptions,
  family: Family,
  code: 401 | 498,
  expiredAt: number,
): CloudResponse {
  const at = new Date(expiredAt).toISOString().replace('Z', '+0000')
  const message = code === 401 ? 'Unauthorized' : `Token expired at ${at}`
  if (family !== 'v1.1') return refusal(assumptions, family, assumptions.tokenRefusalStatus, code, message)
  const body = { response: { status: { success: true, code, message } } }
  return { status: assumptions.tokenRefusalStatus, body: withScalars(assumptions, body) }
}
