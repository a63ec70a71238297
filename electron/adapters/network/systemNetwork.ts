import { readClientCertificate } from '#adapters/certificates/clientCertificate.ts'
import { issuerOf } from '#adapters/certificates/issuer.ts'
import { createHttpLink } from '#adapters/http1/httpLink.ts'
import { type MachineNetwork, usualMachine } from '#adapters/sockets/machineNetwork.ts'
import { isOwnConnection } from '#adapters/sockets/ownConnections.ts'
import { readCaFile } from '#adapters/tls/tlsTrust.ts'
import { shownCertificate } from '#adapters/tls/verifiedTls.ts'
import type { Network, UpstreamEndpoint } from '#core/network/network.ts'
import type { Limits } from '#core/settings/limits.ts'
import { createAxiosHttp } from './axiosHttp.ts'

/** Brokered requests go through the agent's own HTTP client, control calls through axios. */
export function createSystemNetwork(limits: Limits, machine: MachineNetwork = usualMachine): Network {
  /** Who re-signs the answers of an upstream, by its origin. */
  const reSigners = new Map<string, string>()
  const noting: MachineNetwork = {
    ...machine,
    onProved({ baseUrl }, socket) {
      const { name, isPublic } = issuerOf(socket.getPeerCertificate(true), true)
      const { origin } = new URL(baseUrl)
      if (isPublic) reSigners.delete(origin)
      else reSigners.set(origin, name)
    },
  }
  return {
    check: (endpoint) => {
      caOf(endpoint)
    },
    readCertificate: (certificate) => readClientCertificate(certificate, shownCertificate),
    link: (endpoint) => createHttpLink(endpoint, caOf(endpoint), limits, noting),
    http: (endpoint) => createAxiosHttp(endpoint, caOf(endpoint), limits, noting),
    isOwnConnection,
    reSignedBy: ({ baseUrl, caFile }) => (caFile === undefined ? reSigners.get(new URL(baseUrl).origin) : undefined),
  }
}

function caOf({ caFile }: UpstreamEndpoint): string | undefined {
  return caFile === undefined ? undefined : readCaFile(caFile)
}
