import type { KeyedLock } from '#core/base/keyedLock.ts'
import type { Requester, VerificationAccess } from './access.ts'
import type { VerificationRepository } from './repository.ts'
import type { VerificationTransitions } from './transitions.ts'
import { isOpen } from './verification.ts'

interface Deps {
  repository: VerificationRepository
  access: VerificationAccess
  transitions: VerificationTransitions
  /** By customer: a code that is being checked decides first. */
  lock: KeyedLock
}

/** Ends verifications without a right code: cancelled on request, or expired. */
export class VerificationFinisher {
  readonly #deps: Deps

  constructor(deps: Deps) {
    this.#deps = deps
  }

  /** A verification in a final state keeps it. @throws Fault `UNKNOWN_VERIFICATION` · `VERIFICATIONS_UNAVAILABLE` */
  cancel(id: string, requester: Requester): Promise<void> {
    const { access, lock, transitions } = this.#deps
    return lock.run(access.find(id, requester).customer, async () => {
      const verification = access.find(id, requester)
      if (isOpen(verification)) transitions.apply(verification, { type: 'cancelled' }, requester.actor)
    })
  }

  /** Ends and removes verifications whose client or upstream is gone: one of the same name must not find them. */
  async removeOrphans(): Promise<void> {
    const { repository, access, lock, transitions } = this.#deps
    for (const { id, customer } of repository.all().filter((verification) => !access.isCurrent(verification)))
      await lock.run(customer, async () => {
        const verification = repository.find(id)
        if (!verification) return
        if (isOpen(verification)) transitions.apply(verification, { type: 'cancelled' }, 'agent')
        repository.remove(id)
      })
  }

  /** Expires an open verification, and removes one whose retention is over. @throws Fault `VERIFICATIONS_UNAVAILABLE` */
  async onExpiry(id: string): Promise<void> {
    const { repository, lock, transitions } = this.#deps
    const verification = repository.find(id)
    if (!verification) return
    if (!isOpen(verification)) return repository.remove(id)
    await lock.run(verification.customer, async () => {
      const current = repository.find(id)
      if (current && isOpen(current)) transitions.apply(current, { type: 'expired' }, 'agent')
    })
  }
}
