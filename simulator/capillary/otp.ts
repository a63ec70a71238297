import { randomInt } from 'node:crypto'
import { SlidingWindow } from '#simulator/shared/slidingWindow.ts'
import type { CapillaryAssumptions } from './assumptions.ts'
import type { Customer } from './customers.ts'

/** The person a code is for, such as `MOBILE:919999999993` or `EMAIL:asha.example@example.com`. */
export type Entity = `${'MOBILE' | 'EMAIL'}:${string}`

export interface Code {
  entity: Entity
  action: string
  code: string
  /** Milliseconds since the epoch. */
  issuedAt: number
  validUntil: number
}

export type IssueResult = { outcome: 'quota' } | { outcome: 'new' | 'again'; code: Code; createdId: number }

export type CheckResult = 'right' | 'wrong' | 'too many'

/** Ids of new codes start here: `createdId` 1 means "the same code again" (capillary.md 5.4). */
const firstId = 1001

export class OneTimeCodes {
  readonly #assumptions: CapillaryAssumptions
  readonly #issues = new SlidingWindow()
  readonly #tries = new SlidingWindow()
  #codes: Code[] = []
  #nextId = firstId

  constructor(assumptions: CapillaryAssumptions) {
    this.#assumptions = assumptions
  }

  /**
   * Issues a code. A repeat before the expiry returns the same code and counts towards the quota, because the code is
   * sent again. ASSUMED
   */
  issue(entity: Entity, action: string, now: number): IssueResult {
    const { otpQuota: quota } = this.#assumptions
    if (quota !== null && this.#issues.count(entity, quota.minutes, now) >= quota.codes) return { outcome: 'quota' }
    this.#issues.add(entity, now)
    const live = this.#live(entity, now).find((code) => code.action === action)
    if (live !== undefined) return { outcome: 'again', code: live, createdId: 1 }
    const validUntil = now + this.#assumptions.otpValidMinutes * 60_000
    const code = { entity, action, code: randomCode(this.#assumptions), issuedAt: now, validUntil }
    this.#codes.push(code)
    return { outcome: 'new', code, createdId: this.#nextId++ }
  }

  check(entity: Entity, action: string, given: string, now: number): CheckResult {
    const { otpTries: limit } = this.#assumptions
    if (limit !== null && this.#tries.count(entity, limit.minutes, now) >= limit.tries) return 'too many'
    this.#tries.add(entity, now)
    const right = this.#find(entity, action, given, now)
    if (right === undefined) return 'wrong'
    if (this.#assumptions.codeUsableOnce) this.#codes = this.#codes.filter((code) => code !== right)
    return 'right'
  }

  /** Whether the code would be right; counts no try and does not use the code up. */
  isLive(entity: Entity, action: string, given: string, now: number): boolean {
    return this.#find(entity, action, given, now) !== undefined
  }

  /** The code issued last for any action, as `GET /v2/otp` returns it. */
  latest(entity: Entity, now: number): Code | undefined {
    return this.#live(entity, now).at(-1)
  }

  clear(): void {
    this.#codes = []
    this.#nextId = firstId
    this.#issues.clear()
    this.#tries.clear()
  }

  #find(entity: Entity, action: string, given: string, now: number): Code | undefined {
    return this.#live(entity, now).find((code) => code.action === action && code.code === given)
  }

  #live(entity: Entity, now: number): Code[] {
    this.#codes = this.#codes.filter((code) => code.validUntil > now)
    return this.#codes.filter((code) => code.entity === entity)
  }
}

/** The address of a customer's codes: the mobile, or the e-mail of a customer without one. */
export function entityOf(customer: Customer): Entity {
  return customer.mobile === undefined ? `EMAIL:${customer.email ?? ''}` : `MOBILE:${customer.mobile}`
}

function randomCode({ otpLength, otpAlphabet }: CapillaryAssumptions): string {
  const alphabet = otpAlphabet === 'digits' ? '0123456789' : '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'
  return Array.from({ length: otpLength }, () => alphabet[randomInt(alphabet.length)]).join('')
}
