import type { VerificationOutcomes } from './outcomes.ts'
import type { VerificationRepository } from './repository.ts'
import type { OpenVerification } from './store.ts'
import { finalStateOf, transition, type VerificationEvent } from './verification.ts'

interface Deps {
  repository: VerificationRepository
  outcomes: VerificationOutcomes
  /** Milliseconds of the monotonic epoch. */
  now: () => number
}

/** Applies events to verifications: saves the new state, and records it when it is final. */
export class VerificationTransitions {
  readonly #deps: Deps

  constructor(deps: Deps) {
    this.#deps = deps
  }

  /**
   * @param actor for the audit trail
   * @throws Fault `VERIFICATIONS_UNAVAILABLE`; the verification is unchanged then
   */
  apply(verification: OpenVerification, event: VerificationEvent, actor: string): void {
    const { repository, outcomes, now } = this.#deps
    const next = transition(verification, event, now())
    repository.save(next)
    const state = finalStateOf(next)
    if (state) outcomes.record(state, next, actor)
  }
}
