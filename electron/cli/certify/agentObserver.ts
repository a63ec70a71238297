import { channel } from 'node:diagnostics_channel'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { parseJson } from '#core/base/parseJson.ts'
import { digestOf, presentedKey } from '#core/clients/clientKey.ts'
import type { ObservedCall, ObservedFault } from './evidence.ts'

interface Deps {
  port: () => number
  key: string
  act: () => number
  /** A request has come; nothing of it has been answered. */
  onBegin: (call: ObservedCall) => void
  onOver: (call: ObservedCall) => void
}

interface Exchange {
  request: IncomingMessage
  response: ServerResponse
  socket: Socket
}

/** Of an answer, for what the agent itself says. */
const maxKeptBytes = 64 * 1024

/** Published by Node for each request that a server of this process receives, before anything has looked at it. */
const requests = channel('http.server.request.start')

/** Sees each request to the agent's port in this process, and its answer, without being in their way. */
export class AgentObserver {
  readonly #deps: Deps
  readonly #sockets = new Set<Socket>()
  #calls: ObservedCall[] = []
  readonly #listener = (message: unknown) => this.#see(message as Exchange)

  constructor(deps: Deps) {
    this.#deps = deps
    requests.subscribe(this.#listener)
  }

  calls(): ObservedCall[] {
    return [...this.#calls]
  }

  clear(): void {
    this.#calls = []
  }

  /** Cuts every connection over which a request has come, as the end of the process does. */
  cutConnections(): void {
    for (const socket of this.#sockets) socket.destroy()
  }

  close(): void {
    requests.unsubscribe(this.#listener)
  }

  #see({ request, response, socket }: Exchange): void {
    const { port, act, key, onBegin, onOver } = this.#deps
    if (socket.localPort !== port()) return
    this.#sockets.add(socket)
    socket.once('close', () => this.#sockets.delete(socket))
    const [path = ''] = (request.url ?? '').split('?')
    const call: ObservedCall = {
      ...{ act: act(), atMs: performance.now(), overAtMs: Number.POSITIVE_INFINITY },
      ...{ method: request.method ?? '', path, key: keyIn(request, key), status: 0 },
    }
    this.#calls.push(call)
    const answered = () => {
      call.overAtMs = Math.min(call.overAtMs, performance.now())
    }
    const body = keepBody(response, answered)
    response.once('close', () => {
      answered()
      // A status whose body was cut off is no answer.
      if (response.writableFinished) Object.assign(call, answerOf(response.statusCode, headOf(response), body()))
      onOver(call)
    })
    onBegin(call)
  }
}

function keyIn({ headers }: IncomingMessage, key: string): ObservedCall['key'] {
  const presented = presentedKey(headers)
  if (presented === undefined) return 'none'
  return digestOf(presented) === digestOf(key) ? 'right' : 'other'
}

/** The head as it was written: `writeHead` keeps none of the fields that it is given. */
function headOf(response: ServerResponse): string {
  return String((response as ServerResponse & { _header?: string })._header)
}

function answerOf(status: number, head: string, body: string): Partial<ObservedCall> {
  const mode = fieldOf(head, 'till-agent-mode')
  const code = fieldOf(head, 'till-agent-fault')
  const json = parseJson(body)
  const answer = typeof json === 'object' && json !== null ? (json as Record<string, unknown>) : undefined
  return {
    status,
    ...(mode && { mode }),
    ...(answer && { answer }),
    ...(code && { fault: faultOf(code, answer ?? {}) }),
  }
}

function fieldOf(head: string, name: string): string | undefined {
  const line = head.split('\r\n').find((candidate) => candidate.toLowerCase().startsWith(`${name}:`))
  return line?.slice(name.length + 1).trim()
}

function faultOf(code: string, { detail, remedy, ...data }: Record<string, unknown>): ObservedFault {
  return {
    ...{ code, detail: String(detail), remedy: String(remedy) },
    mayHaveHappened: code === 'OUTCOME_UNKNOWN' || data.mayHaveHappened === true,
    ...(typeof data.retryAfterSeconds === 'number' && { retryAfterSeconds: data.retryAfterSeconds }),
  }
}

/** @param onEnd called when the last of it is written @returns gives what has been written so far */
function keepBody(response: ServerResponse, onEnd: () => void): () => string {
  const chunks: Buffer[] = []
  let bytes = 0
  const keep = (chunk: unknown, encoding: unknown) => {
    if (typeof chunk !== 'string' && !(chunk instanceof Uint8Array)) return
    const buffer = typeof chunk === 'string' ? Buffer.from(chunk, encodingOf(encoding)) : Buffer.from(chunk)
    bytes += buffer.length
    if (bytes <= maxKeptBytes) chunks.push(buffer)
  }
  for (const name of ['write', 'end'] as const) {
    const original = response[name].bind(response) as (...args: unknown[]) => never
    response[name] = (...args: unknown[]) => {
      keep(args[0], args[1])
      if (name === 'end') onEnd()
      return original(...args)
    }
  }
  return () => Buffer.concat(chunks).toString('utf8')
}

function encodingOf(encoding: unknown): BufferEncoding {
  return typeof encoding === 'string' ? (encoding as BufferEncoding) : 'utf8'
}
