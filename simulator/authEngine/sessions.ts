import { randomUUID } from 'node:crypto'
import { textOf } from '../json.ts'
import type { Ask, Channel, Identity } from './ask.ts'
import { refuse } from './status.ts'

export interface Session {
  id: string
  channel: Channel
  identity: Identity
  brand: string
  deviceId: string | undefined
  endsAt: number
  code: { text: string; validUntil: number } | undefined
  tries: { otp: number; password: number }
  /** Where codes go for a user name that is being registered. */
  contact: Identity | undefined
  /** Takes effect when the session's OTP is right (capillary.md 4.2: "afterwards OTP again"). */
  pendingPassword: string | undefined
}

export class Sessions {
  readonly #sameBrand: (one: string, other: string) => boolean
  readonly #sessions = new Map<string, Session>()

  constructor(sameBrand: (one: string, other: string) => boolean) {
    this.#sameBrand = sameBrand
  }

  start(ask: Ask, endsAt: number, extra: Pick<Session, 'contact' | 'pendingPassword'>): Session {
    const { channel, identity, brand, deviceId } = ask
    const tries = { otp: 0, password: 0 }
    // The samples begin with P or D; what the letters mean is NOT FOUND.
    const id = `P-${randomUUID()}`
    const session = { id, channel, identity, brand, deviceId, endsAt, code: undefined, tries, ...extra }
    this.#sessions.set(id, session)
    return session
  }

  /** @throws Refused 1505, 1507, 1508, 1509, 1541 */
  find(ask: Ask, now: number): Session {
    const session = this.#sessions.get(textOf(ask.fields.sessionId) ?? '')
    if (session === undefined || session.endsAt <= now || session.channel !== ask.channel) return refuse(1505)
    if (!this.#sameBrand(session.brand, ask.brand)) refuse(1509)
    if (session.deviceId !== ask.deviceId) refuse(1508)
    const { type, value } = session.identity
    if (type !== ask.identity.type) refuse(1541)
    if (value !== ask.identity.value) refuse(type === 'MOBILE' ? 1507 : 1541)
    return session
  }

  end(session: Session): void {
    this.#sessions.delete(session.id)
  }

  clear(): void {
    this.#sessions.clear()
  }
}
