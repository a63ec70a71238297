import { z } from 'zod'
import { OutboxProof } from '#contract/outbox/entry.ts'
import { Instant } from '#contract/values.ts'
import type { EntryState, OutboxEntry } from './entry.ts'

const since = { since: Instant }
const history = { failures: z.int().nonnegative(), mayHaveHappened: z.boolean() }
const status = z.int().optional()

const State = z.discriminatedUnion('name', [
  z.object({ name: z.literal('waiting'), ...since, ...history, notBefore: Instant, code: z.string().optional() }),
  z.object({ name: z.literal('held'), ...since, ...history }),
  z.object({ name: z.literal('sending'), ...since, ...history }),
  z.object({
    ...{ name: z.literal('unknown'), ...since, code: z.string(), failures: z.int().nonnegative() },
    next: z.discriminatedUnion('ask', [
      z.object({ ask: z.literal('upstream'), notBefore: Instant }),
      z.object({ ask: z.literal('person') }),
    ]),
  }),
  z.object({ name: z.literal('sent'), ...since, proof: OutboxProof, status }),
  z.object({ name: z.literal('refused'), ...since, code: z.string(), status }),
  z.object({ name: z.literal('expired'), ...since }),
  z.object({ name: z.literal('discarded'), ...since, by: z.string() }),
])

/** The facts of an entry as the database keeps them, in plain text: nothing of what it says, nor of the customer. */
const StoredFacts = z.object({
  requestId: z.string(),
  client: z.string(),
  owner: z.string(),
  upstream: z.string(),
  cloud: z.string().optional(),
  order: z.string().optional(),
  isRepeatable: z.boolean(),
  amount: z.number().optional(),
  bytes: z.int().nonnegative(),
  createdAt: Instant,
  expiresAt: Instant,
  isWarned: z.boolean().optional(),
  correctedAt: Instant.optional(),
  state: State,
})

/**
 * The facts that an entry has from its acceptance to its end, as text for the encryption to vouch for: with another cloud, client,
 * customer, deadline or place in the row, the contents do not open. Left out are the facts that change with each step, which
 * the database could be given back as they were before, whatever vouches for them.
 */
export function boundFacts({ state: _, isWarned: __, ...facts }: OutboxEntry): string {
  const given = Object.entries(facts).filter(([, value]) => value !== undefined)
  return JSON.stringify(given.sort(([one], [other]) => (one < other ? -1 : 1)))
}

export function factsText({ sequence: _, id: __, ...facts }: OutboxEntry): string {
  return JSON.stringify(facts)
}

/** `undefined` for what no agent has written. */
export function readFacts(sequence: number, id: string, text: string): OutboxEntry | undefined {
  try {
    const { state, ...facts } = StoredFacts.parse(JSON.parse(text))
    return { sequence, id, ...facts, state: state as EntryState } as OutboxEntry
  } catch {
    return undefined
  }
}
