import { type FaultDefinition, retryAfter } from './definition.ts'

/** Refusals while a customer is verified or a program paired. */
export const customerFaults = {
  // Verifying a customer
  UNKNOWN_VERIFICATION: {
    status: 404,
    message: 'No verification of this id is known to this program.',
  },
  UNKNOWN_LOOK_UP: {
    status: 404,
    message: 'This customer was looked up too long ago.',
  },
  CUSTOMER_NOT_ENROLLED: {
    status: 409,
    message: 'The upstream did not enrol this customer.',
  },
  VERIFICATION_OVER: {
    status: 409,
    message: 'This verification is over.',
  },
  RESEND_TOO_EARLY: {
    status: 429,
    message: 'A code was sent to this customer a moment ago.',
    data: retryAfter,
  },
  CODES_USED_UP: {
    status: 429,
    message: 'This customer may be sent no more codes for now.',
    data: retryAfter,
  },
  DESTINATION_REFUSED: {
    status: 403,
    message: 'This store sends no codes to this number.',
  },
  OVERRIDE_REFUSED: {
    status: 403,
    message: 'A manager may confirm no customer without a code here.',
  },
  OVERRIDES_USED_UP: {
    status: 429,
    message: 'A manager may confirm no more customers without a code for now.',
    data: retryAfter,
  },
  VERIFICATIONS_UNAVAILABLE: {
    status: 503,
    message: 'Nobody can be verified: the count of codes cannot be kept.',
  },
  // Pairing
  UNKNOWN_PAIRING: {
    status: 404,
    message: 'No pairing of this id is under way.',
  },
  PAIRING_BUSY: {
    status: 429,
    message: 'No new pairing can be asked for just now.',
    data: retryAfter,
  },
} as const satisfies Record<string, FaultDefinition>
