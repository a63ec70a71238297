import { constants } from 'node:crypto'
import { isIP, type Socket } from 'node:net'
import { Duplex } from 'node:stream'
import {
  type ConnectionOptions,
  checkServerIdentity,
  connect,
  createSecureContext,
  type DetailedPeerCertificate,
  type PeerCertificate,
  type SecureContext,
  type SecureContextOptions,
  TLSSocket,
} from 'node:tls'
import { tlsOptionsOf } from '#adapters/certificates/clientCertificate.ts'
import type { ClientCertificate } from '#core/network/clientCertificate.ts'
import { DailyContext } from './dailyContext.ts'
import { trustedAuthorities } from './trustedAuthorities.ts'

/** Where a TLS connection leads: over a connection that is there already, or over a new one. */
type Way = { socket: Socket } | { host: string; port: number; noDelay: true }

interface Peer {
  /** The name that its certificate must have, or an IP address without brackets. */
  name: string
  secureContext: SecureContext
  /** Resumes the TLS session of an earlier connection. */
  session?: Buffer | undefined
}

/**
 * Begins TLS. The only place in the agent that does: whom to believe is decided here and in `secureContextOf`, and by no
 * variable of the environment and no option of Node (attacks.md T46).
 *
 * @param more of `net.connect`
 */
export function connectVerified(way: Way, { name, secureContext, session }: Peer, more: object = {}): TLSSocket {
  const options: ConnectionOptions = {
    ...way,
    ...more,
    ...verifiedOptions(name, secureContext),
    ALPNProtocols: ['http/1.1'],
    ...(session && { session }),
  }
  // With --tls-keylog, Node has a listener that writes the keys of the connection to a file.
  return connect(options).removeAllListeners('keylog')
}

/**
 * What decides whom to believe, for a library that begins TLS itself.
 *
 * @param check of the certificate, in place of the name in it: what it throws or returns ends the connection
 */
export function verifiedOptions(
  name: string,
  secureContext: SecureContext,
  check = (certificate: PeerCertificate) => checkServerIdentity(name, certificate),
): ConnectionOptions {
  return {
    servername: isIP(name) ? '' : name,
    checkServerIdentity: (_, certificate) => check(certificate),
    secureContext,
    // NODE_TLS_REJECT_UNAUTHORIZED is obeyed where this is left out.
    rejectUnauthorized: true,
    // --trace-tls is obeyed where this is left out.
    enableTrace: false,
  }
}

/**
 * Looks at the certificate of a server that is not trusted. The connection ends with the handshake: nothing is sent over it.
 *
 * @param onLooked called with `undefined` when the server shows none
 */
export function lookAtCertificate(
  socket: Socket,
  name: string,
  onLooked: (certificate: DetailedPeerCertificate | undefined) => void,
): void {
  const looking = connect({ socket, servername: isIP(name) ? '' : name, rejectUnauthorized: false, enableTrace: false })
  looking.removeAllListeners('keylog')
  looking.on('error', () => onLooked(undefined)).once('close', () => onLooked(undefined))
  looking.once('secureConnect', () => {
    onLooked(looking.getPeerCertificate(true))
    looking.destroy()
  })
}

const usualContext = new DailyContext(() => contextTrusting(trustedAuthorities()))
const builtInContext = new DailyContext(() => contextTrusting(trustedAuthorities('built-in')))

/**
 * Whom to believe, and which versions and ciphers to speak.
 *
 * @param ca the only certificate authorities to trust, as PEM; `undefined` for those of Node and, unless `trustsSystem` is
 *   false, of the system
 */
export function secureContextOf(ca?: string, trustsSystem = true): SecureContext {
  if (ca !== undefined) return contextTrusting(ca)
  return (trustsSystem ? usualContext : builtInContext).get()
}

/** Believes one certificate, whoever signed it. @param certificate PEM */
export function contextOfOne(certificate: string): SecureContext {
  return contextTrusting(certificate, { allowPartialTrustChain: true })
}

/** As `secureContextOf`, for connections on which the till shows a certificate. Each has its own list of authorities. */
export function showingContext(certificate: ClientCertificate, ca?: string, trustsSystem = true): DailyContext {
  const own = tlsOptionsOf(certificate)
  return new DailyContext(() => contextTrusting(ca ?? trustedAuthorities(trustsSystem ? undefined : 'built-in'), own))
}

/**
 * The certificate that the till would show, as DER. No connection is made.
 *
 * @throws the error of OpenSSL for one that cannot be opened
 */
export function shownCertificate(certificate: ClientCertificate): Buffer | undefined {
  const secureContext = createSecureContext(tlsOptionsOf(certificate))
  const socket = new TLSSocket(new Duplex({ read() {} }), { secureContext })
  const own = socket.getCertificate()
  socket.destroy()
  return own && 'raw' in own ? own.raw : undefined
}

function contextTrusting(ca: string | string[], own: SecureContextOptions = {}): SecureContext {
  return createSecureContext({ ...own, ca, minVersion: 'TLSv1.2', maxVersion: 'TLSv1.3', ciphers })
}

/**
 * Node's own list, whatever --tls-cipher-list says. The level keeps OPENSSL_CONF from letting short keys and SHA-1 in; the
 * BoringSSL of Electron reads no configuration and knows no levels.
 */
const ciphers = `${constants.defaultCoreCipherList}${isBoringSsl() ? '' : ':@SECLEVEL=2'}`

function isBoringSsl(): boolean {
  return (process.features as { openssl_is_boringssl?: boolean }).openssl_is_boringssl ?? 'electron' in process.versions
}
