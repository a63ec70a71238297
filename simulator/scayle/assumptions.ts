/**
 * What the documents of SCAYLE's Authentication API leave open. Section numbers are those of
 * docs/reference/scayle.md.
 */
export interface ScayleAssumptions {
  /** Lifetime of an access token unless the client sets its own. 4: samples last 31 days, an older page says 30. */
  accessTokenSeconds: number
  /**
   * Lifetime of a refresh token from the login on; a refresh does not extend it (4, HIGH). 4: an older page says 60
   * days, MED; the table is NOT FOUND.
   */
  refreshTokenSeconds: number
  /**
   * Whether a refresh ends the access token it replaces. 4: NOT FOUND; the software that SCAYLE's tokens resemble
   * does so.
   */
  refreshEndsOldAccessToken: boolean
  /** What happens to the session when a refresh token is sent a second time. 4: NOT FOUND */
  refreshTokenReuse: 'refused' | 'ends the session'
  /**
   * Whether `/oauth/token` accepts a form, too. 3.7 and 3.8: the SDK sends JSON, HIGH; whether a form works is NOT
   * FOUND.
   */
  tokenRequests: 'JSON' | 'JSON or form'
  /** HTTP status of an invalid authorization code. NOT FOUND */
  badCodeStatus: number
  /** Lifetime of an authorization code, and whether it can be used once only. 6: NOT FOUND */
  codeSeconds: number
  codeUsableOnce: boolean
  /** Which callback URLs the redirect accepts. 6: whether they must be registered is NOT FOUND. */
  callbackUrls: 'any' | readonly string[]

  /** HTTP status of a registration. 3.2: 200 or 201, NOT FOUND which. */
  registeredStatus: 200 | 201
  /** HTTP status of a sent reset mail. 3.4: 2xx. */
  resetMailStatus: number
  /** HTTP status of a changed password. 3.6: 2xx. */
  passwordChangedStatus: number
  /** HTTP status of a revoked token. 3.11: 2xx; 204 is ASSUMED. */
  revokedStatus: number
  /** HTTP status of a logout. 3.12: exact status NOT FOUND. */
  loggedOutStatus: number

  /** HTTP status of a wrong e-mail or password. 5: 404 and not 401; the meaning is MED. */
  wrongPasswordStatus: number
  /** HTTP status for a deactivated customer. 5: MED */
  deactivatedStatus: number
  /** HTTP status when an address that has an account registers or logs in as a guest. 5: MED */
  accountExistsStatus: number
  /**
   * HTTP status of a well-formed registration with an unacceptable value. 5: the SDK handles 422; when it comes is
   * NOT FOUND.
   */
  invalidRegistrationStatus: number
  /** HTTP status of a password reset for an unknown address. 5: MED */
  unknownEmailStatus: number
  /** HTTP status of a reset hash that is unknown, used or expired. 5: MED */
  spentHashStatus: number
  /**
   * HTTP status of a password change with a wrong current password. 5: 401, 403 and 404 are handled, which is which
   * is NOT FOUND.
   */
  wrongCurrentPasswordStatus: number
  /** 9: the password policy is NOT FOUND. */
  minimumPasswordLength: number
  /** Lifetime of a reset hash. NOT FOUND */
  resetMinutes: number
  /** Whether failures of reset, validate and revoke have no body. 5: the SDK does not parse one, MED. */
  bodilessFailures: boolean
  /** The `error` keys for the statuses of section 5; only three keys are documented. ASSUMED */
  errorKeys: { notFound: string; forbidden: string; conflict: string; spentHash: string; unauthorized: string }
  /**
   * The Customer Account API's refusal of a bad token: 401 with `WWW-Authenticate`, or 403 "Invalid Token". 4 and 7:
   * both are documented.
   */
  accountTokenRefusal: 401 | 403
}

export const defaultScayleAssumptions: ScayleAssumptions = {
  accessTokenSeconds: 2_678_400,
  refreshTokenSeconds: 5_184_000,
  refreshEndsOldAccessToken: true,
  refreshTokenReuse: 'refused',
  tokenRequests: 'JSON',
  badCodeStatus: 400,
  codeSeconds: 60,
  codeUsableOnce: true,
  callbackUrls: 'any',
  registeredStatus: 201,
  resetMailStatus: 200,
  passwordChangedStatus: 204,
  revokedStatus: 204,
  loggedOutStatus: 204,
  wrongPasswordStatus: 404,
  deactivatedStatus: 403,
  accountExistsStatus: 409,
  invalidRegistrationStatus: 422,
  unknownEmailStatus: 404,
  spentHashStatus: 406,
  wrongCurrentPasswordStatus: 403,
  minimumPasswordLength: 8,
  resetMinutes: 60,
  bodilessFailures: true,
  errorKeys: {
    notFound: 'not_found',
    forbidden: 'forbidden',
    conflict: 'conflict',
    spentHash: 'invalid_hash',
    unauthorized: 'unauthorized',
  },
  accountTokenRefusal: 401,
}
