import { type ClientRequest, request as httpRequest, Agent as PlainAgent } from 'node:http'
import { request as httpsRequest, Agent as SecureAgent } from 'node:https'
import type { Socket } from 'node:net'
import { TLSSocket } from 'node:tls'
import axios, { type AxiosInstance, type AxiosResponse, isAxiosError } from 'axios'
import type { Http, HttpOutcome, HttpRequest } from '../core/http.ts'
import type { Limits } from '../core/limits.ts'
import type { Reach } from '../core/network.ts'
import { proxyEnvOf } from './proxyChoice.ts'
import { isTrustFailure } from './tlsTrust.ts'

/** An answer to a control call is short. */
const mostAnswerBytes = 1024 * 1024

type Patience = Pick<Limits, 'connectTimeoutMs' | 'answerTimeoutMs'>

/**
 * Control calls to one upstream. It leaves its origin under no circumstances: no absolute URL, no redirect, and no proxy
 * but the one in the settings.
 *
 * @param ca the only authorities to believe, as PEM; `undefined` for the usual ones
 */
export function createAxiosHttp(reach: Reach, ca: string | undefined, patience: Patience): Http {
  const client = clientFor(reach, ca)
  return { request: (request) => ask(client, request, patience) }
}

function clientFor(reach: Reach, ca: string | undefined): AxiosInstance {
  const proxy = proxyFor(reach)
  const agent = { keepAlive: true, ...proxy.agent }
  return axios.create({
    baseURL: reach.baseUrl,
    // A path of `//elsewhere` would take the credential there.
    allowAbsoluteUrls: false,
    maxRedirects: 0,
    ...proxy.axios,
    httpAgent: new PlainAgent(agent),
    httpsAgent: new SecureAgent({ ...agent, ...(ca !== undefined && { ca }) }),
    validateStatus: () => true,
    responseType: 'text',
    // Bodies go and come as they are: axios would rewrite what looks like JSON.
    transformRequest: (body) => body,
    transformResponse: (body) => body,
    maxContentLength: mostAnswerBytes,
    headers: { common: { Accept: '*/*', 'User-Agent': 'till-agent' } },
  })
}

/** The agent goes through the proxy by itself; told `proxy: false`, axios would take that away from it. */
function proxyFor(reach: Reach): { agent: { proxyEnv?: NodeJS.ProcessEnv }; axios: { proxy?: false } } {
  const proxyEnv = proxyEnvOf(reach)
  return proxyEnv ? { agent: { proxyEnv }, axios: {} } : { agent: {}, axios: { proxy: false } }
}

async function ask(client: AxiosInstance, request: HttpRequest, patience: Patience): Promise<HttpOutcome> {
  const giveUp = new AbortController()
  const connecting = setTimeout(() => giveUp.abort('CONNECT_TIMEOUT'), patience.connectTimeoutMs)
  const answering = setTimeout(() => giveUp.abort('ANSWER_TIMEOUT'), patience.answerTimeoutMs)
  const startedAtMs = performance.now()
  let isConnected = false
  const onConnected = () => {
    isConnected = true
    clearTimeout(connecting)
  }
  try {
    const response = await client.request<string>({
      method: request.method,
      url: request.path,
      headers: request.headers,
      data: request.body,
      signal: giveUp.signal,
      transport: transportThatTells(onConnected),
    })
    return replyFrom(response, performance.now() - startedAtMs)
  } catch (thrown) {
    const silence = giveUp.signal.aborted
      ? ({ kind: 'silence', cause: 'timeout', reason: String(giveUp.signal.reason) } as const)
      : silenceFrom(thrown)
    return { ...silence, mayBeDone: isConnected && silence.cause !== 'untrusted' }
  } finally {
    clearTimeout(connecting)
    clearTimeout(answering)
  }
}

/** Node's own `request`, which reports when the connection stands, TLS included. */
function transportThatTells(onConnected: () => void) {
  return {
    request: (...[options, handle]: Parameters<typeof httpsRequest>): ClientRequest => {
      const request = isSecure(options) ? httpsRequest(options, handle) : httpRequest(options, handle)
      return request.once('socket', (socket) => {
        if (stands(socket)) onConnected()
        else socket.once(socket instanceof TLSSocket ? 'secureConnect' : 'connect', onConnected)
      })
    },
  }
}

function isSecure(options: unknown): boolean {
  return (options as { protocol?: string }).protocol === 'https:'
}

function stands(socket: Socket): boolean {
  return socket instanceof TLSSocket ? socket.authorized : !socket.connecting
}

function replyFrom({ status, headers, data }: AxiosResponse<string>, latencyMs: number): HttpOutcome {
  const named = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)])
  const dateMs = Date.parse(String(headers.date))
  const dated = Number.isNaN(dateMs) ? {} : { dateMs }
  return { kind: 'reply', status, headers: Object.fromEntries(named), body: data, latencyMs, ...dated }
}

function silenceFrom(thrown: unknown): Omit<Extract<HttpOutcome, { kind: 'silence' }>, 'mayBeDone'> {
  if (!isAxiosError(thrown)) throw thrown
  // Only the code leaves this file: an AxiosError carries the request's headers, and so the credential.
  const reason = thrown.code ?? 'UNKNOWN'
  if (isTrustFailure(reason)) return { kind: 'silence', cause: 'untrusted', reason }
  const cause = reason === 'ETIMEDOUT' || reason === 'ECONNABORTED' ? 'timeout' : 'unreachable'
  return { kind: 'silence', cause, reason }
}
