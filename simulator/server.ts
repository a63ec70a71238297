import { randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { control, isControl } from './control.ts'
import type { Cloud, Handling, RequestHead } from './shared/cloud.ts'
import type { InjectedFault } from './shared/injectedFaults.ts'
import { entryFor, recordBody, type SeenRequest } from './shared/requestLog.ts'
import type { CloudResponse } from './shared/response.ts'
import { cloudOf, type Site } from './site.ts'

const maxBodyBytes = 10 * 1024 * 1024

export type OnSeen = (seen: SeenRequest) => void

/** Handles the requests of the HTTP server. */
export class RequestHandler {
  readonly #site: Site
  readonly #onSeen: OnSeen | undefined
  readonly #underWay = new Set<Promise<unknown>>()

  /** @param onSeen called once per cloud request */
  constructor(site: Site, onSeen: OnSeen | undefined) {
    this.#site = site
    this.#onSeen = onSeen
  }

  handle(request: IncomingMessage, response: ServerResponse): void {
    const handling = isControl(request.url ?? '/')
      ? handleControl(request, response, this.#site)
      : handleCloud(request, response, this.#site, this.#onSeen)
    const over = handling
      // The caller closed the connection or the simulator is closing: no one reads a response.
      .catch(() => request.socket.destroy())
      .finally(() => this.#underWay.delete(over))
    this.#underWay.add(over)
  }

  /** Resolves once no request is under way, those included whose callers have gone. */
  async settled(): Promise<void> {
    while (this.#underWay.size > 0) await Promise.all(this.#underWay)
  }
}

async function handleControl(request: IncomingMessage, response: ServerResponse, site: Site): Promise<void> {
  const body = await readBody(request)
  send(response, control(request.method ?? 'GET', request.url ?? '/', body, site))
}

async function handleCloud(
  request: IncomingMessage,
  response: ServerResponse,
  site: Site,
  onSeen: OnSeen | undefined,
): Promise<void> {
  const head = headOf(request)
  const cloud = cloudOf(site, head.path)
  const handling = cloud.receive(head)
  const entry = entryFor(request, head, cloud, handling)
  site.requestLog.add(entry)
  site.counts.add(cloud.endpointOf(head))
  try {
    const body = await readBody(request)
    if (body !== undefined) recordBody(entry, body, cloud.hasSecretBody(head.path))
    const injected = site.faults.next(head.method, request.url ?? '/')
    const delayMs = injected.delayMs + site.responseDelayMs
    const delay = async () => {
      if (delayMs > 0) await site.wait(delayMs)
    }
    const cloudResponse = await respondTo(head, body, handling, cloud, injected, delay)
    if (cloudResponse === undefined) return void request.socket.destroy()
    entry.status = cloudResponse.status
    if (cloud.traceHeader !== null) response.setHeader(cloud.traceHeader, entry.id)
    if (injected.fault === 'half a body') sendHalf(response, cloudResponse)
    else send(response, cloudResponse)
  } finally {
    onSeen?.(entry)
  }
}

function headOf(request: IncomingMessage): RequestHead {
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

/** The response with the injected fault applied; `undefined` when the connection is to be broken instead. */
async function respondTo(
  head: RequestHead,
  body: Buffer | undefined,
  handling: Handling,
  cloud: Cloud,
  injected: InjectedFault,
  delay: () => Promise<void>,
): Promise<CloudResponse | undefined> {
  switch (injected.fault) {
    case undefined:
    case 'half a body':
      return body === undefined ? cloud.refuse('413', head) : handling.respond(body, delay)
    case 'reset':
    case 'no effect, reset':
    case 'down':
      await delay()
      return undefined
    case 'effect, then reset':
      if (body !== undefined) await handling.respond(body, delay)
      return undefined
    case 'effect, then 503':
      if (body !== undefined) await handling.respond(body, delay)
      return cloud.refuse('503', head)
    case 'html 502':
      await delay()
      return { status: 502, body: '<html><head><title>502 Bad Gateway</title></head><body>502</body></html>' }
    case 'code':
      await delay()
      return cloud.refuseWith(injected.code, head)
    default:
      await delay()
      return cloud.refuse(injected.fault, head)
  }
}

/** The body; `undefined` when it is larger than 10 MiB. The rest of such a body is read and dropped. */
async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length
    if (length <= maxBodyBytes) chunks.push(chunk)
  }
  return length <= maxBodyBytes ? Buffer.concat(chunks) : undefined
}

/** Writes status and headers; returns the bytes of the body. */
function writeHead(response: ServerResponse, { status, body, headers }: CloudResponse): Buffer {
  if (body === undefined) {
    response.writeHead(status, status === 204 ? headers : { 'Content-Length': 0, ...headers })
    return Buffer.alloc(0)
  }
  const isHtml = typeof body === 'string'
  const bytes = Buffer.from(isHtml ? body : JSON.stringify(body))
  response.writeHead(status, {
    'Content-Type': isHtml ? 'text/html;charset=UTF-8' : 'application/json;charset=UTF-8',
    'Content-Length': bytes.length,
    ...headers,
  })
  return bytes
}

function send(response: ServerResponse, cloudResponse: CloudResponse): void {
  response.end(writeHead(response, cloudResponse))
}

function sendHalf(response: ServerResponse, cloudResponse: CloudResponse): void {
  const bytes = writeHead(response, cloudResponse)
  response.write(bytes.subarray(0, Math.ceil(bytes.length / 2)), () => response.socket?.destroy())
}
