import { Agent, request as send } from 'node:http'

export interface Ask {
  url: string
  method: 'GET' | 'POST'
  headers: Record<string, string>
  body?: Buffer
  agent: Agent | false
  /** Reads no faster than this. */
  bytesPerSecond?: number
  /** Goes away after so long, whatever has come by then. */
  leaveAfterMs?: number
}

/** What the caller got. `cut-off`: an answer began and did not end. `no-answer`: the connection ended before one. */
export type Got =
  | { kind: 'answer'; status: number; fault: string | undefined; body: Buffer }
  | { kind: 'cut-off'; status: number }
  | { kind: 'no-answer'; reason: string }
  | { kind: 'left' }
  | { kind: 'stuck' }

/** Longer than every limit of the agent: whoever still waits then waits for ever. */
const stuckAfterMs = 45_000

/** One request of a local program. Never throws: everything that can happen is an outcome. */
export function ask({ url, method, headers, body, agent, bytesPerSecond, leaveAfterMs }: Ask): Promise<Got> {
  return new Promise((resolve) => {
    const length = body ? { 'Content-Length': String(body.length) } : {}
    const request = send(url, { method, agent, headers: { ...headers, ...length } })
    const timers: NodeJS.Timeout[] = []
    const end = (got: Got) => {
      for (const timer of timers) clearTimeout(timer)
      resolve(got)
      if (got.kind !== 'answer') request.destroy()
    }
    timers.push(setTimeout(() => end({ kind: 'stuck' }), stuckAfterMs))
    if (leaveAfterMs !== undefined) timers.push(setTimeout(() => end({ kind: 'left' }), leaveAfterMs))
    // It also says so when an answer came before the body was sent: then the answer counts.
    let hasAnswer = false
    request.on('error', (error: NodeJS.ErrnoException) => {
      if (!hasAnswer) end({ kind: 'no-answer', reason: error.code ?? error.message })
    })
    request.on('response', (answer) => {
      hasAnswer = true
      const status = answer.statusCode ?? 0
      const chunks: Buffer[] = []
      answer.on('data', (chunk: Buffer) => {
        chunks.push(chunk)
        if (bytesPerSecond === undefined) return
        answer.pause()
        timers.push(setTimeout(() => answer.resume(), (chunk.length / bytesPerSecond) * 1_000))
      })
      answer.on('error', () => end({ kind: 'cut-off', status }))
      answer.on('close', () => {
        const fault = answer.headers['till-agent-fault'] as string | undefined
        if (answer.complete) end({ kind: 'answer', status, fault, body: Buffer.concat(chunks) })
        else end({ kind: 'cut-off', status })
      })
    })
    request.end(body)
  })
}

/** Keeps connections open, as a good POS does. */
export function keepingAgent(): Agent {
  return new Agent({ keepAlive: true, maxSockets: 16 })
}
