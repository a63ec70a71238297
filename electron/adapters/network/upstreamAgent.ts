import { Agent, type ClientRequest, type ClientRequestArgs, type RequestOptions, request } from 'node:http'
import type { Duplex } from 'node:stream'
import { openUpstreamSocket, type TlsSessions, type UpstreamTarget } from '#adapters/sockets/upstreamSocket.ts'

type OnCreated = (error: Error | null, stream: Duplex) => void

/**
 * Connects Node's HTTP client to one upstream the way the link does: the same proxy, the same trust, the same time for each
 * address. A request gets its socket once that is open, TLS included.
 */
export class UpstreamAgent extends Agent {
  readonly #target: UpstreamTarget
  readonly #sessions: TlsSessions = { last: undefined }
  /** Cancel the connections on their way. */
  readonly #cancels = new Set<() => void>()

  constructor(target: UpstreamTarget, keepAlive: boolean) {
    super({ keepAlive })
    this.#target = target
    // Node's client compares it with the URL's, and leaves the port of the scheme out of `Host`.
    Object.assign(this, target.isSecure ? { protocol: 'https:', defaultPort: 443 } : {})
  }

  override createConnection(_: ClientRequestArgs, onCreated?: OnCreated): undefined {
    const cancel = openUpstreamSocket(this.#target, this.#sessions, undefined, (error, socket) => {
      this.#cancels.delete(cancel)
      onCreated?.(error ?? null, socket as Duplex)
    })
    this.#cancels.add(cancel)
  }

  /** Requests that wait for a connection hear no more of it. */
  override destroy(): void {
    for (const cancel of this.#cancels) cancel()
    this.#cancels.clear()
    super.destroy()
  }
}

/** Of a response to a call of the agent's own; brokered ones have a limit of their own. */
const maxHeaderBytes = 64 * 1024

/** Node's `request`, whatever the protocol, by an `UpstreamAgent` only: the environment of the process decides nothing. */
export function requestThrough(agent: UpstreamAgent, options: RequestOptions): ClientRequest {
  return request({ ...options, agent, insecureHTTPParser: false, maxHeaderSize: maxHeaderBytes })
}
