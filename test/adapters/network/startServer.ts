import { createServer, type IncomingMessage, type RequestListener } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import { type AddressInfo, connect, createServer as createPlainServer, type Server, type Socket } from 'node:net'
import { onTestFinished } from 'vitest'

export interface TestServer {
  port: number
  /** `http(s)://localhost:port` */
  url: string
  /** Request lines, as `GET /path`. */
  seen: string[]
}

interface Certificate {
  key: string
  cert: string
}

/** Starts a real server on a free port. It closes with the test, including its connections. */
export async function startServer(respond: RequestListener, certificate?: Certificate): Promise<TestServer> {
  const seen: string[] = []
  const listener: RequestListener = (request, response) => {
    seen.push(`${request.method} ${request.url}`)
    respond(request, response)
  }
  const server = certificate ? createSecureServer(certificate, listener) : createServer(listener)
  const port = await listening(server)
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return { port, url: `${certificate ? 'https' : 'http'}://localhost:${port}`, seen }
}

/** Starts a server that accepts connections and sends nothing, not even a TLS handshake. */
export async function startSilence(): Promise<{ port: number; sockets: readonly Socket[] }> {
  const sockets: Socket[] = []
  const server = createPlainServer((socket) => sockets.push(socket.on('error', () => {})))
  const port = await listening(server)
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  return { port, sockets }
}

/**
 * Starts a proxy that forwards everything and records its requests.
 *
 * @param onConnect hears of each tunnel that is asked for, and may answer in the proxy's place
 */
export async function startProxy(
  onConnect: (request: IncomingMessage, socket: Socket) => unknown = () => {},
): Promise<TestServer> {
  const seen: string[] = []
  const server = createServer(async (request, response) => {
    seen.push(`${request.method} ${request.url}`)
    const { method = 'GET', url = '' } = request
    const reply = await fetch(url, { method })
    response.writeHead(reply.status).end(await reply.text())
  })
  server.on('connect', (request: IncomingMessage, socket: Socket) => {
    seen.push(`${request.method} ${request.url}`)
    onConnect(request, socket)
    if (socket.writableEnded) return
    const [host, port] = request.url?.split(':') ?? []
    const onward = connect(Number(port), host, () => {
      socket.write('HTTP/1.1 200 Connection Established\r\n\r\n')
      onward.pipe(socket).pipe(onward)
    })
    onward.on('error', () => socket.destroy())
    socket.on('error', () => onward.destroy())
  })
  const port = await listening(server)
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return { port, url: `http://localhost:${port}`, seen }
}

function listening(server: Server): Promise<number> {
  return new Promise((resolve) => {
    server.listen(0, 'localhost', () => resolve((server.address() as AddressInfo).port))
  })
}
