import { createHash, createHmac } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { text } from 'node:stream/consumers'

/** Plays an agent that this key is proven to: answers one request and breaks off at the next, on the same connection. */
export async function startBreakingAgent(key: string) {
  const methods: string[] = []
  const server = await startListener(0, ({ method, url, body, socket, port }) => {
    if (url === '/v1/proof') return proofOf(key, body, port)
    methods.push(method)
    if (methods.length === 1) return '{}'
    socket.destroy()
    return ''
  })
  return { ...server, methods }
}

/** Plays a program that has taken the agent's port: keeps everything it hears. @param answer to each request for a proof */
export async function startSquatter(answer: (body: string) => string | Promise<string>, port = 0) {
  const heard: string[] = []
  const server = await startListener(port, (request) => {
    heard.push(JSON.stringify([request.method, request.url, request.headers, request.body]))
    return request.url === '/v1/proof' ? answer(request.body) : '{}'
  })
  return { ...server, heard, paths: () => heard.map((request): string => JSON.parse(request)[1]) }
}

/** The proof as docs/pos-api.md says. */
export function proofOf(key: string, request: string, port: number): string {
  const digest = createHash('sha256').update(key).digest()
  const agentNonce = 'n'.repeat(22)
  const proven = `till-agent proof ${JSON.parse(request).nonce} ${agentNonce} ${port}`
  return JSON.stringify({ agentNonce, proof: createHmac('sha256', digest).update(proven).digest('hex') })
}

/** Plays an agent that this key is proven to, and that refuses every request. @param problem as the agent sends it */
export async function startRefusingAgent(key: string, problem: Refusal) {
  const paths: string[] = []
  const server = await startListener(0, ({ url, body, port }) => {
    if (url === '/v1/proof') return proofOf(key, body, port)
    paths.push(url)
    return problem
  })
  return { ...server, paths }
}

/** The body of a refusal (RFC 9457). */
interface Refusal {
  code: string
  detail: string
  remedy: string
  retryAfterSeconds?: number
}

interface HeardRequest {
  method: string
  url: string
  headers: string[]
  body: string
  socket: Socket
  port: number
}

type Answer = string | Refusal

async function startListener(wantedPort: number, answer: (request: HeardRequest) => Answer | Promise<Answer>) {
  const server = createServer(async (request, response) => {
    const { method = '', url = '', rawHeaders, socket } = request
    const heard = { method, url, headers: rawHeaders, body: await text(request), socket, port }
    const given = await answer(heard)
    if (typeof given === 'string') response.end(given)
    else response.writeHead(503, { 'Till-Agent-Fault': given.code }).end(JSON.stringify(given))
  })
  await new Promise<void>((resolve) => server.listen(wantedPort, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    port,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
