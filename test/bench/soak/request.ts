import { Agent, request as send } from 'node:http'

export interface RequestOptions {
  url: string
  method: 'GET' | 'POST'
  headers: Record<string, string>
  body?: Buffer
  agent: Agent | false
  /** Limits the speed of reading the response. */
  bytesPerSecond?: number
  /** Closes the connection after this time, whatever has arrived by then. */
  abortAfterMs?: number
}

/**
 * What the caller observes. `truncated`: a response began and did not end. `no-response`: the connection ended before a
 * response. `aborted`: the caller closed the connection. `stuck`: nothing ended the request within 45 s.
 */
export type Outcome =
  | { kind: 'response'; status: number; fault: string | undefined; body: Buffer }
  | { kind: 'truncated'; status: number }
  | { kind: 'no-response'; reason: string }
  | { kind: 'aborted' }
  | { kind: 'stuck' }

/** Longer than every time limit of the agent. */
const stuckAfterMs = 45_000

/** Sends one request of a local program. Never rejects: every end of the request is an outcome. */
export function sendRequest(options: RequestOptions): Promise<Outcome> {
  const { url, method, headers, body, agent, bytesPerSecond, abortAfterMs } = options
  return new Promise((resolve) => {
    const length = body ? { 'Content-Length': String(body.length) } : {}
    const request = send(url, { method, agent, headers: { ...headers, ...length } })
    const timers: NodeJS.Timeout[] = []
    const finish = (outcome: Outcome) => {
      for (const timer of timers) clearTimeout(timer)
      resolve(outcome)
      if (outcome.kind !== 'response') request.destroy()
    }
    timers.push(setTimeout(() => finish({ kind: 'stuck' }), stuckAfterMs))
    if (abortAfterMs !== undefined) timers.push(setTimeout(() => finish({ kind: 'aborted' }), abortAfterMs))
    // A response that arrives before the body is sent also causes an error event; then the response counts.
    let hasResponse = false
    request.on('error', (error: NodeJS.ErrnoException) => {
      if (!hasResponse) finish({ kind: 'no-response', reason: error.code ?? error.message })
    })
    request.on('response', (response) => {
      hasResponse = true
      const status = response.statusCode ?? 0
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => {
        chunks.push(chunk)
        if (bytesPerSecond === undefined) return
        response.pause()
        timers.push(setTimeout(() => response.resume(), (chunk.length / bytesPerSecond) * 1_000))
      })
      response.on('error', () => finish({ kind: 'truncated', status }))
      response.on('close', () => {
        const fault = response.headers['till-agent-fault'] as string | undefined
        if (response.complete) finish({ kind: 'response', status, fault, body: Buffer.concat(chunks) })
        else finish({ kind: 'truncated', status })
      })
    })
    request.end(body)
  })
}

/** Keeps connections open, as a POS with keep-alive does. */
export function createKeepAliveAgent(): Agent {
  return new Agent({ keepAlive: true, maxSockets: 16 })
}
