import type { Answer } from '../answer.ts'
import type { Account } from './accounts.ts'
import type { Ask } from './ask.ts'
import type { Engine } from './engine.ts'
import type { Holder, Role } from './passes.ts'
import { refuse, succeeded } from './status.ts'

/** The answer to a right code, a right password or a renewal (capillary.md 4.3). */
export function loggedIn(ask: Ask, account: Account, engine: Engine, key?: string): Answer {
  const { appRegistered, password } = account
  account.appRegistered = true
  return succeeded({
    auth: { token: issue('USER', ask, account, engine), key: ask.channel === 'web' ? null : (key ?? newKey()) },
    user:
      ask.channel === 'web'
        ? null
        : { appRegistered, sessionId: null, role: 'USER', userRegisteredForPassword: password !== undefined },
  })

  function newKey(): string {
    return issue('AUTH', ask, account, engine)
  }
}

/** @throws Refused 1504 when the brand's till does not exist, 1519 when the brand does not */
export function issue(role: Role, ask: Ask, account: Account | undefined, engine: Engine): string {
  const till = engine.tillOf(engine.brandOf(ask)) ?? refuse(1504)
  const holder: Holder = { uid: account?.uid, organisationId: till.organisation.id, till: till.name }
  return engine.passes.issue(role, ask, holder, engine.now(), lifetime(role, ask, engine))
}

function lifetime(role: Role, { channel }: Ask, { assumptions }: Engine): number | null {
  if (role !== 'AUTH') return channel === 'web' ? assumptions.webTokenSeconds : assumptions.tokenSeconds
  const minutes = channel === 'mfa' ? assumptions.mfaKeyMinutes : assumptions.keyMinutes
  return minutes === null ? null : minutes * 60
}
