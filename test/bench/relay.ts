import { connect, createServer, type Server, type Socket } from 'node:net'

/**
 * Simulates a network link with delay between two ports of this machine, as a process of its own:
 *
 *     node relay.ts LISTEN_PORT TARGET_PORT DELAY_MS
 *
 * Every byte is delayed in each direction. The local TCP handshake takes no time, so the first bytes of a connection are
 * held for one more round trip. Rate, loss and TCP's slow start are not simulated.
 *
 * It takes commands over IPC: `cut` (bytes no longer pass, connections stay open), `mend`, `down` (connections are reset
 * and refused) and `up`. It sends `done` after each command, and `up` when it listens for the first time.
 */
export type LinkCommand = 'cut' | 'mend' | 'down' | 'up'

const [listenPort = 0, targetPort = 0, delayMs = 0] = process.argv.slice(2).map(Number)

/** The sender is paused while more than this is in flight. */
const maxInFlightBytes = 1024 * 1024

/** One direction of one connection. */
class Direction {
  readonly #from: Socket
  readonly #to: Socket
  readonly #readyAtMs: number
  readonly #inFlight: { dueMs: number; bytes: Buffer | undefined }[] = []
  #bytes = 0
  #timer: NodeJS.Timeout | undefined

  constructor(from: Socket, to: Socket, readyAtMs: number) {
    this.#from = from
    this.#to = to
    this.#readyAtMs = readyAtMs
    from.on('data', (bytes: Buffer) => this.#receive(bytes))
    from.on('end', () => this.#receive(undefined))
    to.on('drain', () => this.deliver())
  }

  #receive(bytes: Buffer | undefined): void {
    this.#inFlight.push({ dueMs: Math.max(performance.now(), this.#readyAtMs) + delayMs, bytes })
    this.#bytes += bytes?.length ?? 0
    if (this.#bytes > maxInFlightBytes) this.#from.pause()
    this.deliver()
  }

  deliver(): void {
    clearTimeout(this.#timer)
    for (;;) {
      const [next] = this.#inFlight
      if (!next || isCut || this.#to.writableNeedDrain) return
      const waitMs = next.dueMs - performance.now()
      // Timers have a resolution of 1 ms; delivering up to half of it early evens that out.
      if (waitMs > 0.5) {
        this.#timer = setTimeout(() => this.deliver(), waitMs)
        return
      }
      this.#inFlight.shift()
      if (next.bytes) this.#to.write(next.bytes)
      else this.#to.end()
      this.#bytes -= next.bytes?.length ?? 0
      if (this.#bytes <= maxInFlightBytes) this.#from.resume()
    }
  }
}

const connections = new Map<Socket, { far: Socket; directions: Direction[] }>()
let isCut = false
let server: Server | undefined

function connectThrough(near: Socket): void {
  const far = connect({ port: targetPort, host: '127.0.0.1', noDelay: true, allowHalfOpen: true })
  const readyAtMs = performance.now() + 2 * delayMs
  connections.set(near, { far, directions: [new Direction(near, far, readyAtMs), new Direction(far, near, readyAtMs)] })
  for (const [socket, peer] of [
    [near, far],
    [far, near],
  ] as const) {
    socket.on('error', () => peer.destroy())
    socket.on('close', () => {
      peer.destroySoon()
      connections.delete(near)
    })
  }
}

async function run(command: LinkCommand): Promise<void> {
  if (command === 'cut') isCut = true
  if (command === 'mend') {
    isCut = false
    for (const { directions } of connections.values()) for (const direction of directions) direction.deliver()
  }
  if (command === 'down') {
    for (const [near, { far }] of connections) {
      near.resetAndDestroy()
      far.destroy()
    }
    await new Promise((done) => server?.close(done))
  }
  if (command === 'up') await listen()
}

async function listen(): Promise<void> {
  const newServer = createServer({ noDelay: true, allowHalfOpen: true }, connectThrough)
  server = newServer
  await new Promise<void>((done) => newServer.listen(listenPort, '127.0.0.1', done))
}

process.on('message', (command: LinkCommand) => void run(command).then(() => process.send?.('done')))
process.on('disconnect', () => process.exit())
await listen()
process.send?.('up')
