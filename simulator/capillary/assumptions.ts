import type { OtpChannel } from '#simulator/shared/outbox.ts'

/**
 * What Capillary's documents leave open or contradict each other about. Each assumption is an option, so that a caller
 * can be tested against the other possibility, too. Section numbers are those of docs/reference/capillary.md.
 */
export interface CapillaryAssumptions {
  /**
   * HTTP status of a wrong, missing or locked Basic credential. 2.5: documented as code 401, the HTTP status is
   * ASSUMED.
   */
  wrongBasicStatus: number
  /**
   * After this many wrong passwords a till is refused for so many minutes, even with the right one. 0.8: HIGH for
   * people, ASSUMED for tills.
   */
  lockout: { failures: number; minutes: number } | null
  /** HTTP status of an invalid or expired OAuth token. 3: the body is HIGH, the HTTP status NOT FOUND (10.2). */
  tokenRefusalStatus: number
  /** HTTP status of a bad client key or secret, 320001. 3 and 10.2: NOT FOUND. */
  badClientKeyStatus: number
  /** HTTP status of an attribution header that names an unknown till, 91021. 2.3: NOT FOUND. */
  badAttributionStatus: number

  /** v1.1 numbers and booleans as strings or as JSON has them. 5.1: both are seen. */
  scalars: 'strings' | 'native'
  /** A single v1.1 entity as an object or as a one-element array. 5.1: both are seen, per call as documented. */
  singleEntity: 'as documented' | 'object' | 'array'
  /** HTTP status when every v1.1 item failed. 5.1: 200 is LOW (10.2). */
  v11FailureStatus: number
  /** HTTP status of v2 `errors[]`, for example 8015. 5.2 and 10.2: NOT FOUND. */
  v2FailureStatus: number
  /** HTTP status of a path that does not exist. 5.1: code 404 is MED, the HTTP status ASSUMED. */
  unknownPathStatus: number
  /** Name of the trace header; `null` sends none. 5.1: two names are documented, HIGH. */
  requestIdHeader: 'X-Cap-Requestid' | 'X-CAP-REQUEST-ID' | null

  /** HTTP status of code 429. 6.1: NOT FOUND. */
  quotaStatus: number
  /** `Retry-After` beside a 429; `null` sends none. 6.1 and 10.3: NOT FOUND. */
  retryAfterSeconds: number | null
  /** Whether a second request for a customer is refused while the first is processed. 0.7 and 6.3: refused, HIGH. */
  simultaneousRequests: 'refuse' | 'allow'
  /** HTTP status of 521. 5.1: the v2 list puts it beside 400 and 500, MED; for v1.1 NOT FOUND. */
  busyStatus: number
  /** Response time of every API call of all clouds, so that requests overlap. 6.2: NOT FOUND. */
  responseDelayMs: number

  /** 1 to 50. 5.4: an organisation's setting, samples show 6 and 7. */
  otpLength: number
  /** 5.4: numeric or alphanumeric is an organisation's setting. */
  otpAlphabet: 'digits' | 'letters and digits'
  /** 5.4: an organisation's setting, default NOT FOUND (10.8). */
  otpValidMinutes: number
  /** The channels enabled in the organisation's settings; messages for other channels are dropped. 5.4 HIGH. */
  otpChannels: readonly OtpChannel[]
  /** Codes per customer; `null` is unlimited. 5.4: unlimited when unset, older pages say 10 or 500 a day. MED */
  otpQuota: { codes: number; minutes: number } | null
  /** Tries per customer, right or wrong; `null` switches the limit off. 5.4: on for new organisations, HIGH. */
  otpTries: { tries: number; minutes: number } | null
  /** HTTP status of `{"entity":false}`. 5.4: 400 by the OpenAPI block, HIGH. */
  wrongCodeStatus: number
  /** Whether a successful check uses the code up. 5.4: NOT FOUND. */
  codeUsableOnce: boolean
  /** Whether the action GENERIC sends a code to a person who is not registered. 5.4 and 10.8: NOT FOUND. */
  genericForUnregistered: boolean

  /** Whether `points/redeem` must carry a validation code, else 824. 5.5: an organisation's setting. */
  redemptionNeedsCode: boolean
  /**
   * The response to a repeated `external_reference_number`. 6.4: refused or the first result, "depending on the API".
   */
  duplicateRedemption: 'first result' | 'refuse'
  /** The code of that refusal. 6.4 and 10.5: NOT FOUND, the default is invented. */
  duplicateRedemptionCode: number
  /**
   * The scope in which a transaction number is unique. 6.5: an organisation's setting; with `off` a retry books
   * twice.
   */
  transactionUniqueness: 'organisation' | 'store' | 'till' | 'off'
  /**
   * How many hours old a v1.1 or v2 transaction may be, by its own time; an older one is refused with 621. 6.5: an
   * organisation's setting, its width NOT FOUND. `null`: any.
   */
  postingWindowHours: number | null
  /** Whether `POST /v2/transactions` registers an unknown customer instead of 8015. 5.7: unstated. */
  v2TransactionRegisters: boolean
}

export const defaultCapillaryAssumptions: CapillaryAssumptions = {
  wrongBasicStatus: 401,
  lockout: { failures: 5, minutes: 30 },
  tokenRefusalStatus: 401,
  badClientKeyStatus: 400,
  badAttributionStatus: 400,
  scalars: 'strings',
  singleEntity: 'as documented',
  v11FailureStatus: 200,
  v2FailureStatus: 400,
  unknownPathStatus: 404,
  requestIdHeader: 'X-Cap-Requestid',
  quotaStatus: 429,
  retryAfterSeconds: null,
  simultaneousRequests: 'refuse',
  busyStatus: 521,
  responseDelayMs: 0,
  otpLength: 6,
  otpAlphabet: 'digits',
  otpValidMinutes: 10,
  otpChannels: ['SMS', 'EMAIL'],
  otpQuota: null,
  otpTries: { tries: 5, minutes: 15 },
  wrongCodeStatus: 400,
  codeUsableOnce: true,
  genericForUnregistered: true,
  redemptionNeedsCode: false,
  duplicateRedemption: 'first result',
  duplicateRedemptionCode: 899,
  transactionUniqueness: 'organisation',
  postingWindowHours: null,
  v2TransactionRegisters: false,
}
