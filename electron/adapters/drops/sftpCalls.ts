import type { DropAddress } from '#contract/drops/target.ts'
import type { Clock } from '#core/base/clock.ts'
import { DropServerError } from '#core/drops/server.ts'
import { unreachable } from './serverErrors.ts'

/** Without any answer. A server whose disk hangs may still answer that the connection is alive. */
const answerTimeoutMs = 20_000
/** Of SFTP: the file is not there (draft-ietf-secsh-filexfer-02, 7). */
const noSuchFile = 2
/** Of SFTP: the server, or a gateway before it, has lost its own connection. */
const lostConnection: ReadonlySet<unknown> = new Set([6, 7])
export type Timers = Pick<Clock, 'after'>

/** Of the library: all that is asked of it here. */
interface Connection {
  on(event: 'close', onClose: () => void): unknown
  destroy(): unknown
}

/** Calls of the library, each of which ends: it calls nothing back once the connection is gone, and sets no time. */
export class SftpCalls {
  readonly #client: Connection
  readonly #address: DropAddress
  readonly #clock: Timers
  #isGone = false
  readonly #waiting = new Set<(code: string) => void>()
  /** How many were answered. */
  #answers = 0

  constructor(client: Connection, address: DropAddress, clock: Timers) {
    this.#client = client
    this.#address = address
    this.#clock = clock
    client.on('close', () => this.#onGone('ECONNRESET'))
  }

  get isGone(): boolean {
    return this.#isGone
  }

  /** @throws DropServerError; after one that is `unreachable` the connection is gone */
  call<Result = void>(act: (done: (error: unknown, result?: Result) => void) => void): Promise<Result> {
    return new Promise((resolve, reject) => {
      if (this.#isGone) return reject(this.#lost('ECONNRESET'))
      const settle = (end: () => void) => {
        this.#waiting.delete(fail)
        stopTimer()
        end()
      }
      const fail = (code: string) => settle(() => reject(this.#lost(code)))
      const stopTimer = this.#watch()
      this.#waiting.add(fail)
      const done = (error: unknown, result?: Result) => {
        this.#answers += 1
        settle(() => (error ? reject(this.#failureOf(error)) : resolve(result as Result)))
      }
      try {
        act(done)
      } catch (thrown) {
        done(thrown)
      }
    })
  }

  #onGone(code: string): void {
    this.#isGone = true
    for (const fail of [...this.#waiting]) fail(code)
  }

  /** Gives the connection up once no call has been answered for so long. @returns ends it */
  #watch(): () => void {
    const before = this.#answers
    let stop = this.#clock.after(answerTimeoutMs, () => {
      if (this.#answers !== before) stop = this.#watch()
      else {
        this.#onGone('ETIMEDOUT')
        this.#client.destroy()
      }
    })
    return () => stop()
  }

  #failureOf(thrown: unknown): Error {
    const { code, message } = thrown as { code?: number | string; message?: string }
    if (code === noSuchFile) return new NotThere()
    if (lostConnection.has(code)) return this.#lost('ECONNRESET')
    if (typeof code === 'number') return new DropServerError('refused', `The server says: ${message ?? code}.`)
    return this.#lost(code)
  }

  #lost(code: unknown): DropServerError {
    return unreachable(this.#address.host, this.#address.port, code)
  }
}

/** No file has the name; or, of a file that is made, its folder is not there. */
export class NotThere extends DropServerError {
  constructor() {
    super('refused', 'The server has no such file or folder.')
  }
}
