/**
 * What the documents of Gini's Pay API and User Center leave open. Section numbers are those of
 * docs/reference/gini.md.
 */
export interface GiniAssumptions {
  /** Version in `application/vnd.gini.v1+json`. 2: v1 HIGH, newer ones MED. */
  mediaTypeVersion: string
  /** Whether an `Accept` of any type, or no `Accept`, is enough. 9: only the vendor type is accepted. */
  acceptAnything: boolean
  /** Response header with the request's id; `null` sends none. 2: HIGH for the Health API, elsewhere MED. */
  requestIdHeader: string | null

  /** HTTP status of Basic or `/login` without `X-User-Identifier`. 9: ASSUMED */
  missingIdentifierStatus: number
  /** Valid values of `X-User-Identifier`; others get `missingIdentifierStatus`. 3: NOT FOUND */
  identifierPattern: RegExp
  /** HTTP status when a client for anonymous users names a derived one. 0: not both is HIGH, the status NOT FOUND. */
  wrongUsersStatus: number
  /** `error` when a client for derived users asks the User Center for a token. NOT FOUND */
  wrongUsersError: string

  /** Lifetime of a user's token unless the client sets its own. 3: 3599 in all samples. */
  userTokenSeconds: number
  /** Lifetime of a client's token. 3: 3599 in two places, 43199 in a third. */
  clientTokenSeconds: number
  /** `scope` beside a token; `null` leaves it out. 3: one sample has `read`. */
  scope: string | null
  /** Whether GET returns a client token, too. 3: the wiki shows GET, the SDK sends POST. */
  getForClientToken: boolean
  /**
   * Whether `grant_type` may stand in the form instead of the query for every grant; for a refresh it may. 3: the
   * query is HIGH.
   */
  grantTypeInForm: boolean
  /** Lifetime of a refresh token. 3: NOT FOUND */
  refreshTokenSeconds: number
  /** Whether a refresh revokes the refresh token it used. 3: NOT FOUND */
  refreshRotates: boolean
  /** HTTP status of an invalid refresh token. 9: 400 */
  badRefreshStatus: number
  /** HTTP status of `PUT /api/users/{id}`. 3: NOT FOUND */
  userChangedStatus: number

  /** How long a document is PENDING. 6: the SDK polls for up to 60 s. */
  processingMs: number
  /** HTTP status of `DELETE /documents/{id}`. 6: ASSUMED */
  deletedStatus: number
  /** Errors of the Pay API: `{message, requestId}` MED, or with `items` like the Health API's. 5 */
  errorShape: 'plain' | 'with items'
}

export const defaultGiniAssumptions: GiniAssumptions = {
  mediaTypeVersion: 'v1',
  acceptAnything: false,
  requestIdHeader: 'X-Request-Id',
  missingIdentifierStatus: 400,
  identifierPattern: /^[\x21-\x7e]{1,256}$/,
  wrongUsersStatus: 403,
  wrongUsersError: 'unauthorized_client',
  userTokenSeconds: 3599,
  clientTokenSeconds: 3599,
  scope: null,
  getForClientToken: true,
  grantTypeInForm: false,
  refreshTokenSeconds: 2_592_000,
  refreshRotates: true,
  badRefreshStatus: 400,
  userChangedStatus: 204,
  processingMs: 0,
  deletedStatus: 204,
  errorShape: 'plain',
}
