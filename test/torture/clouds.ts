import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'

/** A request that arrived at a cloud. */
export interface Arrival {
  cloud: string
  /** The password of its Basic credential; empty when it had none. */
  password: string
  method: string
  target: string
}

/** A cloud that notes which credential reaches it, and answers 200 with its own name. */
export interface RecordingCloud {
  name: string
  url: string
  arrivals: Arrival[]
  close(): Promise<void>
}

export async function startRecordingCloud(name: string): Promise<RecordingCloud> {
  const arrivals: Arrival[] = []
  const sockets = new Set<Socket>()
  const server = createServer((request: IncomingMessage, response: ServerResponse) => {
    const { method = '', url: target = '', headers } = request
    if (headers.authorization === undefined) {
      response.writeHead(401).end()
      return
    }
    // The next sale needs a new connection, and so a look-up of the name.
    if (target.startsWith('/sale/')) response.setHeader('Connection', 'close')
    arrivals.push({ cloud: name, password: passwordIn(headers.authorization), method, target })
    request.resume().on('end', () => response.end(JSON.stringify({ cloud: name, target })))
    request.on('error', () => response.destroy())
  })
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    ...{ name, arrivals, url: `http://127.0.0.1:${port}` },
    close: async () => {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

function passwordIn(authorization = ''): string {
  const text = Buffer.from(authorization.replace(/^Basic /, ''), 'base64').toString('utf8')
  return text.slice(text.indexOf(':') + 1)
}

/** A Capillary that sends codes to nobody, and notes when it was asked to and for whom. */
export interface CodeCloud {
  url: string
  /** When codes were asked for, by customer, on the clock of `performance.now()`. */
  sends: Map<string, number[]>
  close(): Promise<void>
}

export async function startCodeCloud(): Promise<CodeCloud> {
  const sends = new Map<string, number[]>()
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    if (request.method === 'POST' && request.url === '/v2/otp/generate') {
      const customer = String(JSON.parse(Buffer.concat(chunks).toString()).entityValue)
      sends.set(customer, [...(sends.get(customer) ?? []), performance.now()])
    }
    response.setHeader('Content-Type', 'application/json')
    response.end('{"createdId":1}')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    ...{ sends, url: `http://127.0.0.1:${port}` },
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
