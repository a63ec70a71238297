import type { IncomingMessage } from 'node:http'
import { Readable } from 'node:stream'
import type { ReadableStream } from 'node:stream/web'
import type { MachineNetwork } from '#adapters/sockets/machineNetwork.ts'
import { upstreamTargetOf } from '#adapters/sockets/upstreamTarget.ts'
import { requestThrough, UpstreamAgent } from './upstreamAgent.ts'

/** Statuses whose responses have no body (fetch.spec.whatwg.org, "null body status"). */
const bodyless = new Set([101, 103, 204, 205, 304])

/**
 * A `fetch` by the connections of upstreams with `"proxy": "system"`: the same proxy, PAC files and trusted authorities. It
 * only gets, and follows no redirect.
 */
export function createSystemFetch(connectTimeoutMs: number, machine?: MachineNetwork) {
  return (address: string, { headers = {}, signal }: RequestInit = {}): Promise<Response> =>
    new Promise((resolve, reject) => {
      const { origin, hostname, port, pathname, search } = new URL(address)
      const target = upstreamTargetOf({ baseUrl: origin, proxy: 'system' }, undefined, connectTimeoutMs, machine)
      const agent = new UpstreamAgent(target, false)
      const request = requestThrough(agent, {
        ...{ host: hostname, ...(port !== '' && { port }), path: pathname + search },
        headers: { 'User-Agent': 'till-agent', ...Object.fromEntries(new Headers(headers)) },
        ...(signal && { signal }),
      })
      request.once('response', (answer) => resolve(responseOf(answer)))
      request.once('error', reject)
      request.once('close', () => agent.destroy())
      request.end()
    })
}

function responseOf(answer: IncomingMessage): Response {
  const { statusCode: status = 0, headersDistinct } = answer
  const headers = Object.entries(headersDistinct).flatMap(([name, values = []]) =>
    values.map((value): [string, string] => [name, value]),
  )
  const hasBody = !bodyless.has(status)
  if (!hasBody) answer.resume()
  return new Response(hasBody ? (Readable.toWeb(answer) as ReadableStream<Uint8Array>) : null, { status, headers })
}
