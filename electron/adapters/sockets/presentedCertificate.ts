import type { DetailedPeerCertificate } from 'node:tls'
import { lookAtCertificate } from '#adapters/tls/verifiedTls.ts'
import { openPlainSocket, type UpstreamTarget } from './upstreamSocket.ts'

/**
 * The certificate that an upstream shows which was not trusted, so that a person can read who made it. Not a byte is sent to
 * that server beyond the handshake.
 *
 * @returns `undefined` when it shows none any more, or the signal ended it
 */
export function presentedCertificate(
  target: UpstreamTarget,
  signal: AbortSignal,
): Promise<DetailedPeerCertificate | undefined> {
  return new Promise((resolve) => {
    let end = () => {}
    const finish = (certificate?: DetailedPeerCertificate) => {
      signal.removeEventListener('abort', onAbort)
      resolve(certificate)
    }
    const onAbort = () => {
      end()
      finish()
    }
    signal.addEventListener('abort', onAbort)
    end = openPlainSocket(target, (_, socket) => {
      if (!socket) return finish()
      end = () => socket.destroy()
      lookAtCertificate(socket, target.host, finish)
    })
    if (signal.aborted) onAbort()
  })
}
