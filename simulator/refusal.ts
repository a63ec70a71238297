import type { Answer, Family } from './answer.ts'
import type { Assumptions } from './assumptions.ts'
import { v2Refusal } from './v2.ts'
import { inScalars, v11Refusal } from './v11.ts'

/** One refusal, said the way the path's own family says it. */
export function refusal(
  assumptions: Assumptions,
  family: Family,
  httpStatus: number,
  code: number,
  message: string,
): Answer {
  switch (family) {
    case 'v1.1':
      return v11Refusal(assumptions, httpStatus, code, message)
    case 'v2':
      return v2Refusal(httpStatus, { code, message })
    case 'v3':
      return { status: httpStatus, body: { data: null, errors: [{ code, message }] } }
  }
}

export function wrongCredential(assumptions: Assumptions, family: Family): Answer {
  const message = 'Invalid credentials: check username/password or authentication token'
  return refusal(assumptions, family, assumptions.wrongBasicStatus, 401, message)
}

/** capillary.md 2.5. The names and texts are HIGH, the JSON around them is ASSUMED. */
export function noAccess(assumptions: Assumptions, family: Family, code: 4000 | 4001): Answer {
  const [httpStatus, message] =
    code === 4000 ? [403, 'Not authorized. Access is denied!'] : [503, 'Authorization status unavailable!']
  const answer = refusal(assumptions, family, httpStatus, code, message)
  return { ...answer, body: { ...(answer.body as object), errorCode: code, errorMessage: message } }
}

/** capillary.md 6.1: only the code is documented. */
export function tooMany(assumptions: Assumptions, family: Family): Answer {
  const answer = refusal(assumptions, family, assumptions.quotaStatus, 429, 'Too many requests')
  return withRetryAfter(assumptions, answer)
}

export function withRetryAfter({ retryAfterSeconds: wait }: Assumptions, answer: Answer): Answer {
  return wait === null ? answer : { ...answer, headers: { 'Retry-After': String(wait) } }
}

export function customerBusy(assumptions: Assumptions, family: Family): Answer {
  const message = 'Another request for the same customer is being processed'
  return refusal(assumptions, family, assumptions.busyStatus, 521, message)
}

/** capillary.md 3: the samples say `success: "true"` beside both codes. For v2 the shape is ASSUMED. */
export function tokenRefused(assumptions: Assumptions, family: Family, code: 401 | 498, expiredAt: number): Answer {
  const at = new Date(expiredAt).toISOString().replace('Z', '+0000')
  const message = code === 401 ? 'Unauthorized' : `Token expired at ${at}`
  if (family !== 'v1.1') return refusal(assumptions, family, assumptions.tokenRefusalStatus, code, message)
  const body = { response: { status: { success: true, code, message } } }
  return { status: assumptions.tokenRefusalStatus, body: inScalars(assumptions, body) }
}
