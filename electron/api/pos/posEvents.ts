import type { PosEvent } from '#contract/event.ts'
import type { Agent } from '#core/agent.ts'
import { AsyncQueue } from '#core/base/asyncQueue.ts'
import type { Client } from '#core/clients/clients.ts'

/** A client that stops reading is disconnected here: it calls again and reads the current state. */
const maxWaiting = 256

/** Events that this client may see, until it disconnects or its key stops being valid. */
export async function* posEvents(agent: Agent, client: Client, gone: AbortSignal): AsyncGenerator<PosEvent> {
  const events = new AsyncQueue<PosEvent>()
  const unsubscribe = agent.changes.subscribe(({ event }) => {
    const current = agent.clients.current(client)
    if (!current) return events.end()
    if (!event || !mayKnow(event, agent, current)) return
    if (events.size >= maxWaiting) return events.end()
    events.push(event)
  })
  try {
    yield* events.read(gone)
  } finally {
    unsubscribe()
  }
}

function mayKnow(event: PosEvent, agent: Agent, client: Client): boolean {
  switch (event.type) {
    case 'verification':
      return agent.verifications.maySee(event.id, client)
    case 'upstream':
      return client.grants.has(event.id)
    case 'outbox-approval':
      return client.grants.has(event.upstream)
    case 'outbox':
      return agent.outbox.maySee(event.id, { owner: client.keyDigest })
    case 'pairing':
      return true
  }
}
