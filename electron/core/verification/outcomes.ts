import type { AuditTrail } from '#core/audit/auditTrail.ts'
import type { FinalState, StoredVerification } from './store.ts'

/** Records each start and each final state: in the audit trail, and as a count for the metrics. */
export class VerificationOutcomes {
  readonly #audit: AuditTrail
  readonly #counts = new Map<string, number>()

  constructor(audit: AuditTrail) {
    this.#audit = audit
  }

  /** How often each outcome was recorded since the agent started. */
  get counts(): ReadonlyMap<string, number> {
    return this.#counts
  }

  record(outcome: 'started' | FinalState, verification: StoredVerification, actor: string): void {
    const { channel, purpose, upstream, sale = {} } = verification
    const facts = Object.entries(sale).map(([fact, text]) => `${fact} ${text}`)
    const override = verification.state === 'confirmed' ? verification.proof.override : undefined
    const name = override === undefined ? outcome : 'overridden'
    const detail = [channel, purpose, override, ...facts].filter((part) => part !== undefined).join(', ')
    const subject = `upstream/${upstream}`
    this.#audit.recordSoon({ event: `verification-${name}`, actor, subject, outcome: 'done', detail })
    this.#counts.set(name, (this.#counts.get(name) ?? 0) + 1)
  }
}
