import { createSystemNetwork } from '#adapters/network/systemNetwork.ts'
import type { Http } from '#core/network/controlHttp.ts'
import type { Link } from '#core/network/link.ts'
import type { Network } from '#core/network/network.ts'
import { defaultLimits } from '#core/settings/limits.ts'
import type { VirtualTime } from './virtualTime.ts'

/**
 * The network of all tills of a process: real for the host of releases, whose clock shows the virtual time. The clouds take every
 * credential, and nothing is sold.
 */
export function createSimulatedNetwork(time: VirtualTime, hostOrigin: string): Network {
  const real = createSystemNetwork(defaultLimits)
  // One pool of connections: a till that looks every four hours keeps none open in between, and this machine has few ports.
  const host = real.http({ baseUrl: hostOrigin })
  const toHost: Http = {
    request: async (request) => {
      const outcome = await time.outside.wait(() => host.request(request))
      return outcome.kind === 'reply' && outcome.dateMs !== undefined ? { ...outcome, dateMs: time.now() } : outcome
    },
  }
  const toCloud: Http = {
    request: async () => ({ kind: 'reply', status: 200, headers: {}, body: '{}', latencyMs: 1 }),
  }
  return {
    ...real,
    check: () => {},
    link: () => idleLink,
    http: ({ baseUrl }) => (new URL(baseUrl).origin === hostOrigin ? toHost : toCloud),
  }
}

const idleLink: Link = {
  send: () => {
    throw new Error('Nothing is sold in this simulation.')
  },
  openConnections: () => 0,
  rewarm: () => {},
  close: async () => {},
}
