/** What the documents of SCAYLE's Authentication API leave open. Section numbers are those of reference/scayle.md. */
export interface ScayleAssumptions {
  /** Unless the client sets its own. 4: samples last 31 days, an older page says 30. */
  accessTokenSeconds: number
  /** Counted from the login; refreshing does not move it (4, HIGH). 4: an older page says 60 days, MED; the table is NOT FOUND. */
  refreshTokenSeconds: number
  /** Whether refreshing ends the access token it replaces. 4: NOT FOUND, as the software it looks like does. */
  refreshEndsOldAccessToken: boolean
  /** What a refresh token sent a second time does besides being refused. 4: NOT FOUND */
  refreshTokenReuse: 'refused' | 'ends the session'
  /** Whether `/oauth/token` takes a form, too. 3.7 and 3.8: the SDK sends JSON, HIGH; whether a form works is NOT FOUND. */
  tokenRequests: 'JSON' | 'JSON or form'
  /** HTTP status of a bad authorization code. NOT FOUND */
  badCodeStatus: number
  /** How long an authorization code lives, and whether it counts once. 6: NOT FOUND */
  codeSeconds: number
  codeUsableOnce: boolean
  /** Which callback URLs the redirect accepts. 6: whether they must be registered is NOT FOUND. */
  callbackUrls: 'any' | readonly string[]

  /** 3.2: 200 or 201, NOT FOUND which. */
  registeredStatus: 200 | 201
  /** 3.4: 2xx. */
  resetMailStatus: number
  /** 3.6: 2xx. */
  passwordChangedStatus: number
  /** 3.11: 2xx; 204 is ASSUMED. */
  revokedStatus: number
  /** 3.12: exact status NOT FOUND. */
  loggedOutStatus: number

  /** Wrong e-mail or password. 5: 404 and not 401; the meaning is MED. */
  wrongPasswordStatus: number
  /** A deactivated customer. 5: MED */
  deactivatedStatus: number
  /** Registering an address that has an account, or using it as a guest. 5: MED */
  accountExistsStatus: number
  /** A registration that is well-formed and still not acceptable. 5: 422 is handled by the SDK; when it comes is NOT FOUND. */
  invalidRegistrationStatus: number
  /** Resetting the password of an unknown address. 5: MED */
  unknownEmailStatus: number
  /** A reset hash that was used, has expired or never was. 5: MED */
  spentHashStatus: number
  /** The current password was wrong when changing it. 5: 401, 403 and 404 are handled, which is which is NOT FOUND. */
  wrongCurrentPasswordStatus: number
  /** 9: the password policy is NOT FOUND. */
  minimumPasswordLength: number
  /** How long a reset hash lives. NOT FOUND */
  resetMinutes: number
  /** Whether failures of reset, validate and revoke come without a body. 5: the SDK does not parse one, MED. */
  bodilessFailures: boolean
  /** The `error` keys of section 5's statuses; only three keys are documented. ASSUMED */
  errorKeys: { notFound: string; forbidden: string; conflict: string; spentHash: string; unauthorized: string }
  /** What the Customer Account API says to a bad token: 401 with `WWW-Authenticate`, or 403 "Invalid Token". 4 and 7: both are documented. */
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
