import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net'

/** The line to a cloud, and the cloud's own front end: it can be cut at any moment, and be gone for a while. */
export interface Gate {
  port: number
  url: string
  /** Breaks every connection; new ones are refused until `restore`. */
  cut(): Promise<void>
  restore(): Promise<void>
  /** Resolves when the next bytes go to the cloud. */
  traffic(): Promise<void>
  close(): Promise<void>
}

/** @param portOf the cloud's port on 127.0.0.1, which may be another one after each start */
export async function openGate(portOf: () => number): Promise<Gate> {
  const sockets = new Set<Socket>()
  let traffic = Promise.withResolvers<void>()
  const server = createServer((near) => {
    const far = connect(portOf(), '127.0.0.1')
    near.on('data', () => {
      traffic.resolve()
      traffic = Promise.withResolvers()
    })
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(socket)
      socket.on('error', () => {})
      socket.on('close', () => {
        sockets.delete(socket)
        other.destroy()
      })
    }
    near.pipe(far).pipe(near)
  })
  await listen(server, 0)
  const { port: own } = server.address() as AddressInfo
  const cut = async () => {
    if (!server.listening) return
    const closed = new Promise((resolve) => server.close(resolve))
    for (const socket of sockets) socket.resetAndDestroy()
    await closed
  }
  return {
    port: own,
    url: `http://127.0.0.1:${own}`,
    cut,
    restore: async () => {
      if (!server.listening) await listen(server, own)
    },
    traffic: () => traffic.promise,
    close: cut,
  }
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject)
      resolve()
    })
  })
}
