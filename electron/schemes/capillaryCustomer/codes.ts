import type { Route } from '#contract/grant.ts'
import { Fault } from '#core/base/fault.ts'
import type { CodeProvider, Recipient } from '#core/scheme/codeProvider.ts'
import type { CustomerSessions } from '#core/scheme/customerSessions.ts'
import type { AuthEngine, EngineResponse, Subject } from './authEngine.ts'
import { beginSession } from './begin.ts'
import { outcomeOf, unexpectedCode } from './outcomeCodes.ts'
import type { CapillaryCustomerSession } from './session.ts'

interface Deps {
  route: Route
  engine: AuthEngine
  sessions: CustomerSessions
  subjectOf(recipient: Recipient): Subject
  open(subject: Subject, sessionId: string): CapillaryCustomerSession
}

/** Stands for the session id of a customer whom Capillary does not know. */
const unknownCustomerId = 'P-00000000-0000-0000-0000-000000000000'

/**
 * Verifies a customer with their own login: the right code also signs them in for the client that asked (capillary.md
 * 4.2). For an unknown customer the same calls are made, so that timing tells nothing either (attacks.md T54).
 */
export function authEngineCodes({ route, engine, sessions, subjectOf, open }: Deps): CodeProvider {
  return {
    route,

    async send(recipient, _, progress) {
      const subject = subjectOf(recipient)
      const sessionId = progress ?? (await beginSession(engine, subject))?.sessionId ?? unknownCustomerId
      const response = await generateCode(engine, subject, sessionId)
      if (!response) return { outcome: 'unsure', progress: sessionId }
      if (sessionId === unknownCustomerId) return { outcome: 'unknown-customer', progress: sessionId }
      const { code } = response.status
      if (code === 200) return { outcome: 'sent', progress: sessionId }
      const outcome = outcomeOf(code)
      if (outcome === 'quota-used-up') return { outcome }
      throw unexpectedCode(code)
    },

    async check(recipient, _, progress, code) {
      if (progress === undefined) return { outcome: 'gone' }
      const subject = subjectOf(recipient)
      if (progress === unknownCustomerId) {
        await engine.call('otp/validate', subject, { sessionId: unknownCustomerId, otp: code.reveal() })
        return { outcome: 'wrong' }
      }
      const session = open(subject, progress)
      switch (await session.checkCode(code)) {
        case 'signed-in':
          return { outcome: 'right', signIn: (owner) => signIn(session, owner) }
        case 'wrong-code':
        case 'no-code-sent':
        // The engine asks for another attempt, also for codes that have expired (capillary.md 4.5).
        case 'not-checked':
          return { outcome: 'wrong' }
        case 'tries-used-up':
          return { outcome: 'tries-used-up' }
        default:
          return { outcome: 'gone' }
      }
    },
  }

  function signIn(session: CapillaryCustomerSession, owner: string | undefined): void {
    if (owner === undefined) session.close()
    else sessions.add(owner, (remove) => session.withOnSignedOut(remove))
  }
}

/** Returns `undefined` when the code may or may not have gone out. */
async function generateCode(
  engine: AuthEngine,
  subject: Subject,
  sessionId: string,
): Promise<EngineResponse | undefined> {
  try {
    return await engine.call('otp/generate', subject, { sessionId })
  } catch (thrown) {
    if (thrown instanceof Fault && thrown.code === 'OUTCOME_UNKNOWN') return undefined
    throw thrown
  }
}
