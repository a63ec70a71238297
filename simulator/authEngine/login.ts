import type { CloudResponse } from '#simulator/shared/response.ts'
import type { Account } from './accounts.ts'
import type { AuthRequest } from './request.ts'
import type { AuthEngineState } from './state.ts'
import { refuse, succeeded } from './status.ts'
import type { Holder, Role } from './tokens.ts'

/**
 * The response to a right code, a right password or a renewal (capillary.md 4.3).
 *
 * @param key the key to return; a new one by default
 */
export function loggedIn(request: AuthRequest, account: Account, state: AuthEngineState, key?: string): CloudResponse {
  const { appRegistered, password } = account
  account.appRegistered = true
  return succeeded({
    auth: { token: issue('USER', request, account, state), key: request.channel === 'web' ? null : (key ?? newKey()) },
    user:
      request.channel === 'web'
        ? null
        : { appRegistered, sessionId: null, role: 'USER', userRegisteredForPassword: password !== undefined },
  })

  function newKey(): string {
    return issue('AUTH', request, account, state)
  }
}

/** Issues a token or a key. @throws Refused 1504 when the brand's till does not exist, 1519 when the brand does not */
export function issue(role: Role, request: AuthRequest, account: Account | undefined, state: AuthEngineState): string {
  const till = state.tillOf(state.brandOf(request)) ?? refuse(1504)
  const holder: Holder = { uid: account?.uid, organisationId: till.organisation.id, till: till.name }
  return state.tokens.issue(role, request, holder, state.now(), lifetime(role, request, state))
}

function lifetime(role: Role, { channel }: AuthRequest, { assumptions }: AuthEngineState): number | null {
  if (role !== 'AUTH') return channel === 'web' ? assumptions.webTokenSeconds : assumptions.tokenSeconds
  const minutes = channel === 'mfa' ? assumptions.mfaKeyMinutes : assumptions.keyMinutes
  return minutes === null ? null : minutes * 60
}
