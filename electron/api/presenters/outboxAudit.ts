import { DiscardReason, OutboxEntryId } from '#contract/outbox/entry.ts'
import { scrubPii } from '#core/personalData/piiScrubber.ts'

/** The subject of an audit row about an entry of the outbox. */
export function outboxSubject(id: unknown): string {
  return `outbox/${OutboxEntryId.safeParse(id).data ?? 'unnamed'}`
}

/** A person may name the customer in it, which the trail does not keep. */
export function discardDetail(reason: unknown): string {
  return scrubPii(DiscardReason.safeParse(reason).data ?? '')
}
