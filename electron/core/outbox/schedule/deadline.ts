import type { OutboxEntry } from '#core/outbox/entry.ts'

/** A person is told so long before an entry expires. */
export const warningMs = 24 * 60 * 60_000

/** When a person has to be told that the entry expires soon, or, once that is said, when it does. */
export function deadlineOf(entry: OutboxEntry): number {
  return entry.isWarned ? entry.expiresAt : warnAt(entry)
}

/** A day before the end; a window that is not much longer than that gives half of itself. */
function warnAt({ createdAt, expiresAt }: OutboxEntry): number {
  return expiresAt - Math.min(warningMs, (expiresAt - createdAt) / 2)
}
