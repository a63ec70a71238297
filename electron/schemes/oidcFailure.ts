import {
  AuthorizationResponseError,
  ClientError,
  ResponseBodyError,
  WWWAuthenticateChallengeError,
} from 'openid-client'

/** No answer came. */
export class ProviderSilent extends Error {
  override readonly name = 'ProviderSilent'

  constructor(reason: string) {
    super(`The identity provider could not be reached (${reason}).`)
  }
}

export interface Failure {
  /** `person`: somebody has to sign in again. `client`: the client id or secret was refused. `later`: it may go by itself. */
  mends: 'person' | 'client' | 'later'
  detail: string
  remedy: string
  retryAfterMs?: number
}

const personCodes = new Set(['invalid_grant', 'login_required', 'consent_required', 'interaction_required'])
const clientCodes = new Set(['invalid_client', 'unauthorized_client'])

/**
 * What the library threw, in our words. Only codes are taken over: its errors carry answers, and so tokens.
 *
 * @throws what is no failure of the protocol, which is a bug
 */
export function failureOf(thrown: unknown): Failure {
  if (thrown instanceof ClientError && thrown.cause instanceof ProviderSilent)
    return { mends: 'later', detail: thrown.cause.message, remedy: networkRemedy }
  if (thrown instanceof AuthorizationResponseError) return refused(thrown.error)
  if (thrown instanceof ResponseBodyError) return { ...refused(thrown.error), ...waitOf(thrown.response) }
  if (thrown instanceof WWWAuthenticateChallengeError) return refused('invalid_client')
  if (!(thrown instanceof ClientError)) {
    const { code } = thrown as { code?: unknown }
    if (typeof code === 'string' && code.startsWith('OAUTH_')) return unsound(code)
    throw thrown
  }
  if (thrown.cause instanceof Response && !thrown.cause.ok)
    return { ...unwilling(thrown.cause), ...waitOf(thrown.cause) }
  return unsound(thrown.code)
}

function waitOf({ headers }: Response): { retryAfterMs?: number } {
  const seconds = Number(headers.get('retry-after') ?? Number.NaN)
  return seconds > 0 ? { retryAfterMs: seconds * 1000 } : {}
}

const networkRemedy =
  "Check the issuer and the store's network, proxy included; if a proxy of the store opens TLS, name its caFile."

function unwilling({ status }: Response): Failure {
  const remedy = 'Check the issuer; if it is right, try again in a few minutes.'
  return { mends: 'later', detail: `The identity provider answered with status ${status}.`, remedy }
}

function refused(error: string): Failure {
  const code = /^[a-z_]{1,40}$/.test(error) ? error : 'for a reason of its own'
  if (clientCodes.has(code))
    return {
      mends: 'client',
      detail: `The identity provider refused the client id or its secret (${code}).`,
      remedy: 'Check clientId and clientSecret with whoever runs the identity provider.',
    }
  const detail = `The identity provider refused (${code}).`
  if (personCodes.has(code)) return { mends: 'person', detail, remedy: 'Sign in again.' }
  if (code === 'access_denied')
    return { mends: 'later', detail, remedy: 'Sign in as somebody who may use this client.' }
  return {
    mends: 'later',
    detail,
    remedy: 'Try again; if it stays so, show this to whoever runs the identity provider.',
  }
}

function unsound(code = 'UNKNOWN'): Failure {
  const detail = `What came back did not stand up to the checks (${code}).`
  if (code === 'OAUTH_JWT_TIMESTAMP_CHECK_FAILED')
    return { mends: 'later', detail, remedy: "Set the clock of this machine: it is not the identity provider's." }
  return {
    mends: 'later',
    detail,
    remedy: 'Start again from the till agent. If it stays so, check the issuer: somebody may be in between.',
  }
}
