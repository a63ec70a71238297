import type { Answer } from '../../answer.ts'
import { textOf } from '../../json.ts'
import { type Ask, identityFrom, nameOf } from '../ask.ts'
import type { Engine } from '../engine.ts'
import { loggedIn } from '../login.ts'
import type { Pass } from '../passes.ts'
import { refuse, succeeded } from '../status.ts'

/** `token/regenerate`: by key for apps, by the expired token for web pages (capillary.md 4.2). */
export function renewToken(ask: Ask, engine: Engine): Answer {
  const { assumptions } = engine
  if (assumptions.renewalNeedsPasswords && engine.brandOf(ask).passwords === false) refuse(1525)
  const account = engine.accountOf(ask)
  if (ask.channel === 'web') {
    const token = ownPass(ask, 'expiredToken', engine)
    if (token?.role !== 'USER') return refuse(1525)
    const { webRenewalMinutes: limit } = assumptions
    if (limit !== null && token.expiresAt + limit * 60_000 <= engine.now()) refuse(1529)
    return loggedIn(ask, account, engine)
  }
  const key = ownPass(ask, 'key', engine)
  if (key?.role !== 'AUTH') return refuse(1525)
  if (key.expiresAt <= engine.now()) refuse(1529)
  return loggedIn(ask, account, engine, assumptions.renewalGivesNewKey ? undefined : key.text)
}

/**
 * `user/updateIdentifierValue`: only here, not in the programme. The samples show a VIEW token, the prerequisite is a
 * login, so both are asked for (docs.capillarytech.com, change_identifier-on-auth-engine).
 */
export function changeIdentifier(ask: Ask, engine: Engine): Answer {
  const token = ownPass(ask, 'token', engine)
  const wanted = identityFrom(ask.identity.type, textOf(ask.fields.newIdentifierValue) ?? '')
  const account = engine.accounts.find(ask.identity)
  if (token === undefined || token.role === 'AUTH' || wanted === undefined) return refuse(1519)
  if (account === undefined || !account.appRegistered) return refuse(1519)
  if (token.expiresAt <= engine.now()) refuse(1529)
  if (engine.accounts.find(wanted) !== undefined) refuse(1519)
  account.identities.delete(nameOf(ask.identity))
  account.identities.add(nameOf(wanted))
  return succeeded()
}

/** `DELETE mfa/token/expire`. Its fields are NOT FOUND; a `token` is ASSUMED. */
export function expireToken(ask: Ask, engine: Engine): Answer {
  const token = ownPass(ask, 'token', engine)
  if (token === undefined || token.expiresAt <= engine.now()) return refuse(1531)
  engine.passes.forget(token)
  return succeeded()
}

/** @throws Refused 1519 when it is not this customer's token after a login, 1529 when it has expired */
export function userToken(ask: Ask, engine: Engine): Pass {
  const token = ownPass(ask, 'token', engine)
  if (token?.role !== 'USER') return refuse(1519)
  if (token.expiresAt <= engine.now()) refuse(1529)
  return token
}

/** `undefined` unless made out to this customer, brand and device. */
function ownPass({ fields, identity, brand, deviceId }: Ask, field: string, engine: Engine): Pass | undefined {
  const pass = engine.passes.look(textOf(fields[field]))
  if (pass === undefined || nameOf(pass.identity) !== nameOf(identity)) return undefined
  return engine.sameBrand(pass.brand, brand) && pass.deviceId === deviceId ? pass : undefined
}
