import type { CashierVerification, Verification } from '#contract/verification.ts'
import type { Clock } from '#core/base/clock.ts'
import type { Client } from '#core/clients/clients.ts'
import type { CodeBudget } from '#core/codes/codeBudget.ts'
import type { VerificationAccess } from './access.ts'
import type { VerificationOverride } from './override.ts'
import type { VerificationRepository } from './repository.ts'
import type { Statements } from './statement.ts'
import type { StoredVerification } from './store.ts'
import { isOpen, methodOf, remaining, subjectOf } from './verification.ts'

interface Deps {
  clock: Clock
  repository: VerificationRepository
  access: VerificationAccess
  budget: CodeBudget
  statements: Statements
  override: VerificationOverride
  /** Milliseconds of the monotonic epoch. */
  now: () => number
}

/** Verifications as callers see them: the recipient masked, and always with the tries and codes that are left. */
export class VerificationViews {
  readonly #deps: Deps

  constructor(deps: Deps) {
    this.#deps = deps
  }

  /** @throws as `Verifications.viewFor` */
  async forClient(client: Client, id: string, waitMs: number, signal: AbortSignal | undefined): Promise<Verification> {
    const { access, repository, statements } = this.#deps
    const seen = access.find(id, { client })
    if (waitMs > 0 && isOpen(seen)) await repository.waitForChange(seen, waitMs, signal)
    const verification = access.find(id, { client })
    if (verification.state !== 'confirmed') return this.#masked(verification)
    const statement = await statements.sign(verification)
    return { ...this.#masked(verification), ...(statement !== undefined && { statement }) }
  }

  /** @throws Fault `UNKNOWN_VERIFICATION` */
  forCashier(id: string): CashierVerification {
    return this.#detailed(this.#deps.access.find(id, {}))
  }

  /** The open ones, newest first. */
  allOpen(): CashierVerification[] {
    const { repository, access } = this.#deps
    const open = repository
      .all()
      .filter(isOpen)
      .filter((verification) => access.isCurrent(verification))
    return open.toSorted((a, b) => b.endsAt - a.endsAt).map((verification) => this.#detailed(verification))
  }

  #detailed(verification: StoredVerification): CashierVerification {
    const { upstream, purpose, amount, sale, client, holder } = verification
    const overridesLeft = isOpen(verification) ? this.#deps.override.leftFor(verification) : undefined
    return {
      ...this.#masked(verification),
      upstream,
      ...(purpose !== undefined && { purpose }),
      ...(amount !== undefined && { amount }),
      ...sale,
      ...(client !== undefined && { client }),
      ...(holder && { statementFor: holder.id }),
      codesLeftToday: this.#deps.budget.left(subjectOf(verification)).today,
      ...(overridesLeft !== undefined && { overridesLeftToday: overridesLeft }),
    }
  }

  #masked(verification: StoredVerification): Omit<Verification, 'statement'> {
    const { clock, now, budget } = this.#deps
    const { id, state, maskedIdentifier, channel, endsAt } = verification
    const expiresAt = clock.now() + endsAt - now()
    const left = remaining(verification, budget.left(subjectOf(verification)))
    const method = verification.state === 'confirmed' ? methodOf(verification) : undefined
    return { id, state, maskedIdentifier, channel, expiresAt, ...left, ...(method && { method }) }
  }
}
