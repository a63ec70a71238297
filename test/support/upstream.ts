import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { createServer as createHttpsServer } from 'node:https'
import type { AddressInfo, Socket } from 'node:net'
import { onTestFinished } from 'vitest'

export interface Seen {
  method: string
  /** Path and query as they came. */
  target: string
  /** Flat: name, value, … as they came. */
  rawHeaders: string[]
  headers: IncomingMessage['headers']
  body: Buffer
}

export interface TestUpstream {
  url: string
  seen: Seen[]
  /** Connections accepted since the start. */
  connections(): number
  close(): Promise<void>
}

type Answer = (request: IncomingMessage, response: ServerResponse, body: Buffer) => void

/** A real server on a free port that closes with the test. It reads the body before it answers, unless told not to. */
export async function startUpstream(
  answer: Answer,
  { tls, readsBody = true }: { tls?: { key: string; cert: string }; readsBody?: boolean } = {},
): Promise<TestUpstream> {
  const seen: Seen[] = []
  const receive = async (request: IncomingMessage, response: ServerResponse) => {
    const chunks: Buffer[] = []
    const note = () => {
      const { method = '', url: target = '', rawHeaders, headers } = request
      seen.push({ method, target, rawHeaders, headers, body: Buffer.concat(chunks) })
    }
    if (readsBody) for await (const chunk of request) chunks.push(chunk)
    note()
    answer(request, response, Buffer.concat(chunks))
  }
  const safely = (request: IncomingMessage, response: ServerResponse) => {
    receive(request, response).catch(() => response.destroy())
  }
  const server = tls ? createHttpsServer(tls, safely) : createHttpServer(safely)
  const sockets = new Set<Socket>()
  let connections = 0
  server.on('connection', (socket: Socket) => {
    connections += 1
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const close = async () => {
    for (const socket of sockets) socket.destroy()
    await new Promise((resolve) => server.close(resolve))
  }
  onTestFinished(close)
  return { url: `${tls ? 'https' : 'http'}://127.0.0.1:${port}`, seen, connections: () => connections, close }
}
