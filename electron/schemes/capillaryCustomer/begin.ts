import { Fault } from '#core/base/fault.ts'
import { invalid } from '#core/base/inputIssues.ts'
import { type AuthEngine, authEngineName, type Subject } from './authEngine.ts'
import { outcomeOf } from './outcomeCodes.ts'

export interface BegunSession {
  sessionId: string
  /** Whether a password would do instead of a code. */
  registeredForPassword: boolean
}

/**
 * Begins a session at the Auth Engine, which every other step needs (capillary.md 4.2).
 *
 * @param registration of a customer who is new to the brand
 * @returns `undefined` for a customer whom the brand does not know
 * @throws Fault `UPSTREAM_NOT_READY` · `UPSTREAM_ANSWER_INVALID` · `INVALID_INPUT`
 */
export async function beginSession(
  engine: AuthEngine,
  subject: Subject,
  registration: Readonly<Record<string, string>> = {},
): Promise<BegunSession | undefined> {
  const { status, user } = await engine.call('token/generate', subject, registration)
  const sessionId = user?.sessionId
  if (status.code === 200 && sessionId)
    return { sessionId, registeredForPassword: user.userRegisteredForPassword ?? false }
  const outcome = status.code === 200 ? undefined : outcomeOf(status.code)
  if (outcome === 'unknown-customer') return undefined
  if (outcome === 'passwords-off' && registration.password !== undefined)
    throw invalid([{ path: 'newPassword', message: 'is not possible: passwords are switched off for this brand' }])
  const reason = outcome === undefined ? 'no session' : `code ${status.code}`
  throw new Fault('UPSTREAM_ANSWER_INVALID', `${authEngineName} began no session: ${reason}.`, { reason })
}
