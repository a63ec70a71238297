/**
 * What the documents of the Auth Engine and the mobile gateway leave open. Section numbers are those of
 * docs/reference/capillary.md.
 */
export interface AuthEngineAssumptions {
  /** HTTP status that goes with an error code. 4.3: NOT FOUND; clients read the body whatever it is, LOW. */
  failureStatus: number
  /**
   * The response to an unknown `identifierType`: 1546 (4.5), or HTTP 400 with a sentence, as the page of 4.2's last
   * call shows. MED
   */
  badIdentifierType: '1546' | 'a sentence'
  /** Whether brands match regardless of case. 4.1: it looks so, MED. */
  brandsIgnoreCase: boolean
  /** A customer unknown to the programme gets a session to enrol with, or 1515 at once. 4.5 names no call. */
  unknownCustomers: 'may log in' | 'refused'
  /** 4.4: 15 on most pages, 20 on the newest, MED. */
  sessionMinutes: number
  /** Whether a session can be used again after a login. 4.3 shows only that `sessionId` is null then. ASSUMED */
  sessionEndsAtLogin: boolean
  /** Whether a session can be used after `password/forget`. The documents begin another one (4.2). ASSUMED */
  sessionEndsAtForget: boolean

  /** 4.4: 6 in all samples, MED. */
  otpLength: number
  /** 4.4: MED. */
  otpMinutes: number
  /** The code that a second `otp/generate` within a session sends. NOT FOUND */
  repeatedOtp: 'another code' | 'the same code'
  /** 4.4: `otpMaxCount` within `otpTimeOut` minutes; unlimited when unset; 0 codes is 1535. */
  otpQuota: { codes: number; minutes: number } | null
  /** `CONF_MAX_OTP_RETRY_COUNT`, per session. 4.4: 5; an older copy has no default. */
  otpTries: number
  /** The response to an expired code. 4.5: both would fit. */
  expiredOtpCode: 1502 | 1506
  /** Whether the brand requires encrypted OTP calls, so that a plain one is 1519. 4.4: the encryption is NOT FOUND. */
  encryptedOtpCalls: boolean

  /** `CONF_MAX_PASSWORD_RETRY_COUNT`, per session. 4.4: 5. */
  passwordTries: number
  /** `CONF_ENABLE_ACCOUNT_LOCKING`: how long an account stays locked after its last try; `null` is off. 4.4 */
  accountLockMinutes: number | null
  /** A shorter password is 1542. 4.5: the rule is NOT FOUND. */
  minimumPasswordLength: number

  /** 4.4: "15 min by default", while the page's own samples last an hour. */
  tokenSeconds: number
  /** 4.4: the web sample lasts 90. */
  webTokenSeconds: number
  /** `CONF_KEY_EXPIRY_IN_MINUTES` when expiry is switched on; `null` never. 4.4 HIGH */
  keyMinutes: number | null
  /** `CONF_KEY_EXPIRY_MFA_IN_MINUTES`. 4.4 HIGH */
  mfaKeyMinutes: number | null
  /** Whether renewal issues another key. NOT FOUND */
  renewalGivesNewKey: boolean
  /** 4.2: one source says that only password-enabled organisations can renew; others get 1525. */
  renewalNeedsPasswords: boolean
  /** How long after its expiry a web token can be renewed; `null` is for ever. NOT FOUND */
  webRenewalMinutes: number | null
  /** Whether a web token that has not expired can be renewed; 1525 otherwise. The field is `expiredToken`. NOT FOUND */
  liveWebTokensRenew: boolean

  /**
   * HTTP status and `status.code` of the gateway for an unknown token, and its code for an expired one. 4.6: NOT
   * FOUND
   */
  gatewayRefusal: { status: number; code: number; expiredCode: number }
  /** The endpoints a VIEW token may call, such as `GET customer/get`. NOT FOUND; none by default. */
  viewMay: readonly string[]
}

export const defaultAuthEngineAssumptions: AuthEngineAssumptions = {
  failureStatus: 200,
  badIdentifierType: '1546',
  brandsIgnoreCase: true,
  unknownCustomers: 'may log in',
  sessionMinutes: 15,
  sessionEndsAtLogin: true,
  sessionEndsAtForget: true,
  otpLength: 6,
  otpMinutes: 20,
  repeatedOtp: 'another code',
  otpQuota: null,
  otpTries: 5,
  expiredOtpCode: 1502,
  encryptedOtpCalls: false,
  passwordTries: 5,
  accountLockMinutes: null,
  minimumPasswordLength: 8,
  tokenSeconds: 900,
  webTokenSeconds: 900,
  keyMinutes: null,
  mfaKeyMinutes: null,
  renewalGivesNewKey: false,
  renewalNeedsPasswords: false,
  webRenewalMinutes: null,
  liveWebTokensRenew: true,
  gatewayRefusal: { status: 401, code: 401, expiredCode: 1529 },
  viewMay: [],
}
