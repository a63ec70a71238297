import type { OverrideReason } from '#contract/verification.ts'
import type { AuditTrail } from '#core/audit/auditTrail.ts'
import type { Clock } from '#core/base/clock.ts'
import { Fault } from '#core/base/fault.ts'
import type { KeyedLock } from '#core/base/keyedLock.ts'
import type { OverrideBudget } from '#core/codes/overrideBudget.ts'
import type { ManagerPin } from '#core/settings/managerPin.ts'
import type { Requester, VerificationAccess } from './access.ts'
import type { OpenVerifications } from './openVerifications.ts'
import type { Statements } from './statement.ts'
import type { OpenVerification } from './store.ts'
import type { VerificationTransitions } from './transitions.ts'
import { subjectOf } from './verification.ts'

interface Deps {
  clock: Clock
  access: VerificationAccess
  openVerifications: OpenVerifications
  transitions: VerificationTransitions
  /** By customer: a code that is being checked decides first. */
  lock: KeyedLock
  statements: Statements
  overrides: OverrideBudget
  managerPin: Pick<ManagerPin, 'isSet' | 'confirm'>
  audit: Pick<AuditTrail, 'recordSoon'>
}

export interface Override {
  pin: string
  reason: OverrideReason
}

/**
 * A manager confirms a customer whom no code reaches. One PIN confirms one customer and unlocks nothing; what was tried is in the
 * audit trail, and the statement says `override`.
 */
export class VerificationOverride {
  readonly #deps: Deps

  constructor(deps: Deps) {
    this.#deps = deps
  }

  /** @throws as `Verifications.override` */
  confirm(id: string, requester: Requester, override: Override): Promise<void> {
    const { access, openVerifications, lock } = this.#deps
    return lock.run(access.find(id, requester).customer, async () => {
      const verification = openVerifications.find(id, requester)
      try {
        await this.#confirm(verification, requester, override)
      } catch (thrown) {
        if (thrown instanceof Fault) this.#recordRefusal(verification, requester, override.reason, thrown)
        throw thrown
      }
    })
  }

  /** How many a manager may confirm today; `undefined` where there is no PIN, or the setting allows none. */
  leftFor(verification: OpenVerification): number | undefined {
    return this.#deps.managerPin.isSet ? this.#deps.overrides.left(subjectOf(verification).person) : undefined
  }

  async #confirm(verification: OpenVerification, requester: Requester, { pin, reason }: Override): Promise<void> {
    const { openVerifications, transitions, statements, overrides, managerPin, clock } = this.#deps
    const { person } = subjectOf(verification)
    if (!managerPin.isSet) throw new Fault('OVERRIDE_REFUSED', 'No manager PIN is set.')
    // Looked at before the PIN: nobody tries PINs where no override is left.
    overrides.check(person)
    await managerPin.confirm(pin)
    const contents = await openVerifications.contentsOf(verification, requester)
    if (!contents) throw new Fault('VERIFICATION_OVER')
    const { holder, id } = verification
    const hmac = holder && (await statements.hmacOf(holder, id, contents.recipient))
    const refund = overrides.take(person)
    try {
      const proof = { confirmedAt: clock.now(), hmac, override: reason }
      transitions.apply(verification, { type: 'overridden', proof }, requester.actor)
    } catch (thrown) {
      refund()
      throw thrown
    }
  }

  #recordRefusal({ upstream }: OpenVerification, { actor }: Requester, reason: OverrideReason, { code }: Fault): void {
    const subject = `upstream/${upstream}`
    this.#deps.audit.recordSoon({
      ...{ event: 'verification-overridden', actor, subject, outcome: code, detail: reason },
    })
  }
}
