import type { Route } from '../contract/grant.ts'
import type { Addressee, CodeDesk } from '../core/codeDesk.ts'
import type { CustomerBook } from '../core/customerBook.ts'
import { Fault } from '../core/fault.ts'
import type { AuthEngine, EngineAnswer, Subject } from './authEngine.ts'
import { outcomeOf } from './capillaryCustomerCodes.ts'
import type { CapillaryCustomerSession } from './capillaryCustomerSession.ts'

interface Parts {
  route: Route
  engine: AuthEngine
  book: CustomerBook
  subjectOf(addressee: Addressee): Subject
  open(subject: Subject, sessionId: string): CapillaryCustomerSession
}

/** In the place of the session that a customer whom nobody knows was not given: the calls after it are the same. */
const nobody = 'P-00000000-0000-0000-0000-000000000000'

/**
 * The customer's own login as a verification: who gives the right code is signed in for the program that asked
 * (capillary.md 4.2). For a customer who is unknown there the same calls are made, so that time tells nothing either
 * (attacks.md T54).
 */
export function authEngineCodes({ route, engine, book, subjectOf, open }: Parts): CodeDesk {
  return {
    route,

    async send(addressee, _, progress) {
      const subject = subjectOf(addressee)
      const sessionId = progress ?? (await beginSession(engine, subject))
      const answer = await generated(engine, subject, sessionId)
      if (!answer) return { outcome: 'unsure', progress: sessionId }
      if (sessionId === nobody) return { outcome: 'unknown-customer', progress: sessionId }
      const { status } = answer
      if (status.code === 200) return { outcome: 'sent', progress: sessionId }
      const outcome = outcomeOf(status.code)
      if (outcome === 'quota-used-up') return { outcome }
      throw refused(status.code)
    },

    async check(addressee, _, progress, code) {
      if (progress === undefined) return { outcome: 'gone' }
      const subject = subjectOf(addressee)
      if (progress === nobody) {
        await engine.ask('otp/validate', subject, { sessionId: nobody, otp: code.reveal() })
        return { outcome: 'wrong' }
      }
      const session = open(subject, progress)
      switch (await session.checkCode(code)) {
        case 'signed-in':
          return { outcome: 'right', signIn: (clientId) => keep(session, clientId) }
        case 'wrong-code':
        case 'no-code-sent':
        // It asks for another try, and says so of codes that are too old as well (capillary.md 4.5).
        case 'not-checked':
          return { outcome: 'wrong' }
        case 'tries-used-up':
          return { outcome: 'tries-used-up' }
        default:
          return { outcome: 'gone' }
      }
    },
  }

  function keep(session: CapillaryCustomerSession, clientId: string | undefined): void {
    if (clientId === undefined) session.close()
    else book.add(clientId, (forget) => session.forgottenBy(forget))
  }
}

/** `undefined` when a code may have gone out or not. */
async function generated(engine: AuthEngine, subject: Subject, sessionId: string): Promise<EngineAnswer | undefined> {
  try {
    return await engine.ask('otp/generate', subject, { sessionId })
  } catch (thrown) {
    if (thrown instanceof Fault && thrown.code === 'OUTCOME_UNKNOWN') return undefined
    throw thrown
  }
}

async function beginSession(engine: AuthEngine, subject: Subject): Promise<string> {
  const { status, user } = await engine.ask('token/generate', subject)
  if (status.code === 200 && user?.sessionId) return user.sessionId
  if (status.code !== 200 && outcomeOf(status.code) === 'unknown-customer') return nobody
  throw refused(status.code)
}

function refused(code: number): Fault {
  const reason = `code ${code}`
  return new Fault('UPSTREAM_ANSWER_INVALID', `Capillary's Auth Engine answered with ${reason}.`, { reason })
}
