import type { Socket } from 'node:net'

const loopback = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1'])
/** Both ends of the agent's own connections to this machine, as ports: `52114>47600`. */
const open = new Set<string>()

/** Notes a connection of the agent's to this machine, as long as it is open. */
export function noteOwnConnection(socket: Socket): void {
  const { localPort, remotePort, remoteAddress } = socket
  if (remoteAddress === undefined || !loopback.has(remoteAddress)) return
  const ends = `${localPort}>${remotePort}`
  open.add(ends)
  socket.once('close', () => open.delete(ends))
}

/**
 * Whether a connection that was accepted is the agent's own: what arrives over it goes in a circle. One port alone does not
 * tell: the system gives it to connections of several programs at once, when they lead to different ports.
 */
export function isOwnConnection(from: number, to: number): boolean {
  return open.has(`${from}>${to}`)
}
