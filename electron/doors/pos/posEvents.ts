import type { PosEvent } from '../../contract/event.ts'
import type { Agent } from '../../core/agent.ts'
import type { Client } from '../../core/clients.ts'

/** A client that does not read is let go: it asks again, and reads how things are. */
const mostWaiting = 256

/** What happens that this client may know of, until it goes away or its key is good no more. */
export async function* posEvents(agent: Agent, client: Client, gone: AbortSignal): AsyncGenerator<PosEvent> {
  const waiting: PosEvent[] = []
  let wake = () => {}
  let isOver = gone.aborted
  const end = () => {
    isOver = true
    wake()
  }
  const stop = agent.changes.watch(({ event }) => {
    const current = agent.clients.current(client)
    if (!current) return end()
    if (!event || !mayKnow(event, agent, current)) return
    if (waiting.length >= mostWaiting) return end()
    waiting.push(event)
    wake()
  })
  gone.addEventListener('abort', end)
  try {
    while (!isOver) {
      const next = waiting.shift()
      if (next) yield next
      else
        await new Promise<void>((resolve) => {
          wake = resolve
        })
    }
  } finally {
    stop()
    gone.removeEventListener('abort', end)
  }
}

function mayKnow(event: PosEvent, agent: Agent, client: Client): boolean {
  switch (event.type) {
    case 'verification':
      return agent.verifications.maySee(event.id, client)
    case 'upstream':
      return client.grants.has(event.id)
    case 'pairing':
      return true
  }
}
