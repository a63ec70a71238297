import type { IncomingMessage } from 'node:http'
import type { Socket } from 'node:net'
import type { Limits } from '#core/settings/limits.ts'

/** How much of a request that is answered already is still read, and for how long. */
export type LingerLimits = Pick<Limits, 'lingerBytes' | 'lingerTimeoutMs'>

/** A caller that sends nothing for so long may be waiting for the end of the connection, and gets to see it. */
const idleMs = 1_000

/**
 * Reads and drops the rest of a request that is answered already, within the limits. To be called before its response ends.
 *
 * Closing at once would reset the connection while the caller still sends: most programs send everything before they read,
 * and would see the reset in place of the response.
 */
export function readRest(request: IncomingMessage, limits: LingerLimits): void {
  const { socket } = request
  // The caller has sent its last byte, so there is nothing to wait for.
  if (socket.readableEnded) return
  const closeNow = socket.destroySoon
  const stop = dropReceived(socket, request, limits)
  // Node calls it as soon as the response is with the system, when no other request may follow.
  let mayClose = false
  socket.destroySoon = () => {
    mayClose = true
  }
  request.once('end', () => {
    stop()
    socket.destroySoon = closeNow
    if (mayClose) socket.destroySoon()
  })
  request.resume()
}

/** Sends the last bytes over a connection that cannot be read any more, and closes it once its peer has, within the limits. */
export function endUnread(socket: Socket, last: string, limits: LingerLimits): void {
  dropReceived(socket, socket, limits)
  socket.end(last)
  socket.resume()
}

/**
 * Cuts the connection when more is received, or when that lasts longer, than the limits allow. After a pause only the
 * agent's half is closed (RFC 9112 §9.6).
 *
 * @returns what stops it
 */
function dropReceived(socket: Socket, received: NodeJS.ReadableStream, limits: LingerLimits): () => void {
  let bytes = 0
  const timer = setTimeout(() => socket.destroy(), limits.lingerTimeoutMs)
  const idle = setTimeout(() => socket.end(), idleMs)
  const count = (chunk: Buffer) => {
    bytes += chunk.length
    if (bytes > limits.lingerBytes) socket.destroy()
    idle.refresh()
  }
  const stop = () => {
    clearTimeout(timer)
    clearTimeout(idle)
    received.off('data', count)
  }
  received.on('data', count)
  socket.once('close', stop)
  return stop
}
