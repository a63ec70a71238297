import type { AddressInfo, ListenOptions, Server } from 'node:net'

/**
 * Listens on 127.0.0.1 and, where the machine has it, [::1], with a server for each.
 *
 * @param port 0 takes a free one
 * @param onPort is told the port before the first connection comes
 * @throws Node's own error with `code` EADDRINUSE when the port is taken on either address: an impostor on the other address
 * family could collect keys (attacks.md T22)
 */
export async function listenOnLoopback<Kind extends Server>(
  createServer: () => Kind,
  port: number,
  onPort: (port: number) => void = () => {},
  attempts = port === 0 ? 5 : 1,
): Promise<Kind[]> {
  const servers: Kind[] = []
  const listenOn = async (host: string, taken: number) => {
    const server = createServer()
    await listen(server, { host, port: taken, exclusive: true })
    servers.push(server)
    onPort(addressOf(server).port)
  }
  try {
    await listenOn('127.0.0.1', port)
    await listenOn('::1', addressOf(servers[0]).port)
    return servers
  } catch (thrown) {
    if (isWithoutIpv6(thrown)) return servers
    for (const server of servers) server.close()
    // A free port of one address family may be taken in the other.
    if (attempts <= 1) throw thrown
    return listenOnLoopback(createServer, port, onPort, attempts - 1)
  }
}

/** @param where an address, or a server that listens: its socket is taken over */
export function listen(server: Server, where: ListenOptions | Server): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(where, resolve)
  })
}

export function addressOf(server: Server | undefined): AddressInfo {
  return server?.address() as AddressInfo
}

function isWithoutIpv6(thrown: unknown): boolean {
  const { code, address } = thrown as NodeJS.ErrnoException & { address?: string }
  return address === '::1' && (code === 'EADDRNOTAVAIL' || code === 'EAFNOSUPPORT')
}
