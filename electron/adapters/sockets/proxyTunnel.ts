import { type IncomingMessage, request } from 'node:http'
import { connect, isIP, type Socket } from 'node:net'
import { isTrustFailure } from '#adapters/tls/tlsTrust.ts'
import { connectVerified } from '#adapters/tls/verifiedTls.ts'
import { proxyLoginOf } from '#contract/text/proxyUrl.ts'
import type { ProxyRoute } from './proxyChoice.ts'
import { connectTcp } from './tcpConnect.ts'
import type { UpstreamTarget } from './upstreamSocket.ts'

/** Why a proxy gave no way to the upstream. */
export interface TunnelError extends NodeJS.ErrnoException {
  /** Of the proxy's response. */
  statusCode?: number | undefined
  /** The proxy that responded, without its login. */
  proxy?: string
}

/** A proxy's refusal may carry a page, but no long head. */
const maxHeaderBytes = 16 * 1024

type ByProxy = Extract<ProxyRoute, { kind: 'proxy' }>

type OnTunnel = (error: TunnelError | undefined, tunnel: Socket | undefined) => void

/**
 * Asks a proxy for a way to the upstream (RFC 9110 §9.3.6). The caller's time limit counts.
 *
 * @returns cancels; `onTunnel` is not called then. Its error has the code `PROXY_LOGIN_REQUIRED`, `PROXY_LOGIN_UNSUPPORTED`,
 *   `PROXY_REFUSED`, `PROXY_UNTRUSTED`, `CONNECT_TIMEOUT` or one of the system's
 */
export function openTunnel(
  proxy: ByProxy,
  target: UpstreamTarget,
  onTunnel: OnTunnel,
  whoSpeaksFirst: 'client' | 'server' = 'client',
): () => void {
  let isOver = false
  let cancelStep = () => {}
  const finish: OnTunnel = (error, tunnel) => {
    if (isOver) return void tunnel?.destroy()
    isOver = true
    onTunnel(error, tunnel)
  }
  cancelStep = connectToProxy(proxy.url, target, (error, socket) => {
    if (isOver || !socket) return finish(error, socket)
    cancelStep = askFor(socket, proxy, target, whoSpeaksFirst, finish)
  })
  return () => {
    // The tunnel belongs to the caller by then.
    if (isOver) return
    isOver = true
    cancelStep()
  }
}

/** A proxy that is spoken to over TLS is verified as an upstream is, before it gets its password. */
function connectToProxy(proxy: URL, target: UpstreamTarget, onOpen: OnTunnel): () => void {
  const isSecure = proxy.protocol === 'https:'
  const host = proxy.hostname.replace(/^\[|\]$/g, '')
  const port = Number(proxy.port) || (isSecure ? 443 : 80)
  const { proxyContext: secureContext, connectTimeoutMs: timeoutMs } = target
  let opened: Socket | undefined
  const dial = (address: string) => connect({ host: address, port, noDelay: true })
  const cancel = connectTcp({ host, timeoutMs, dial }, (error, tcp) => {
    if (!tcp || !isSecure) return onOpen(error, tcp)
    const tls = connectVerified({ socket: tcp }, { name: host, secureContext })
    opened = tls
    const fail = (thrown: NodeJS.ErrnoException) => onOpen(asTunnelError(thrown), undefined)
    const onClose = () => fail(errorOf('ECONNRESET'))
    tls.on('error', fail).once('close', onClose)
    tls.once('secureConnect', () => {
      tls.off('error', fail).off('close', onClose)
      onOpen(undefined, tls)
    })
  })
  return () => {
    cancel()
    opened?.destroy()
  }
}

function askFor(
  socket: Socket,
  proxy: ByProxy,
  { host, port }: UpstreamTarget,
  whoSpeaksFirst: 'client' | 'server',
  onTunnel: OnTunnel,
): () => void {
  const authority = `${isIP(host) === 6 ? `[${host}]` : host}:${port}`
  const asked = request({
    method: 'CONNECT',
    path: authority,
    headers: { Host: authority, ...loginOf(proxy) },
    createConnection: () => socket,
    insecureHTTPParser: false,
    maxHeaderSize: maxHeaderBytes,
  })
  const refuse = (response: IncomingMessage) => {
    socket.destroy()
    onTunnel(Object.assign(refusalOf(response), { proxy: proxy.url.origin }), undefined)
  }
  asked.once('connect', (response, _, head) => {
    const { statusCode = 0 } = response
    const isOpen = statusCode >= 200 && statusCode < 300
    if (!isOpen || (head.length > 0 && whoSpeaksFirst === 'client')) return refuse(response)
    if (head.length > 0) socket.unshift(head)
    onTunnel(undefined, socket)
  })
  asked.once('response', refuse)
  asked.on('error', (error) => onTunnel(error, undefined))
  asked.end()
  return () => asked.destroy()
}

/** A proxy that names no way to sign in is taken to mean Basic. */
function refusalOf({ statusCode, headers }: IncomingMessage): TunnelError {
  const ways = headers['proxy-authenticate']
  const takesBasic = ways === undefined || /\bbasic\b/i.test(String(ways))
  const login = takesBasic ? 'PROXY_LOGIN_REQUIRED' : 'PROXY_LOGIN_UNSUPPORTED'
  return Object.assign(errorOf(statusCode === 407 ? login : 'PROXY_REFUSED'), { statusCode })
}

function asTunnelError(error: NodeJS.ErrnoException): TunnelError {
  return isTrustFailure(error.code) ? errorOf('PROXY_UNTRUSTED') : error
}

function loginOf({ url, password }: ByProxy): Record<string, string> {
  const login = proxyLoginOf(url)
  if (!login) return {}
  const pair = `${login.user}:${password?.()?.reveal() ?? login.password}`
  return { 'Proxy-Authorization': `Basic ${Buffer.from(pair).toString('base64')}` }
}

function errorOf(code: string): NodeJS.ErrnoException {
  return Object.assign(new Error(code), { code })
}
