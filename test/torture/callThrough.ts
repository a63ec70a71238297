import { type Agent, request } from 'node:http'

/** What a caller of the agent observes. `cut`: the connection ended before a response; `truncated`: in the middle of one. */
export type Observed =
  | { kind: 'answer'; status: number; fault: string | undefined; body: string }
  | { kind: 'truncated'; status: number }
  | { kind: 'cut' }
  /** @property headAfterMs when the head of a response had come, whose body then did not end */
  | { kind: 'stuck'; headAfterMs?: number }

interface Call {
  url: string
  method: string
  key: string
  headers?: Record<string, string>
  body?: string
  agent?: Agent
  /** After this time the caller gives up, which no caller of the agent should have to. */
  timeoutMs: number
}

/** Sends one request of a local program. Never rejects. */
export function callThrough({ url, method, key, headers, body, agent, timeoutMs }: Call): Promise<Observed> {
  const length = body === undefined ? {} : { 'Content-Length': String(body.length) }
  return new Promise((resolve) => {
    const outgoing = request(url, {
      method,
      headers: { 'Till-Agent-Key': key, ...headers, ...length },
      ...(agent && { agent }),
    })
    const startedAtMs = performance.now()
    let headAfterMs: number | undefined
    const timer = setTimeout(
      () => finish({ kind: 'stuck', ...(headAfterMs !== undefined && { headAfterMs }) }),
      timeoutMs,
    )
    const finish = (observed: Observed) => {
      clearTimeout(timer)
      resolve(observed)
      if (observed.kind !== 'answer') outgoing.destroy()
    }
    outgoing.on('error', () => {
      if (headAfterMs === undefined) finish({ kind: 'cut' })
    })
    outgoing.on('response', (response) => {
      headAfterMs = performance.now() - startedAtMs
      const status = response.statusCode ?? 0
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('error', () => finish({ kind: 'truncated', status }))
      response.on('close', () => {
        const fault = response.headers['till-agent-fault'] as string | undefined
        const text = Buffer.concat(chunks).toString('latin1')
        finish(response.complete ? { kind: 'answer', status, fault, body: text } : { kind: 'truncated', status })
      })
    })
    outgoing.end(body)
  })
}
