import { type AddressInfo, createServer, type Socket } from 'node:net'
import { readStrictly, type StrictRequest } from './strictHttp.ts'

/** A whole request that arrived, or bytes that are none. */
export type Arrival = { kind: 'request'; request: StrictRequest } | { kind: 'malformed'; bytes: string }

/** An upstream that forgives nothing, and answers each request with its id. */
export interface StrictUpstream {
  url: string
  /** Takes what has arrived since the last call. */
  take(): Arrival[]
  close(): Promise<void>
}

export async function startStrictUpstream(): Promise<StrictUpstream> {
  let arrivals: Arrival[] = []
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    let received = ''
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    socket.on('error', () => {})
    socket.setEncoding('latin1').on('data', (part: string) => {
      received += part
      const { requests, rest } = readStrictly(received)
      for (const request of requests) {
        arrivals.push({ kind: 'request', request })
        socket.write(answerTo(request), 'latin1')
      }
      if (rest === 'malformed') {
        arrivals.push({ kind: 'malformed', bytes: received.slice(0, 500) })
        socket.destroy()
      } else if (rest === 'nothing') received = ''
      // The agent never sends a request before the answer to the one before has come.
      else if (requests.length > 0) arrivals.push({ kind: 'malformed', bytes: received.slice(0, 500) })
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    take: () => {
      const taken = arrivals
      arrivals = []
      return taken
    },
    close: async () => {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

export function fieldOf({ fields }: Pick<StrictRequest, 'fields'>, name: string): string | undefined {
  return fields.find(([known]) => known.toLowerCase() === name)?.[1]
}

function answerTo(request: StrictRequest): string {
  const body = JSON.stringify({ answerTo: fieldOf(request, 'x-fuzz-id') ?? '' })
  const head = `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n`
  return request.method === 'HEAD' ? head : head + body
}
