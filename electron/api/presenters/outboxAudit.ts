import { DiscardReason, OutboxEntryId } from '#contract/outbox/entry.ts'
import { WriteFieldName } from '#contract/outbox/people.ts'
import { scrubPii } from '#core/personalData/piiScrubber.ts'

/** The subject of an audit row about an entry of the outbox. */
export function outboxSubject(id: unknown): string {
  return `outbox/${OutboxEntryId.safeParse(id).data ?? 'unnamed'}`
}

/** A person may name the customer in it, which the trail does not keep. */
export function discardDetail(reason: unknown): string {
  return scrubPii(DiscardReason.safeParse(reason).data ?? '')
}

/** Which fields a person has changed, and never to what: that may name a customer. */
export function correctionDetail(fields: unknown): string {
  const names = typeof fields === 'object' && fields !== null ? Object.keys(fields) : []
  return names.filter((name) => WriteFieldName.safeParse(name).success).join(', ')
}
