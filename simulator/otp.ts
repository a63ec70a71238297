import { randomInt } from 'node:crypto'
import type { Assumptions } from './assumptions.ts'
import type { Customer } from './customers.ts'
import { Tally } from './tally.ts'

/** Whom a code is for, `MOBILE:919999999993` or `EMAIL:asha.example@example.com`. */
export type Entity = `${'MOBILE' | 'EMAIL'}:${string}`

export interface Code {
  entity: Entity
  action: string
  code: string
  issuedAt: number
  validUntil: number
}

export type Issue = { outcome: 'quota' } | { outcome: 'new' | 'again'; code: Code; createdId: number }

export type Check = 'right' | 'wrong' | 'too many'

/** Ids of new codes start here: `createdId` 1 means "the same code again" (capillary.md 5.4). */
const firstId = 1001

export class OneTimeCodes {
  readonly #assumptions: Assumptions
  readonly #issues = new Tally()
  readonly #tries = new Tally()
  #codes: Code[] = []
  #nextId = firstId

  constructor(assumptions: Assumptions) {
    this.#assumptions = assumptions
  }

  /** A repeat before expiry is the same code, and counts towards the quota: it is sent again. ASSUMED */
  issue(entity: Entity, action: string, now: number): Issue {
    const { otpQuota: quota } = this.#assumptions
    if (quota !== null && this.#issues.count(entity, quota.minutes, now) >= quota.codes) return { outcome: 'quota' }
    this.#issues.add(entity, now)
    const live = this.#live(entity, now).find((code) => code.action === action)
    if (live !== undefined) return { outcome: 'again', code: live, createdId: 1 }
    const validUntil = now + this.#assumptions.otpValidMinutes * 60_000
    const code = { entity, action, code: inventCode(this.#assumptions), issuedAt: now, validUntil }
    this.#codes.push(code)
    return { outcome: 'new', code, createdId: this.#nextId++ }
  }

  check(entity: Entity, action: string, given: string, now: number): Check {
    const { otpTries: limit } = this.#assumptions
    if (limit !== null && this.#tries.count(entity, limit.minutes, now) >= limit.tries) return 'too many'
    this.#tries.add(entity, now)
    const right = this.#find(entity, action, given, now)
    if (right === undefined) return 'wrong'
    if (this.#assumptions.codeUsableOnce) this.#codes = this.#codes.filter((code) => code !== right)
    return 'right'
  }

  /** Looks without counting a try or spending the code. */
  isLive(entity: Entity, action: string, given: string, now: number): boolean {
    return this.#find(entity, action, given, now) !== undefined
  }

  /** The code issued last, by whatever action: what `GET /v2/otp` gives away. */
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

/** Where a customer's codes go: the phone, or the mailbox of somebody without one. */
export function entityOf(customer: Customer): Entity {
  return customer.mobile === undefined ? `EMAIL:${customer.email ?? ''}` : `MOBILE:${customer.mobile}`
}

function inventCode({ otpLength, otpAlphabet }: Assumptions): string {
  const letters = otpAlphabet === 'digits' ? '0123456789' : '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'
  return Array.from({ length: otpLength }, () => letters[randomInt(letters.length)]).join('')
}
