import type { TLSSocket } from 'node:tls'
import type { UpstreamEndpoint } from '#core/network/network.ts'
import { noSystemProxy, type SystemProxy } from '#core/network/systemProxy.ts'

/** What this machine lends to every connection. */
export interface MachineNetwork {
  /** Decides for upstreams with the proxy `system` where the environment names none. */
  systemProxy: SystemProxy
  /** Whether the authorities of the system's store are trusted beside those that come with Node. */
  trustsSystem: boolean
  /**
   * Called when an upstream that the usual authorities vouch for has shown its certificate; not when TLS resumes a session,
   * where it shows none.
   */
  onProved?(endpoint: UpstreamEndpoint, socket: TLSSocket): void
}

export const usualMachine: MachineNetwork = { systemProxy: noSystemProxy, trustsSystem: true }
