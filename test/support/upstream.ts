import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { createServer as createHttpsServer, type ServerOptions } from 'node:https'
import type { AddressInfo, Socket } from 'node:net'
import { closeWithTest } from './closeWithTest.ts'

export interface Seen {
  method: string
  /** Path and query as they came. */
  target: string
  /** Flat: name, value, … as they came. */
  rawHeaders: string[]
  headers: IncomingMessage['headers']
  body: Buffer
}

/** A real server in the upstream's place. */
export interface TestUpstream {
  url: string
  /** Requests whose body was read, or whose head came where bodies are not read; `forget` empties it. */
  seen: Seen[]
  /** How many requests came of which at least the head was read. */
  heads(): number
  /** Connections accepted since the start. */
  connections(): number
  /** Sets how the next requests are answered. */
  answerWith(answer: Answer): void
  /** Answers as at first, and has seen nothing. */
  forget(): void
  close(): Promise<void>
  /** Listens again, on the same port. */
  reopen(): Promise<void>
}

type Answer = (request: IncomingMessage, response: ServerResponse, body: Buffer) => void

interface Options {
  /** With `ca`, `requestCert` and `rejectUnauthorized` it asks who connects. */
  tls?: ServerOptions
  /** False answers as soon as the head has come. */
  readsBody?: boolean
}

const emptyObject: Answer = (_, response) => response.end('{}')

/** An upstream on 127.0.0.1 that closes with the test. It answers 200 with an empty JSON object unless told otherwise. */
export async function startUpstream(answer: Answer = emptyObject, options: Options = {}): Promise<TestUpstream> {
  const { tls, readsBody = true } = options
  const seen: Seen[] = []
  let current = answer
  let heads = 0
  const receive = async (request: IncomingMessage, response: ServerResponse) => {
    heads += 1
    const chunks: Buffer[] = []
    if (readsBody) for await (const chunk of request) chunks.push(chunk)
    const { method = '', url: target = '', rawHeaders, headers } = request
    const body = Buffer.concat(chunks)
    seen.push({ method, target, rawHeaders, headers, body })
    current(request, response, body)
  }
  const onRequest = (request: IncomingMessage, response: ServerResponse) => {
    // A request that broke off is not seen.
    receive(request, response).catch(() => response.destroy())
  }
  const server = tls ? createHttpsServer(tls, onRequest) : createHttpServer(onRequest)
  const sockets = new Set<Socket>()
  let connections = 0
  server.on('connection', (socket: Socket) => {
    connections += 1
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
  })
  const listen = (port: number) => new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  await listen(0)
  const { port } = server.address() as AddressInfo
  const close = async () => {
    for (const socket of sockets) socket.destroy()
    await new Promise((resolve) => server.close(resolve))
  }
  closeWithTest(close)
  return {
    url: `${tls ? 'https' : 'http'}://127.0.0.1:${port}`,
    seen,
    heads: () => heads,
    connections: () => connections,
    answerWith: (next) => {
      current = next
    },
    forget: () => {
      current = answer
      heads = 0
      seen.length = 0
    },
    close,
    reopen: () => listen(port),
  }
}
