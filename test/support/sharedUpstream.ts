import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Seen } from './upstream.ts'

type Answer = (request: IncomingMessage, response: ServerResponse, body: Buffer) => void

/** A real server that a whole file of tests shares. */
export interface SharedUpstream {
  url: string
  /** Whole requests; `forget` empties it. */
  seen: Seen[]
  /** Requests of which at least the head came. */
  heads(): number
  /** Connections accepted since the start. */
  connections(): number
  /** What it does from now on, once it has read the body. */
  answerWith(answer: Answer): void
  /** As it was at first: it answers 200 with an empty object, and has seen nothing. */
  forget(): void
  close(): Promise<void>
}

const plainly: Answer = (_, response) => response.end('{}')

/** @param wanted 0 takes a free port */
export async function startSharedUpstream(wanted = 0): Promise<SharedUpstream> {
  const seen: Seen[] = []
  let heads = 0
  let connections = 0
  let answer = plainly
  const receive = async (request: IncomingMessage, response: ServerResponse) => {
    heads += 1
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const { method = '', url: target = '', rawHeaders, headers } = request
    const body = Buffer.concat(chunks)
    seen.push({ method, target, rawHeaders, headers, body })
    answer(request, response, body)
  }
  const server = createServer((request, response) => {
    // A request that broke off was no whole one.
    receive(request, response).catch(() => response.destroy())
  })
  server.on('connection', () => {
    connections += 1
  })
  server.listen(wanted, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    seen,
    heads: () => heads,
    connections: () => connections,
    answerWith: (next) => {
      answer = next
    },
    forget: () => {
      answer = plainly
      heads = 0
      seen.length = 0
    },
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
