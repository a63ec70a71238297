import { connect, type Socket } from 'node:net'
import { parentPort, workerData } from 'node:worker_threads'

// A thread that sends one request again and again, so that what it costs to send is not measured with the requests beside it.

export interface NoiseOrder {
  port: number
  /** `undefined` for silence. */
  text: string | undefined
}

const { requestsPerSecond, connections } = workerData as { requestsPerSecond: number; connections: number }

let timer: NodeJS.Timeout | undefined
let sockets: (Socket | undefined)[] = []

parentPort?.on('message', ({ port, text }: NoiseOrder) => {
  clearInterval(timer)
  for (const socket of sockets) socket?.destroy()
  sockets = Array.from({ length: connections })
  if (text === undefined) return
  let next = 0
  timer = setInterval(() => {
    next = (next + 1) % connections
    // The agent closes after some refusals; a request that waits for its answer is not followed by another one.
    const socket = sockets[next] ?? open(port, next)
    if (!socket.writableNeedDrain) socket.write(text, 'latin1')
  }, 1_000 / requestsPerSecond)
})

function open(port: number, at: number): Socket {
  const socket = connect(port, '127.0.0.1')
  sockets[at] = socket
  socket.on('error', () => {})
  socket.on('close', () => {
    if (sockets[at] === socket) sockets[at] = undefined
  })
  return socket.resume()
}
