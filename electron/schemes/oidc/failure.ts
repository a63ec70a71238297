import {
  AuthorizationResponseError,
  ClientError,
  ResponseBodyError,
  WWWAuthenticateChallengeError,
} from 'openid-client'
import { Fault } from '#core/base/fault.ts'
import { readHttpDate } from '#core/pacing/httpDate.ts'
import { readRetryAfter } from '#core/pacing/retryAfter.ts'

/** The identity provider gave no usable HTTP response. */
export class ProviderUnreachable extends Error {
  override readonly name = 'ProviderSilent'

  constructor(reason: string) {
    super(`The identity provider could not be reached (${reason}).`)
  }
}

export interface Failure {
  /** What could help: a person who signs in again, another client id or secret, or another attempt later. */
  recovery: 'sign-in' | 'correct-client' | 'retry'
  detail: string
  remedy: string
  retryAfterMs?: number
  /** Whether the provider said nothing about the request. */
  isOffline?: boolean
}

const signInCodes = new Set(['invalid_grant', 'login_required', 'consent_required', 'interaction_required'])
const clientCodes = new Set(['invalid_client', 'unauthorized_client'])

/**
 * Describes an error of the protocol library. Nothing but error codes is copied: its errors hold responses, and so tokens.
 *
 * @throws anything that is no failure of the protocol, which is a bug
 */
export function failureOf(thrown: unknown): Failure {
  if (thrown instanceof ClientError && thrown.cause instanceof ProviderUnreachable)
    return { recovery: 'retry', detail: thrown.cause.message, remedy: networkRemedy, isOffline: true }
  if (thrown instanceof AuthorizationResponseError) return refused(thrown.error)
  if (thrown instanceof ResponseBodyError) return { ...refused(thrown.error), ...retryAfterOf(thrown.response) }
  if (thrown instanceof WWWAuthenticateChallengeError) return refused('invalid_client')
  if (!(thrown instanceof ClientError)) {
    const { code } = thrown as { code?: unknown }
    if (typeof code === 'string' && code.startsWith('OAUTH_')) return failedCheck(code)
    throw thrown
  }
  if (thrown.cause instanceof Response && !thrown.cause.ok)
    return { ...badStatus(thrown.cause), ...retryAfterOf(thrown.cause) }
  return failedCheck(thrown.code)
}

/** @throws Fault `SIGN_IN_FAILED` for a failure of the protocol · anything else as it is */
export function toFault(thrown: unknown): never {
  const { detail, remedy } = failureOf(thrown)
  throw new Fault('SIGN_IN_FAILED', detail, undefined, remedy)
}

function retryAfterOf({ headers }: Response): { retryAfterMs?: number } {
  const sentAtMs = readHttpDate(headers.get('date') ?? undefined)
  const waitMs = readRetryAfter(headers.get('retry-after') ?? undefined, sentAtMs)
  return waitMs === undefined ? {} : { retryAfterMs: waitMs }
}

const networkRemedy =
  "Check the issuer and the store's network, proxy included; if a proxy of the store opens TLS, name its caFile."

function badStatus({ status }: Response): Failure {
  const remedy = 'Check the issuer; if it is right, try again in a few minutes.'
  const detail = `The identity provider answered with status ${status}.`
  return { recovery: 'retry', detail, remedy, isOffline: status === 429 || status >= 500 }
}

function refused(error: string): Failure {
  const code = /^[a-z_]{1,40}$/.test(error) ? error : 'for a reason of its own'
  if (clientCodes.has(code))
    return {
      recovery: 'correct-client',
      detail: `The identity provider refused the client id or its secret (${code}).`,
      remedy: 'Check clientId and clientSecret with whoever runs the identity provider.',
    }
  const detail = `The identity provider refused (${code}).`
  if (signInCodes.has(code)) return { recovery: 'sign-in', detail, remedy: 'Sign in again.' }
  if (code === 'access_denied')
    return { recovery: 'retry', detail, remedy: 'Sign in as somebody who may use this client.' }
  return {
    recovery: 'retry',
    detail,
    remedy: 'Try again; if it stays so, show this to whoever runs the identity provider.',
  }
}

function failedCheck(code = 'UNKNOWN'): Failure {
  const detail = `What came back did not stand up to the checks (${code}).`
  if (code === 'OAUTH_JWT_TIMESTAMP_CHECK_FAILED')
    return { recovery: 'retry', detail, remedy: "Set the clock of this machine: it is not the identity provider's." }
  return {
    recovery: 'retry',
    detail,
    remedy: 'Start again from the till agent. If it stays so, check the issuer: somebody may be in between.',
  }
}
