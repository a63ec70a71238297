import { readFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { connect } from 'node:tls'
import { announce, basic, caFile, cloudPort, isAllowed } from './common.ts'

// The least that a broker on Node can be: its HTTP server, and a client of 40 lines on TLS sockets. It checks one header,
// writes no log, has no time limit, and reads only answers with a length. What the agent costs beyond it is the agent's own.

const ca = readFileSync(caFile)
const idle: Upstream[] = []

/** One connection, which carries one request at a time. */
class Upstream {
  #response: ServerResponse | undefined
  /** Of the body; 0 while the head is awaited. */
  #bytesLeft = 0
  readonly #socket = connect({
    ...{ host: '127.0.0.1', port: cloudPort, servername: 'localhost', ca, noDelay: true },
    // As `net.connect` takes it; the types of `tls.connect`, which passes it on, leave it out.
    ...({
      onread: {
        buffer: Buffer.allocUnsafeSlow(65_536),
        callback: (n: number, all: Uint8Array) => this.#onBytes(n, all),
      },
    } as object),
  })

  send({ method, url, headers }: IncomingMessage, response: ServerResponse, body: Buffer | undefined): void {
    this.#response = response
    const length = body ? `Content-Length: ${body.length}\r\n` : ''
    const accept = headers.accept === undefined ? '' : `Accept: ${headers.accept}\r\n`
    this.#socket.cork()
    this.#socket.write(
      `${method} ${url} HTTP/1.1\r\nHost: localhost:${cloudPort}\r\n${accept}Authorization: ${basic}\r\n${length}\r\n`,
      'latin1',
    )
    if (body) this.#socket.write(body)
    this.#socket.uncork()
  }

  #onBytes(count: number, all: Uint8Array): boolean {
    const chunk = Buffer.from(all.buffer, all.byteOffset, count)
    const response = this.#response as ServerResponse
    if (this.#bytesLeft > 0) {
      this.#bytesLeft -= count
      response.write(Buffer.from(chunk))
    } else {
      const headEnd = chunk.indexOf('\r\n\r\n')
      const [statusLine = '', ...fields] = chunk.toString('latin1', 0, headEnd).split('\r\n')
      const headers = fields.flatMap((field) => field.split(/: (.*)/, 2)).filter((_, at, flat) => !isHopByHop(flat, at))
      const length = Number(/^content-length: (\d+)$/im.exec(fields.join('\n'))?.[1])
      this.#bytesLeft = length - (count - headEnd - 4)
      response.sendDate = false
      response.writeHead(Number(statusLine.slice(9, 12)), headers)
      if (this.#bytesLeft === 0) response.end(chunk.toString('latin1', headEnd + 4), 'latin1')
      else response.write(Buffer.from(chunk.subarray(headEnd + 4)))
    }
    if (this.#bytesLeft === 0) {
      idle.push(this)
      if (!response.writableEnded) response.end()
    }
    return true
  }
}

const isHopByHop = (flat: readonly string[], at: number) => /^(connection|keep-alive)$/i.test(flat[at - (at % 2)] ?? '')

const server = createServer(
  { noDelay: true, keepAliveTimeout: 75_000, optimizeEmptyRequests: true },
  (request, response) => {
    if (!isAllowed(request)) response.writeHead(401, { 'Content-Length': 0 }).end()
    else if (request.headers['content-length'] === undefined)
      (idle.pop() ?? new Upstream()).send(request, response, undefined)
    else {
      const parts: Buffer[] = []
      request.on('data', (part: Buffer) => parts.push(part))
      request.on('end', () => (idle.pop() ?? new Upstream()).send(request, response, Buffer.concat(parts)))
    }
  },
)
announce(server)
