import { randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import { type Answer, type Call, familyOf } from './answer.ts'
import { customersNamed } from './busy.ts'
import { control, isControl } from './control.ts'
import type { Verdict } from './credentials.ts'
import { faultAnswer } from './faults.ts'
import { customerBusy, refusal, tokenRefused, wrongCredential } from './refusal.ts'
import { act, openCall } from './routes.ts'
import { arrival, keepBody, type SeenRequest } from './seen.ts'
import type { World } from './world.ts'

const largestBody = 10 * 1024 * 1024

export type OnSeen = (seen: SeenRequest) => void

/** What the HTTP server calls for each request. `closing` cuts delays short. */
export function createHandler(world: World, onSeen: OnSeen | undefined, closing: AbortSignal) {
  return (request: IncomingMessage, response: ServerResponse): void => {
    const answering = isControl(request.url ?? '/')
      ? handleControl(request, response, world)
      : handleApi(request, response, world, onSeen, closing)
    // A caller that hung up, or our own closing: nobody is left to answer.
    answering.catch(() => request.socket.destroy())
  }
}

async function handleControl(request: IncomingMessage, response: ServerResponse, world: World): Promise<void> {
  const body = await readBody(request)
  send(response, control(request.method ?? 'GET', request.url ?? '/', body, world))
}

async function handleApi(
  request: IncomingMessage,
  response: ServerResponse,
  world: World,
  onSeen: OnSeen | undefined,
  closing: AbortSignal,
): Promise<void> {
  const verdict = world.gate.judge(request.headers, world.now())
  const entry = arrival(randomUUID(), request, verdict)
  world.seen.add(entry)
  try {
    const body = await readBody(request)
    if (body !== undefined) keepBody(entry, body)
    const reply = await replyTo(request, body, verdict, world, closing)
    if (reply.broken === 'at once') return void request.socket.destroy()
    entry.status = reply.answer.status
    const trace = world.assumptions.requestIdHeader
    if (trace !== null) response.setHeader(trace, entry.id)
    if (reply.broken === 'half way') sendHalf(response, reply.answer)
    else send(response, reply.answer)
  } finally {
    onSeen?.(entry)
  }
}

type Reply = { broken: 'at once' } | { broken: 'half way' | undefined; answer: Answer }

async function replyTo(
  request: IncomingMessage,
  body: Buffer | undefined,
  verdict: Verdict,
  world: World,
  closing: AbortSignal,
): Promise<Reply> {
  const { assumptions } = world
  const url = new URL(request.url ?? '/', 'http://simulator')
  const family = familyOf(url.pathname)
  const { fault, delayMs } = world.faults.take(request.method ?? 'GET', request.url ?? '/')
  const pauseMs = delayMs + assumptions.thinkingMs
  const instead = fault && faultAnswer(fault, assumptions, family, world.now())
  if (fault === 'reset' || instead !== undefined) {
    if (pauseMs > 0) await wait(pauseMs, undefined, { signal: closing })
    return instead === undefined ? { broken: 'at once' } : { broken: undefined, answer: instead }
  }

  const call = readCall(request, url, body)
  const broken = fault === 'half a body' ? 'half way' : undefined
  if ('refused' in call) {
    return { broken, answer: refusal(assumptions, family, call.status, call.status, call.refused) }
  }
  const letGo = verdict.outcome === 'accepted' ? hold(call, world) : () => {}
  if (letGo === undefined) return { broken, answer: customerBusy(assumptions, family) }
  try {
    if (pauseMs > 0) await wait(pauseMs, undefined, { signal: closing })
    return { broken, answer: answerTo(call, verdict, world) }
  } finally {
    letGo()
  }
}

function hold(call: Call, world: World): (() => void) | undefined {
  if (world.assumptions.simultaneousRequests === 'allow') return () => {}
  return world.inHand.hold(customersNamed(call, world.customers))
}

function answerTo(call: Call, verdict: Verdict, world: World): Answer {
  const { assumptions } = world
  const open = openCall(call)
  if (open !== undefined) return open(call, world)
  const family = familyOf(call.path)
  switch (verdict.outcome) {
    case 'accepted':
      return act({ ...call, till: verdict.till }, world)
    case 'refused':
      return wrongCredential(assumptions, family)
    case 'token refused':
      return tokenRefused(assumptions, family, verdict.code, verdict.at)
    case 'no such till':
      return refusal(assumptions, family, assumptions.badAttributionStatus, 91021, 'Invalid attribution till')
  }
}

function readCall(
  request: IncomingMessage,
  url: URL,
  body: Buffer | undefined,
): Call | { refused: string; status: number } {
  if (body === undefined) return { refused: 'Request body is too large', status: 413 }
  const v11 = familyOf(url.pathname) === 'v1.1'
  const xml =
    /\bxml\b/.test(request.headers['content-type'] ?? '') ||
    url.searchParams.get('format') === 'xml' ||
    url.pathname.endsWith('.xml')
  if (xml) return { refused: 'The simulator speaks JSON only', status: 400 }
  const call = {
    method: request.method ?? 'GET',
    path: v11 ? url.pathname.replace(/\.json$/, '') : url.pathname,
    query: url.searchParams,
    headers: request.headers,
  }
  if (body.length === 0) return { ...call, body: undefined }
  try {
    return { ...call, body: JSON.parse(body.toString('utf8')) as unknown }
  } catch {
    return { refused: 'Bad input: the body is not JSON', status: 400 }
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
