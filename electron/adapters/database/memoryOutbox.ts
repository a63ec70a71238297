import type { OutboxEntry } from '#core/outbox/entry.ts'
import type { OutboxStore, RequestOutcome, SealedParts } from '#core/outbox/store.ts'

/** An outbox that ends with the process: for the demo and for tests. */
export function createMemoryOutbox(): OutboxStore {
  const entries = new Map<string, { entry: OutboxEntry; parts: SealedParts }>()
  const outcomes = new Map<string, RequestOutcome>()
  return {
    forgets: true,
    isUsed: () => entries.size > 0,
    load: async () => [...entries.values()].map(({ entry }) => entry),
    append: async (entry, contents) => void entries.set(entry.id, { entry, parts: { contents } }),
    update: async (entry, parts) => {
      const known = entries.get(entry.id)
      if (known) entries.set(entry.id, { entry, parts: { ...known.parts, ...parts } })
    },
    read: async (id) => entries.get(id)?.parts,
    remove: async (ids) => {
      for (const id of ids) entries.delete(id)
    },
    recordOutcomes: async (recorded) => {
      for (const outcome of recorded) outcomes.set(outcome.requestId, outcome)
    },
    outcomeOf: async (requestId) => outcomes.get(requestId),
    removeOutcomesBefore: async (at) => {
      for (const [id, outcome] of outcomes) if (outcome.at < at) outcomes.delete(id)
    },
    close: async () => {},
  }
}
