import { randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import type { Answer } from './answer.ts'
import type { Arrival, Cloud, Visit } from './cloud.ts'
import { control, isControl } from './control.ts'
import type { Turn } from './faults.ts'
import { keepBody, type SeenRequest, seenAtArrival } from './seen.ts'
import { cloudOf, type Site } from './site.ts'

const largestBody = 10 * 1024 * 1024

export type OnSeen = (seen: SeenRequest) => void

/** What the HTTP server calls for each request. `closing` cuts delays short. */
export function createHandler(site: Site, onSeen: OnSeen | undefined, closing: AbortSignal) {
  return (request: IncomingMessage, response: ServerResponse): void => {
    const answering = isControl(request.url ?? '/')
      ? handleControl(request, response, site)
      : handleApi(request, response, site, onSeen, closing)
    // A caller that hung up, or our own closing: nobody is left to answer.
    answering.catch(() => request.socket.destroy())
  }
}

async function handleControl(request: IncomingMessage, response: ServerResponse, site: Site): Promise<void> {
  const body = await readBody(request)
  send(response, control(request.method ?? 'GET', request.url ?? '/', body, site))
}

async function handleApi(
  request: IncomingMessage,
  response: ServerResponse,
  site: Site,
  onSeen: OnSeen | undefined,
  closing: AbortSignal,
): Promise<void> {
  const arrival = readArrival(request)
  const cloud = cloudOf(site, arrival.path)
  const visit = cloud.visit(arrival)
  const entry = seenAtArrival(request, arrival, cloud, visit)
  site.world.seen.add(entry)
  site.counts.add(cloud.endpointOf(arrival))
  try {
    const body = await readBody(request)
    if (body !== undefined) keepBody(entry, body, cloud.hasSecretBody(arrival.path))
    const turn = site.world.faults.take(arrival.method, request.url ?? '/')
    const pauseMs = turn.delayMs + site.world.assumptions.thinkingMs
    const think = async () => {
      if (pauseMs > 0) await wait(pauseMs, undefined, { signal: closing })
    }
    const answer = await answerTo(arrival, body, visit, cloud, turn, think)
    if (answer === undefined) return void request.socket.destroy()
    entry.status = answer.status
    if (cloud.traceHeader !== null) response.setHeader(cloud.traceHeader, entry.id)
    if (turn.fault === 'half a body') sendHalf(response, answer)
    else send(response, answer)
  } finally {
    onSeen?.(entry)
  }
}

function readArrival(request: IncomingMessage): Arrival {
  const url = new URL(request.url ?? '/', 'http://simulator')
  const scheme = 'encrypted' in request.socket ? 'https' : 'http'
  return {
    id: randomUUID(),
    method: request.method ?? 'GET',
    path: url.pathname,
    query: url.searchParams,
    headers: request.headers,
    origin: `${scheme}://${request.headers.host ?? '127.0.0.1'}`,
  }
}

/** `undefined` when the connection is to be broken instead. */
async function answerTo(
  arrival: Arrival,
  body: Buffer | undefined,
  visit: Visit,
  cloud: Cloud,
  turn: Turn,
  think: () => Promise<void>,
): Promise<Answer | undefined> {
  switch (turn.fault) {
    case undefined:
    case 'half a body':
      return body === undefined ? cloud.refuse('413', arrival) : visit.answer(body, think)
    case 'reset':
      await think()
      return undefined
    case 'html 502':
      await think()
      return { status: 502, body: '<html><head><title>502 Bad Gateway</title></head><body>502</body></html>' }
    case 'code':
      await think()
      return cloud.refuseWith(turn.code, arrival)
    default:
      await think()
      return cloud.refuse(turn.fault, arrival)
  }
}

/** `undefined` when it is larger than 10 MiB; the rest is read and dropped. */
async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length
    if (length <= largestBody) chunks.push(chunk)
  }
  return length <= largestBody ? Buffer.concat(chunks) : undefined
}

function head(response: ServerResponse, { status, body, headers }: Answer): Buffer {
  if (body === undefined) {
    response.writeHead(status, status === 204 ? headers : { 'Content-Length': 0, ...headers })
    return Buffer.alloc(0)
  }
  const html = typeof body === 'string'
  const bytes = Buffer.from(html ? body : JSON.stringify(body))
  response.writeHead(status, {
    'Content-Type': html ? 'text/html;charset=UTF-8' : 'application/json;charset=UTF-8',
    'Content-Length': bytes.length,
    ...headers,
  })
  return bytes
}

function send(response: ServerResponse, answer: Answer): void {
  response.end(head(response, answer))
}

function sendHalf(response: ServerResponse, answer: Answer): void {
  const bytes = head(response, answer)
  response.write(bytes.subarray(0, Math.ceil(bytes.length / 2)), () => response.socket?.destroy())
}
