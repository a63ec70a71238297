import type { CustomerCard, LookedUp } from '../contract/lookUp.ts'
import type { Channel, VerificationIdentifier } from '../contract/verification.ts'
import type { Clock } from './clock.ts'
import { readQuery } from './customerQuery.ts'
import type { RegisteredCustomer } from './customerRegister.ts'
import { Fault } from './fault.ts'
import { maskedEmail, maskedMobile } from './masked.ts'
import { orLock } from './orLock.ts'
import { e164 } from './phone.ts'
import type { Random } from './random.ts'
import type { SettingsStore } from './settings.ts'
import { TokenBucket } from './tokenBucket.ts'
import type { Upstreams } from './upstreams.ts'

interface Ports {
  upstreams: Upstreams
  settings: SettingsStore
  clock: Clock
  random: Random
}

interface Found {
  upstream: string
  identifiers: ReadonlyMap<Channel, VerificationIdentifier>
  /** On the clock that never jumps (attacks.md T64). */
  forgetAtMs: number
}

const address = /^[^\s\p{Cc}@]{1,64}@[^\s\p{Cc}@]{1,189}$/u
const keptMs = 10 * 60_000
const mostKept = 200
/** More than any queue of customers, and too few to try numbers one after another (attacks.md T54). */
const perMinute = 30

/** Customers whom the cashier looked up, for a few minutes: the window holds a handle and what may be seen. */
export class LookUps {
  readonly #ports: Ports
  readonly #bucket: TokenBucket
  /** The oldest first. */
  readonly #found = new Map<string, Found>()

  constructor(ports: Ports) {
    this.#ports = ports
    this.#bucket = new TokenBucket(perMinute / 60, perMinute, ports.clock.monotonicMs())
  }

  /**
   * @throws Fault `INVALID_INPUT` · `TOO_MANY_REQUESTS` · `UNKNOWN_UPSTREAM` · `NOT_SUPPORTED` · `UPSTREAM_LOCKED` · the
   * upstream's
   */
  async lookUp(upstream: string, query: string): Promise<LookedUp> {
    const { upstreams, settings, clock } = this.#ports
    const country = settings.read().store?.country
    const questions = readQuery(query, country)
    const { register } = await upstreams.sessionOf(upstream)
    if (!register) throw new Fault('NOT_SUPPORTED', `"${upstream}" cannot be asked who a customer is.`)
    if (!this.#bucket.take(clock.monotonicMs()))
      throw new Fault('TOO_MANY_REQUESTS', 'Too many customers were looked up in a minute.', { retryAfterSeconds: 2 })
    for (const question of questions) {
      const customer = await orLock(upstreams, upstream, () => register.find(question))
      if (customer) return { outcome: 'found', customer: this.#keep(upstream, customer, country) }
    }
    const canVerify = questions.some(({ kind }) => kind === 'mobile' || kind === 'email')
    return { outcome: 'not-found', canVerify }
  }

  /** Where a code for this customer goes. @throws Fault `UNKNOWN_LOOK_UP` */
  recall(lookUpId: string, channel: Channel): { upstream: string; identifier: VerificationIdentifier } {
    this.#forget(mostKept)
    const found = this.#found.get(lookUpId)
    const identifier = found?.identifiers.get(channel)
    if (!found || !identifier) throw new Fault('UNKNOWN_LOOK_UP')
    return { upstream: found.upstream, identifier }
  }

  #keep(upstream: string, customer: RegisteredCustomer, country: string | undefined): CustomerCard {
    this.#forget(mostKept - 1)
    const { clock, random } = this.#ports
    const lookUpId = `lu_${Buffer.from(random.bytes(16)).toString('base64url')}`
    const identifiers = identifiersOf(customer, country)
    this.#found.set(lookUpId, { upstream, identifiers, forgetAtMs: clock.monotonicMs() + keptMs })
    const name = shown(customer.name)
    const tier = shown(customer.tier)
    return {
      lookUpId,
      upstream,
      ...(name && { name }),
      ...(tier && { tier }),
      ...(customer.points !== undefined && { points: customer.points }),
      channels: [...identifiers].map(([channel, { type, value }]) => ({
        channel,
        masked: type === 'mobile' ? maskedMobile(value) : maskedEmail(value),
      })),
      marks: [...customer.marks],
    }
  }

  /** Those whose time is over, and the oldest beyond so many. */
  #forget(most: number): void {
    const nowMs = this.#ports.clock.monotonicMs()
    for (const [id, { forgetAtMs }] of this.#found)
      if (forgetAtMs <= nowMs || this.#found.size > most) this.#found.delete(id)
  }
}

function identifiersOf({ mobile, email }: RegisteredCustomer, country: string | undefined): Found['identifiers'] {
  const identifiers = new Map<Channel, VerificationIdentifier>()
  const number = mobile === undefined ? undefined : registered(mobile, country)
  if (number !== undefined) identifiers.set('sms', { type: 'mobile', value: number })
  if (email !== undefined && address.test(email)) identifiers.set('email', { type: 'email', value: email })
  return identifiers
}

/** Registers keep numbers with their country code: digits are left as they are, so that a code goes to whom they stand for. */
function registered(mobile: string, country: string | undefined): string | undefined {
  return /^[1-9]\d{6,14}$/.test(mobile) ? `+${mobile}` : e164(mobile, country)
}

/** What the upstream says is drawn as it stands: nothing in it may steer the page or fill it. */
function shown(text: string | undefined): string | undefined {
  const plain = text?.replaceAll(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, '').trim()
  return [...(plain ?? '')].slice(0, 100).join('') || undefined
}
