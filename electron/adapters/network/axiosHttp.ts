import type { ClientRequest, IncomingMessage, RequestOptions } from 'node:http'
import type { AxiosResponse } from 'axios'
import type { MachineNetwork } from '#adapters/sockets/machineNetwork.ts'
import type { TunnelError } from '#adapters/sockets/proxyTunnel.ts'
import { upstreamTargetOf } from '#adapters/sockets/upstreamTarget.ts'
import { isTrustFailure } from '#adapters/tls/tlsTrust.ts'
import { certificateAlertOf } from '#core/network/clientCertificate.ts'
import type { Http, HttpOutcome, HttpRequest } from '#core/network/controlHttp.ts'
import type { UpstreamEndpoint } from '#core/network/network.ts'
import { readHttpDate } from '#core/pacing/httpDate.ts'
import type { Limits } from '#core/settings/limits.ts'
import { requestThrough, UpstreamAgent } from './upstreamAgent.ts'

/** Responses to control calls are short. */
const maxResponseBytes = 1024 * 1024

type Timeouts = Pick<Limits, 'connectTimeoutMs' | 'answerTimeoutMs'>

/**
 * Sends control calls to one upstream, over connections like the link's. A call never leaves that origin: no absolute URL,
 * no redirect, and no proxy but the one in the settings.
 *
 * @param ca the only certificate authorities to trust, as PEM; `undefined` for the usual ones
 * @throws as `upstreamTargetOf`
 */
export function createAxiosHttp(
  endpoint: UpstreamEndpoint,
  ca: string | undefined,
  timeouts: Timeouts,
  machine?: MachineNetwork,
): Http {
  const agent = new UpstreamAgent(upstreamTargetOf(endpoint, ca, timeouts.connectTimeoutMs, machine), true)
  let client: Promise<Client> | undefined
  return {
    async request(request) {
      client ??= clientFor(endpoint.baseUrl)
      return send(await client, agent, request, timeouts)
    },
  }
}

type Client = Awaited<ReturnType<typeof clientFor>>

/** Loads axios when the first control call is made: it takes as long as the rest of the start, and most tills make none. */
async function clientFor(baseURL: string) {
  const { default: axios, isAxiosError } = await import('axios')
  const instance = axios.create({
    baseURL,
    // A path of `//elsewhere` would send the credential there.
    allowAbsoluteUrls: false,
    maxRedirects: 0,
    // The agent of the transport knows the proxy.
    proxy: false,
    validateStatus: () => true,
    responseType: 'text',
    // Bodies stay as they are: axios would rewrite one that looks like JSON.
    transformRequest: (body) => body,
    transformResponse: (body) => body,
    maxContentLength: maxResponseBytes,
    headers: { common: { Accept: '*/*', 'User-Agent': 'till-agent' } },
  })
  return { instance, isAxiosError }
}

async function send(
  { instance, isAxiosError }: Client,
  agent: UpstreamAgent,
  request: HttpRequest,
  timeouts: Timeouts,
): Promise<HttpOutcome> {
  const abort = new AbortController()
  const answering = setTimeout(() => abort.abort('ANSWER_TIMEOUT'), timeouts.answerTimeoutMs)
  const startedAtMs = performance.now()
  let isConnected = false
  const onConnected = () => {
    isConnected = true
  }
  try {
    const response = await instance.request<string>({
      method: request.method,
      url: request.path,
      headers: request.headers,
      data: request.body,
      signal: request.gone ? AbortSignal.any([abort.signal, request.gone]) : abort.signal,
      transport: transportThrough(agent, onConnected),
    })
    return replyFrom(response, performance.now() - startedAtMs)
  } catch (thrown) {
    const silence = abort.signal.aborted
      ? ({ kind: 'silence', cause: 'timeout', reason: String(abort.signal.reason) } as const)
      : silenceFrom(thrown, isAxiosError)
    const isRefused = silence.cause === 'untrusted' || certificateAlertOf(silence.reason) !== undefined
    return { ...silence, mayBeDone: isConnected && !isRefused }
  } finally {
    clearTimeout(answering)
  }
}

/** Node's own `request`, which reports when it has a connection, TLS included: nothing was sent before. */
function transportThrough(agent: UpstreamAgent, onConnected: () => void) {
  return {
    request: (options: RequestOptions, handle: (response: IncomingMessage) => void): ClientRequest =>
      requestThrough(agent, options).once('socket', onConnected).once('response', handle),
  }
}

function replyFrom({ status, headers, data }: AxiosResponse<string>, latencyMs: number): HttpOutcome {
  const named = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)])
  // A cache on the way tells what the clock was when it asked (RFC 9111 §5.1).
  const dateMs = Number(headers.age ?? 0) > 0 ? undefined : readHttpDate(String(headers.date))
  const dated = dateMs === undefined ? {} : { dateMs }
  return { kind: 'reply', status, headers: Object.fromEntries(named), body: data, latencyMs, ...dated }
}

function silenceFrom(
  thrown: unknown,
  isAxiosError: Client['isAxiosError'],
): Omit<Extract<HttpOutcome, { kind: 'silence' }>, 'mayBeDone'> {
  if (!isAxiosError(thrown)) throw thrown
  // Only code and proxy leave this file: an AxiosError carries the request's headers, and so the credential.
  const reason = thrown.code ?? 'UNKNOWN'
  if (isTrustFailure(reason)) return { kind: 'silence', cause: 'untrusted', reason }
  const { proxy } = (thrown.cause ?? {}) as TunnelError
  const cause = timeouts.has(reason) ? 'timeout' : 'unreachable'
  return { kind: 'silence', cause, reason, ...(proxy !== undefined && { proxy }) }
}

const timeouts = new Set(['CONNECT_TIMEOUT', 'ETIMEDOUT', 'ECONNABORTED'])
