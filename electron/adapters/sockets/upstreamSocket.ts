import { connect, type Socket } from 'node:net'
import type { SecureContext, TLSSocket } from 'node:tls'
import { connectVerified } from '#adapters/tls/verifiedTls.ts'
import { openFirstWay, type SystemRoute } from './firstWay.ts'
import type { ProxyRoute } from './proxyChoice.ts'
import { openTunnel } from './proxyTunnel.ts'
import { connectTcp } from './tcpConnect.ts'

/** Where a connection to an upstream leads, and whom to believe. */
export interface UpstreamTarget {
  isSecure: boolean
  /** Host, and port where that is not the scheme's own. */
  authority: string
  /** Without the brackets of an IPv6 address. */
  host: string
  port: number
  /** Whom to trust; used for `https:` upstreams and proxies. What the system trusts is read anew each day. */
  readonly secureContext: SecureContext
  /** The same for a proxy, which never sees the certificate of the till. */
  readonly proxyContext: SecureContext
  route: ProxyRoute | SystemRoute
  connectTimeoutMs: number
  /** As in `MachineNetwork`. */
  onProved?: (socket: TLSSocket) => void
}

/** What TLS remembers between the connections to one upstream, so that a later handshake is shorter. */
export interface TlsSessions {
  last: Buffer | undefined
  /** In which it began. */
  context?: SecureContext
}

/** Where the bytes of a connection go. Returns false to pause. The chunk is only valid during the call. */
export type OnBytes = (chunk: Buffer) => boolean

/** Bytes are read into one buffer for each connection, in place of a new one for each read (hot-path.md 1.6). */
const readBufferBytes = 64 * 1024

type OnOpen = (error: NodeJS.ErrnoException | undefined, socket: Socket | undefined) => void

/**
 * Opens one connection to an upstream: name, TCP, proxy and TLS within one time limit. A certificate is always verified,
 * whatever the environment of the process says.
 *
 * @param onBytes `undefined` for a connection that whoever gets it reads in their own way
 * @returns cancels; `onOpen` is not called then. It is called later, never from within this call. Its error has the code
 *   `CLIENT_CERTIFICATE_UNREADABLE` when the till's own certificate cannot be opened
 */
export function openUpstreamSocket(
  given: UpstreamTarget,
  sessions: TlsSessions,
  onBytes: OnBytes | undefined,
  onOpen: OnOpen,
): () => void {
  const opening = new Opening(given.connectTimeoutMs, onOpen)
  const target = withContexts(given)
  if (!target) {
    setImmediate(() => opening.finish(errorOf('CLIENT_CERTIFICATE_UNREADABLE')))
    return () => opening.cancel()
  }
  const { route, connectTimeoutMs, isSecure } = target
  const openWay = (way: ProxyRoute, onWayOpen: OnOpen) =>
    way.kind === 'proxy'
      ? beginByProxy(way, target, sessions, onBytes, onWayOpen)
      : beginDirect(target, sessions, onBytes, onWayOpen)
  const onWayOpen: OnOpen = (error, socket) => {
    if (socket && isSecure && target.onProved) tellProof(socket as TLSSocket, target.onProved)
    if (socket) opening.follow(socket, isSecure ? sessions : undefined)
    else opening.finish(error)
  }
  opening.cancelStep =
    route.kind === 'system' ? openFirstWay(route, connectTimeoutMs, openWay, onWayOpen) : openWay(route, onWayOpen)
  return () => opening.cancel()
}

/**
 * With the contexts of this moment: making one throws for a certificate that was kept by another program, such as a PKCS#12 with
 * a cipher that the OpenSSL of this one does not know. Where a connection has begun, nobody would catch that.
 */
function withContexts(target: UpstreamTarget): UpstreamTarget | undefined {
  try {
    return { ...target }
  } catch {
    return undefined
  }
}

function tellProof(socket: TLSSocket, onProved: (socket: TLSSocket) => void): void {
  socket.once('secureConnect', () => {
    if (!socket.isSessionReused()) onProved(socket)
  })
}

/** Opens a tunnel, and begins TLS in it. */
function beginByProxy(
  route: Extract<ProxyRoute, { kind: 'proxy' }>,
  target: UpstreamTarget,
  sessions: TlsSessions,
  onBytes: OnBytes | undefined,
  onBegun: OnOpen,
): () => void {
  return openTunnel(route, target, (error, tunnel) => {
    if (!tunnel) return onBegun(error, undefined)
    const socket = target.isSecure ? connectVerified({ socket: tunnel }, peerOf(target, sessions)) : tunnel
    onBegun(undefined, passBytes(socket, onBytes))
  })
}

/** Connects to the upstream, and begins TLS. */
function beginDirect(
  target: UpstreamTarget,
  sessions: TlsSessions,
  onBytes: OnBytes | undefined,
  onBegun: OnOpen,
): () => void {
  const { host, port, isSecure, connectTimeoutMs: timeoutMs } = target
  const dial = (address: string) =>
    isSecure
      ? connectVerified({ host: address, port, noDelay: true }, peerOf(target, sessions), intoOneBuffer(onBytes))
      : connect({ host: address, port, noDelay: true, ...intoOneBuffer(onBytes) })
  return connectTcp({ host, timeoutMs, dial }, onBegun)
}

/** A session of a context that trusted others is not resumed: its certificate would not be looked at again. */
function peerOf({ host, secureContext }: UpstreamTarget, sessions: TlsSessions) {
  if (sessions.context !== secureContext) Object.assign(sessions, { context: secureContext, last: undefined })
  return { name: host, secureContext, session: sessions.last }
}

/**
 * Opens a connection without TLS, to a server that may speak first. The caller's time limit counts.
 *
 * @returns cancels; `onOpen` is not called then
 */
export function openPlainSocket(target: UpstreamTarget, onOpen: OnOpen): () => void {
  const { route, host, port, connectTimeoutMs: timeoutMs } = target
  const open = (way: ProxyRoute, onWayOpen: OnOpen) =>
    way.kind === 'proxy'
      ? openTunnel(way, target, onWayOpen, 'server')
      : connectTcp({ host, timeoutMs, dial: (address) => connect({ host: address, port }) }, onWayOpen)
  return route.kind === 'system' ? openFirstWay(route, timeoutMs, open, onOpen) : open(route, onOpen)
}

/** As `net.connect` takes it; the types of `tls.connect`, which passes it on, leave it out. */
function intoOneBuffer(onBytes: OnBytes | undefined): object {
  if (!onBytes) return {}
  const callback = (bytes: number, { buffer, byteOffset }: Uint8Array) =>
    onBytes(Buffer.from(buffer, byteOffset, bytes))
  return { onread: { buffer: Buffer.allocUnsafeSlow(readBufferBytes), callback } }
}

function passBytes(socket: Socket, onBytes: OnBytes | undefined): Socket {
  if (!onBytes) return socket
  return socket.on('data', (chunk) => {
    if (!onBytes(chunk)) socket.pause()
  })
}

/** The steps of opening share one time limit, and what is open when it ends is closed. */
class Opening {
  readonly #onOpen: OnOpen
  readonly #deadline: NodeJS.Timeout
  #socket: Socket | undefined
  #isOver = false
  cancelStep = () => {}

  constructor(timeoutMs: number, onOpen: OnOpen) {
    this.#onOpen = onOpen
    this.#deadline = setTimeout(() => this.finish(errorOf('CONNECT_TIMEOUT')), timeoutMs)
  }

  /** Waits for TLS where there is any. @param sessions of a socket that speaks TLS */
  follow(socket: Socket, sessions: TlsSessions | undefined): void {
    if (!sessions || this.#isOver) {
      this.finish(undefined, socket)
      return
    }
    this.#socket = socket
    socket.on('error', (error) => this.finish(error))
    socket.once('close', () => this.finish(errorOf('ECONNRESET')))
    socket.once('secureConnect', () => this.finish(undefined, socket))
    socket.on('session', (session: Buffer) => {
      sessions.last = session
    })
  }

  finish(error?: NodeJS.ErrnoException, socket?: Socket): void {
    if (this.#isOver) {
      if (socket !== this.#socket) socket?.destroy()
      return
    }
    this.#end(socket)
    this.#onOpen(error, socket)
  }

  cancel(): void {
    if (!this.#isOver) this.#end()
  }

  #end(open?: Socket): void {
    this.#isOver = true
    clearTimeout(this.#deadline)
    this.cancelStep()
    if (!open) this.#socket?.destroy()
  }
}

function errorOf(code: string): NodeJS.ErrnoException {
  return Object.assign(new Error(code), { code })
}
