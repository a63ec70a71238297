import { randomBytes } from 'node:crypto'
import type { ScayleAssumptions } from './assumptions.ts'

/** Authorization codes, issued after a redirect to an identity provider (scayle.md 6). */
export class Codes {
  readonly #assumptions: ScayleAssumptions
  readonly #codes = new Map<string, { customerId: number; clientId: string; validUntil: number }>()

  constructor(assumptions: ScayleAssumptions) {
    this.#assumptions = assumptions
  }

  issue(customerId: number, clientId: string, now: number): string {
    const code = randomBytes(24).toString('base64url')
    this.#codes.set(code, { customerId, clientId, validUntil: now + this.#assumptions.codeSeconds * 1000 })
    return code
  }

  /** The id of the code's customer; `undefined` when the code is unknown, used, expired or another client's. */
  spend(code: string, clientId: string, now: number): number | undefined {
    const found = this.#codes.get(code)
    if (found === undefined || found.clientId !== clientId || found.validUntil <= now) return undefined
    if (this.#assumptions.codeUsableOnce) this.#codes.delete(code)
    return found.customerId
  }
}
