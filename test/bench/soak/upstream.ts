import { readFileSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer } from 'node:https'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Behaviour, bodyOf, digestOf, slowMs } from './routes.ts'

/**
 * The cloud of the soak, as a process of its own. It counts the requests that arrive:
 *
 *     node upstream.ts PORT KEY_FILE CERT_FILE AUTHORIZATION
 *
 * It sends `ready` over IPC, and an `UpstreamReport` in reply to each `count`.
 */
export interface UpstreamReport {
  /** How often each request arrived. */
  seen: [id: string, times: number][]
  /** Number of requests with another Authorization, or with a header that must not leave the till. */
  improper: number
}

const [port = '', keyFile = '', certFile = '', authorization = ''] = process.argv.slice(2)
const seen = new Map<string, number>()
let improper = 0

async function respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const [, , behaviour = '', id = '', bytes = '0'] = request.url?.split('/') ?? []
  // A request counts from its head on, because it could take effect from then on.
  seen.set(id, (seen.get(id) ?? 0) + 1)
  if (request.headers.authorization !== authorization || request.headers['till-agent-key']) improper += 1
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  const body = request.method === 'POST' ? Buffer.from(digestOf(Buffer.concat(chunks))) : bodyOf(id, Number(bytes))
  await behaviourHandlers[behaviour as Behaviour](response, body)
}

const behaviourHandlers: Record<Behaviour, (response: ServerResponse, body: Buffer) => unknown> = {
  // Alternates between a declared length and chunked encoding: both must pass.
  whole: (response, body) => {
    if (seen.size % 2 === 0) response.setHeader('Content-Length', body.length)
    else response.flushHeaders()
    response.end(body)
  },
  slow: async (response, body) => {
    await sleep(slowMs)
    response.end(body)
  },
  busy: (response, body) => response.writeHead(503, { 'Retry-After': '7' }).end(body),
  reset: (response) => response.socket?.resetAndDestroy(),
  half: (response, body) => {
    response.writeHead(200, { 'Content-Length': body.length })
    response.write(body.subarray(0, Math.floor(body.length / 2)), () => response.socket?.destroy())
  },
  garbage: (response) => response.socket?.end('HTTP/1.1 plenty of nonsense\r\n: none\r\n\r\n'),
}

const tls = { key: readFileSync(keyFile), cert: readFileSync(certFile), keepAliveTimeout: 120_000 }
const server = createServer(tls, (request, response) => {
  respond(request, response).catch(() => response.destroy())
})
process.on('message', () => process.send?.({ seen: [...seen], improper } satisfies UpstreamReport))
process.on('disconnect', () => process.exit())
server.listen(Number(port), '127.0.0.1', () => process.send?.('ready'))
