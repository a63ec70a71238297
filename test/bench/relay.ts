import { connect, createServer, type Server, type Socket } from 'node:net'

/**
 * A long line between two ports of this machine, as a process of its own:
 *
 *     node relay.ts LISTEN_PORT TARGET_PORT DELAY_MS
 *
 * Every byte takes the delay in each direction. The kernel shakes hands with us at once, so that the round trip of TCP's
 * own handshake is added to the first bytes of a connection. Rate, loss and TCP's slow start are not imitated.
 *
 * Over IPC it is told `cut` (nothing passes, nobody is told), `mend`, `down` (nobody listens, connections are reset)
 * and `up`; it says `done` to each, and `up` once it listens first.
 */
export type LineOrder = 'cut' | 'mend' | 'down' | 'up'

const [listenPort = 0, targetPort = 0, delayMs = 0] = process.argv.slice(2).map(Number)

/** More than this on its way, and the sender has to wait. */
const mostOnItsWay = 1024 * 1024

class Direction {
  readonly #from: Socket
  readonly #to: Socket
  readonly #notBeforeMs: number
  readonly #onItsWay: { dueMs: number; bytes: Buffer | undefined }[] = []
  #bytes = 0
  #timer: NodeJS.Timeout | undefined

  constructor(from: Socket, to: Socket, notBeforeMs: number) {
    this.#from = from
    this.#to = to
    this.#notBeforeMs = notBeforeMs
    from.on('data', (bytes: Buffer) => this.#take(bytes))
    from.on('end', () => this.#take(undefined))
    to.on('drain', () => this.deliver())
  }

  #take(bytes: Buffer | undefined): void {
    this.#onItsWay.push({ dueMs: Math.max(performance.now(), this.#notBeforeMs) + delayMs, bytes })
    this.#bytes += bytes?.length ?? 0
    if (this.#bytes > mostOnItsWay) this.#from.pause()
    this.deliver()
  }

  deliver(): void {
    clearTimeout(this.#timer)
    for (;;) {
      const [next] = this.#onItsWay
      if (!next || isCut || this.#to.writableNeedDrain) return
      const waitMs = next.dueMs - performance.now()
      // Timers are a millisecond coarse; being half of one early evens that out.
      if (waitMs > 0.5) {
        this.#timer = setTimeout(() => this.deliver(), waitMs)
        return
      }
      this.#onItsWay.shift()
      if (next.bytes) this.#to.write(next.bytes)
      else this.#to.end()
      this.#bytes -= next.bytes?.length ?? 0
      if (this.#bytes <= mostOnItsWay) this.#from.resume()
    }
  }
}

const lines = new Map<Socket, { far: Socket; directions: Direction[] }>()
let isCut = false
let server: Server | undefined

function lay(near: Socket): void {
  const far = connect({ port: targetPort, host: '127.0.0.1', noDelay: true, allowHalfOpen: true })
  const readyMs = performance.now() + 2 * delayMs
  lines.set(near, { far, directions: [new Direction(near, far, readyMs), new Direction(far, near, readyMs)] })
  for (const [one, other] of [
    [near, far],
    [far, near],
  ] as const) {
    one.on('error', () => other.destroy())
    one.on('close', () => {
      other.destroySoon()
      lines.delete(near)
    })
  }
}

async function obey(order: LineOrder): Promise<void> {
  if (order === 'cut') isCut = true
  if (order === 'mend') {
    isCut = false
    for (const { directions } of lines.values()) for (const direction of directions) direction.deliver()
  }
  if (order === 'down') {
    for (const [near, { far }] of lines) {
      near.resetAndDestroy()
      far.destroy()
    }
    await new Promise((done) => server?.close(done))
  }
  if (order === 'up') await listen()
}

async function listen(): Promise<void> {
  const opened = createServer({ noDelay: true, allowHalfOpen: true }, lay)
  server = opened
  await new Promise<void>((done) => opened.listen(listenPort, '127.0.0.1', done))
}

process.on('message', (order: LineOrder) => void obey(order).then(() => process.send?.('done')))
process.on('disconnect', () => process.exit())
await listen()
process.send?.('up')
