import { issue } from '#simulator/authEngine/login.ts'
import { newPassword } from '#simulator/authEngine/newPassword.ts'
import { type AuthRequest, type Identity, identityFrom, nameOf } from '#simulator/authEngine/request.ts'
import type { AuthEngineState } from '#simulator/authEngine/state.ts'
import { refuse, succeeded } from '#simulator/authEngine/status.ts'
import { textOf } from '#simulator/shared/json.ts'
import type { CloudResponse } from '#simulator/shared/response.ts'

/** `token/generate`: starts a session and returns a VIEW token (capillary.md 4.2). */
export function startSession(request: AuthRequest, state: AuthEngineState): CloudResponse {
  const { assumptions } = state
  state.brandOf(request)
  const enrol = request.identity.type === 'USERNAME' ? enrolUserName : enrolContact
  const { contact, firstPassword } = enrol(request, state)
  const account = state.accounts.find(request.identity)
  if (account === undefined && contact === undefined && assumptions.unknownCustomers === 'refused') refuse(1515)
  const token = issue('VIEW', request, undefined, state)
  const endsAt = state.now() + assumptions.sessionMinutes * 60_000
  const session = state.sessions.start(request, endsAt, { contact, firstPassword })
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
  firstPassword: string | undefined
}

function enrolContact(request: AuthRequest, state: AuthEngineState): Enrolment {
  const firstPassword = request.fields.password === undefined ? undefined : newPassword(request, state)
  return { contact: undefined, firstPassword }
}

/** A known user name may be sent alone or with its own contact; a new one needs a contact and a password. */
function enrolUserName(request: AuthRequest, state: AuthEngineState): Enrolment {
  const { mobile, email } = request.fields
  const contact = identityFrom('MOBILE', textOf(mobile) ?? '') ?? identityFrom('EMAIL', textOf(email) ?? '')
  const holder = state.accounts.find(request.identity)
  if (holder === undefined && contact === undefined) refuse(1540)
  if (holder !== undefined && contact !== undefined && !holder.identities.has(nameOf(contact))) refuse(1543)
  if (holder !== undefined) return { contact: undefined, firstPassword: undefined }
  return { contact, firstPassword: newPassword(request, state) }
}
