import { randomUUID } from 'node:crypto'
import { textOf } from '#simulator/shared/json.ts'
import type { AuthRequest, Channel, Identity } from './request.ts'
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
  /** The address for codes while a user name is being registered. */
  contact: Identity | undefined
  /** Of a customer who registers. It becomes the password when the session's OTP is validated. */
  firstPassword: string | undefined
}

export class Sessions {
  readonly #sameBrand: (first: string, second: string) => boolean
  readonly #sessions = new Map<string, Session>()

  constructor(sameBrand: (first: string, second: string) => boolean) {
    this.#sameBrand = sameBrand
  }

  start(request: AuthRequest, endsAt: number, extra: Pick<Session, 'contact' | 'firstPassword'>): Session {
    const { channel, identity, brand, deviceId } = request
    const tries = { otp: 0, password: 0 }
    // The samples begin with P or D; what the letters mean is NOT FOUND.
    const id = `P-${randomUUID()}`
    const session = { id, channel, identity, brand, deviceId, endsAt, code: undefined, tries, ...extra }
    this.#sessions.set(id, session)
    return session
  }

  /** @throws Refused 1505, 1507, 1508, 1509, 1541 */
  find(request: AuthRequest, now: number): Session {
    const session = this.#sessions.get(textOf(request.fields.sessionId) ?? '')
    if (session === undefined || session.endsAt <= now || session.channel !== request.channel) return refuse(1505)
    if (!this.#sameBrand(session.brand, request.brand)) refuse(1509)
    if (session.deviceId !== request.deviceId) refuse(1508)
    const { type, value } = session.identity
    if (type !== request.identity.type) refuse(1541)
    if (value !== request.identity.value) refuse(type === 'MOBILE' ? 1507 : 1541)
    return session
  }

  end(session: Session): void {
    this.#sessions.delete(session.id)
  }

  clear(): void {
    this.#sessions.clear()
  }
}
