import { type ClientRequest, request as httpRequest, Agent as PlainAgent } from 'node:http'
import { request as httpsRequest, Agent as SecureAgent } from 'node:https'
import { TLSSocket } from 'node:tls'
import type { Issuer, Knock } from '../core/diagnostics.ts'
import type { Reach } from '../core/network.ts'
import { issuerOf } from './issuer.ts'
import { proxyEnvOf } from './proxyChoice.ts'
import { isTrustFailure, readCaFile } from './tlsTrust.ts'

/** Knocks at the upstream as its own requests would, but without the credential, and asks for no more than a head. */
export function knock(reach: Reach, signal: AbortSignal): Promise<Knock> {
  const ca = reach.caFile === undefined ? undefined : readCaFile(reach.caFile)
  const proxyEnv = proxyEnvOf(reach)
  const isSecure = reach.baseUrl.startsWith('https:')
  const way = { ...(proxyEnv && { proxyEnv }), ...(ca !== undefined && { ca }) }
  const agent = isSecure ? new SecureAgent(way) : new PlainAgent(way)
  const options = { method: 'HEAD', agent, signal, headers: { 'User-Agent': 'till-agent' } }
  return new Promise((resolve) => {
    let issuer: Issuer | undefined
    const asked = isSecure
      ? // Whoever is not believed is looked at, and sent nothing. To a proxy, TLS stays as strict as ever.
        httpsRequest(reach.baseUrl, { ...options, rejectUnauthorized: false })
      : httpRequest(reach.baseUrl, options)
    const end = (found: Knock) => {
      resolve(found)
      asked.destroy()
      agent.destroy()
    }
    asked.on('error', (thrown: Failure) => end(failureOf(thrown)))
    asked.on('response', ({ headers, statusCode }) => {
      if (statusCode === 407) return end({ kind: 'proxy-refused', status: statusCode })
      const dateMs = Date.parse(headers.date ?? '')
      end({ kind: 'answered', ...(!Number.isNaN(dateMs) && { dateMs }), ...(issuer && { issuer }) })
    })
    whenSecure(asked, (socket) => {
      const distrust = distrustOf(socket)
      issuer = socket && issuerOf(socket.getPeerCertificate(true), socket.authorized)
      if (distrust === undefined) asked.end()
      else end({ kind: 'untrusted', reason: distrust, issuer: issuer?.name ?? '' })
    })
  })
}

type Failure = NodeJS.ErrnoException & { statusCode?: number }

/** Only codes and a status leave this file: messages name the proxy with what it was given. */
function failureOf({ code = 'UNKNOWN', statusCode }: Failure): Knock {
  if (code === 'ERR_PROXY_TUNNEL' && statusCode !== undefined) return { kind: 'proxy-refused', status: statusCode }
  return { kind: 'silent', reason: code }
}

/** Before a byte of the request is sent: its head waits for `end`. */
function whenSecure(asked: ClientRequest, act: (socket: TLSSocket | undefined) => void): void {
  asked.once('socket', (socket) => {
    if (!(socket instanceof TLSSocket)) act(undefined)
    else if (isGreeting(socket)) socket.once('secureConnect', () => act(socket))
    else act(socket)
  })
}

/** Through a proxy, the socket comes when the greeting is over. */
function isGreeting(socket: TLSSocket): boolean {
  return !socket.authorized && !socket.authorizationError
}

function distrustOf(socket: TLSSocket | undefined): string | undefined {
  if (socket === undefined || socket.authorized) return undefined
  const reason = String(socket.authorizationError)
  return isTrustFailure(reason) ? reason : 'CERT_UNTRUSTED'
}
