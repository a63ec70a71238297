import type { Answer } from '../../answer.ts'
import { textOf } from '../../json.ts'
import { type Ask, type Identity, identityFrom, nameOf } from '../ask.ts'
import type { Engine } from '../engine.ts'
import { issue } from '../login.ts'
import { newPassword } from '../newPassword.ts'
import { refuse, succeeded } from '../status.ts'

/** `token/generate`: a session, and a token that may only look (capillary.md 4.2). */
export function startSession(ask: Ask, engine: Engine): Answer {
  const { assumptions } = engine
  engine.brandOf(ask)
  const { contact, pendingPassword } = ask.identity.type === 'USERNAME' ? userName(ask, engine) : other(ask, engine)
  const account = engine.accounts.find(ask.identity)
  if (account === undefined && contact === undefined && assumptions.strangers === 'refused') refuse(1515)
  const token = issue('VIEW', ask, undefined, engine)
  const endsAt = engine.now() + assumptions.sessionMinutes * 60_000
  const session = engine.sessions.start(ask, endsAt, { contact, pendingPassword })
  return succeeded({
    auth: { token, key: null },
    user: {
      appRegistered: account?.appRegistered ?? false,
      sessionId: session.id,
      role: 'VIEW',
      userRegisteredForPassword: account?.password !== undefined,
    },
  })
}

interface Enrolment {
  contact: Identity | undefined
  pendingPassword: string | undefined
}

function other(ask: Ask, engine: Engine): Enrolment {
  const pendingPassword = ask.fields.password === undefined ? undefined : newPassword(ask, engine)
  return { contact: undefined, pendingPassword }
}

/** A name that is taken may only be named alone; a new one needs a contact and a password. */
function userName(ask: Ask, engine: Engine): Enrolment {
  const { mobile, email } = ask.fields
  const contact = identityFrom('MOBILE', textOf(mobile) ?? '') ?? identityFrom('EMAIL', textOf(email) ?? '')
  const holder = engine.accounts.find(ask.identity)
  if (holder === undefined && contact === undefined) refuse(1540)
  if (holder !== undefined && contact !== undefined && !holder.identities.has(nameOf(contact))) refuse(1543)
  if (holder !== undefined) return { contact: undefined, pendingPassword: undefined }
  return { contact, pendingPassword: newPassword(ask, engine) }
}
