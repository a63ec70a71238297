import { maxPackBytes } from '#contract/fleet/fleet.ts'
import { Fault } from '#core/base/fault.ts'
import type { Network } from '#core/network/network.ts'

/**
 * Reads a pack from a web server, by the proxy of the machine. What comes is believed no more than a file from anywhere.
 *
 * @throws Fault `UPSTREAM_UNREACHABLE` · `PACK_INVALID`
 */
export async function fetchPack(url: string, network: Pick<Network, 'http'>): Promise<string> {
  const { origin, pathname, search } = new URL(url)
  const http = network.http({ baseUrl: origin, proxy: 'system' })
  const outcome = await http.request({ method: 'GET', path: pathname + search, headers: {} })
  if (outcome.kind === 'silence') throw unreachable(`${origin} did not answer (${outcome.reason}).`)
  if (outcome.status !== 200) throw unreachable(`${origin} answered ${outcome.status}.`)
  if (Buffer.byteLength(outcome.body) > maxPackBytes) throw new Fault('PACK_INVALID')
  return outcome.body
}

function unreachable(detail: string): Fault {
  return new Fault('UPSTREAM_UNREACHABLE', detail, undefined, 'Check the address and the network, then try again.')
}
