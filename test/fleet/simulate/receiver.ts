import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { decodeOtlp, receivedIn, type Value } from '#test/support/otlp.ts'
import type { Sample } from './remoteWrite.ts'

/** What a till has said last. */
interface Report {
  at: number
  /** By the names that `fleet/collector` gives its series. */
  samples: Sample[]
}

/** What the guard asks for. */
const kept = new Set(['till_agent_info', 'till_agent_ready', 'till_agent_update_info', 'till_agent_clock_skew_seconds'])

/** Takes what tills push, by the protocol's official definitions, and keeps the last numbers of each. */
export class Receiver {
  readonly #now: () => number
  readonly #reports = new Map<Value, Report>()
  readonly #heartbeats = new Map<Value, Record<string, Value>>()
  readonly #server = createServer((request, response) => {
    this.#receive(request, response).catch(() => response.destroy())
  })
  #requests = 0
  #bytes = 0

  /** @param now the true time */
  constructor(now: () => number) {
    this.#now = now
  }

  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', 4_096, resolve))
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }

  close(): void {
    this.#server.closeAllConnections()
    this.#server.close()
  }

  /** Of the tills that have sent something since that time. */
  samplesSince(since: number): Sample[] {
    return [...this.#reports.values()].flatMap(({ at, samples }) => (at >= since ? samples : []))
  }

  /** The fields of the last heartbeat of each till. */
  heartbeats(): Record<string, Value>[] {
    return [...this.#heartbeats.values()]
  }

  /** Requests and bytes, heads left out, since this was last asked. */
  takeCounts(): { requests: number; bytes: number } {
    const counts = { requests: this.#requests, bytes: this.#bytes }
    this.#requests = 0
    this.#bytes = 0
    return counts
  }

  async #receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const body = Buffer.concat(chunks)
    this.#requests += 1
    this.#bytes += body.length
    const received = receivedIn([decodeOtlp(request.url ?? '', request.headers, body)])
    const { 'service.name': job, 'service.instance.id': instance, store, till } = received.resources[0] ?? {}
    const own = { job: String(job), instance: String(instance), store: String(store), till: String(till) }
    const samples = received.metrics.flatMap(({ name, labels, point }): Sample[] =>
      kept.has(name) ? [{ labels: { __name__: name, ...texts(labels), ...own }, value: point.asDouble ?? 0 }] : [],
    )
    if (samples.length > 0) this.#reports.set(instance, { at: this.#now(), samples })
    for (const { name, fields } of received.events) if (name === 'heartbeat') this.#heartbeats.set(instance, fields)
    response.end()
  }
}

function texts(labels: Record<string, Value>): Record<string, string> {
  return Object.fromEntries(Object.entries(labels).map(([name, value]) => [name, String(value)]))
}
