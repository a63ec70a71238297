import { randomInt } from 'node:crypto'
import { connect, createServer, type Server, type Socket } from 'node:net'

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
  const own = await listenOnFreePort(server)
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

/** Below those that systems give out: nobody takes it while the line is cut. */
const firstPort = 15_000
const ports = 15_000

async function listenOnFreePort(server: Server): Promise<number> {
  for (;;) {
    const port = firstPort + randomInt(ports)
    const isTaken = await listen(server, port).then(
      () => false,
      (thrown: NodeJS.ErrnoException) => {
        if (thrown.code !== 'EADDRINUSE') throw thrown
        return true
      },
    )
    if (!isTaken) return port
  }
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const onListening = () => {
      server.off('error', onError)
      resolve()
    }
    const onError = (thrown: Error) => {
      server.off('listening', onListening)
      reject(thrown)
    }
    server.once('error', onError).once('listening', onListening).listen(port, '127.0.0.1')
  })
}
