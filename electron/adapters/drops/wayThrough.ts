import type { Socket } from 'node:net'
import type { MachineNetwork } from '#adapters/sockets/machineNetwork.ts'
import type { TunnelError } from '#adapters/sockets/proxyTunnel.ts'
import { openPlainSocket } from '#adapters/sockets/upstreamSocket.ts'
import { upstreamTargetOf } from '#adapters/sockets/upstreamTarget.ts'
import type { DropAddress } from '#contract/drops/target.ts'
import { Fault } from '#core/base/fault.ts'
import { DropServerError } from '#core/drops/server.ts'
import { unreachable } from './serverErrors.ts'

/**
 * A connection to a server of files the way connections to upstreams go: straight, or by the proxy that the setting, the
 * environment or the system names.
 *
 * @throws DropServerError
 */
export function openWayTo(
  { host, port }: DropAddress,
  proxy: string,
  timeoutMs: number,
  machine: MachineNetwork,
): Promise<Socket> {
  const baseUrl = `https://${host.includes(':') ? `[${host}]` : host}:${port}`
  return new Promise((resolve, reject) => {
    const fail = (error?: TunnelError) => reject(failureOf(error, host, port))
    try {
      const cancel = openPlainSocket(
        upstreamTargetOf({ baseUrl, proxy }, undefined, timeoutMs, machine),
        (error, socket) => {
          clearTimeout(deadline)
          if (!socket) return fail(error)
          // Until the library listens, which it has to be loaded for: an error that nobody hears ends the agent.
          socket.on('error', () => {})
          resolve(socket)
        },
      )
      const deadline = setTimeout(() => {
        cancel()
        fail()
      }, timeoutMs)
    } catch (thrown) {
      // A setting for a proxy that cannot be read.
      reject(thrown instanceof Fault ? new DropServerError('unreachable', thrown.detail) : thrown)
    }
  })
}

const refusals: Readonly<Record<string, string>> = {
  PROXY_LOGIN_REQUIRED: 'wants a user name and a password: let it take this server without them',
  PROXY_LOGIN_UNSUPPORTED: 'wants a sign-in of a kind that the agent does not have',
  PROXY_REFUSED: 'does not let anything through to it',
  PROXY_UNTRUSTED: 'shows a certificate that is not trusted',
}

function failureOf(error: TunnelError | undefined, host: string, port: number): DropServerError {
  const refusal = refusals[error?.code ?? '']
  if (refusal === undefined) return unreachable(host, port, error?.code)
  return new DropServerError('unreachable', `${host}, port ${port}: the proxy ${error?.proxy ?? ''} ${refusal}.`)
}
