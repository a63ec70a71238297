import type { CashierVerification, Verification } from '../contract/verification.ts'
import type { Clock } from './clock.ts'
import type { CodeBudget } from './codeBudget.ts'
import type { SettingsStore } from './settings.ts'
import type { Statements } from './statements.ts'
import { leftOf } from './verification.ts'
import type { StoredVerification } from './verificationStore.ts'

interface Ports {
  settings: SettingsStore
  clock: Clock
  /** Steady. */
  now: () => number
  budget: CodeBudget
  statements: Statements
}

/** A verification as it may be seen: whom it is about only masked, and always with what is left to do. */
export class VerificationViews {
  readonly #ports: Ports

  constructor(ports: Ports) {
    this.#ports = ports
  }

  async forClient(one: StoredVerification, client: string): Promise<Verification> {
    const { statements } = this.#ports
    const statement = one.proof && (await statements.of(one, one.proof, client, this.#tillOf(one.upstream)))
    return { ...this.#shown(one), ...(statement !== undefined && { statement }) }
  }

  forCashier(one: StoredVerification): CashierVerification {
    const { upstream, purpose, amount, client, customer } = one
    return {
      ...this.#shown(one),
      upstream,
      ...(purpose !== undefined && { purpose }),
      ...(amount !== undefined && { amount }),
      ...(client !== undefined && { client }),
      codesLeftToday: this.#ports.budget.left(customer).today,
    }
  }

  #shown(one: StoredVerification): Omit<Verification, 'statement'> {
    const { clock, now, budget } = this.#ports
    const { id, state, maskedIdentifier, channel, endsAt, customer } = one
    const expiresAt = clock.now() + endsAt - now()
    return { id, state, maskedIdentifier, channel, expiresAt, ...leftOf(one, budget.left(customer)) }
  }

  #tillOf(upstream: string): string | undefined {
    const { till, settings } = this.#ports.settings.read().upstreams.find(({ id }) => id === upstream) ?? {}
    return typeof settings?.till === 'string' ? settings.till : till
  }
}
