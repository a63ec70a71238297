import { type MessagePort, parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads'
import { writeFailure } from '#adapters/system/systemError.ts'
import { OutboxDatabase, UnreadableOutbox } from './outboxDatabase.ts'
import type { CallMessage, ResultMessage } from './outboxMessages.ts'
import { isDamaged, isDiskFull, sqliteCodeOf } from './sqliteError.ts'

/** After so long without a call the write-ahead log is moved into the database. */
const idleMs = 200
/** So much a transaction may hold, so that the first caller of a rush does not wait for the last. */
const maxPerCommit = 256

/** Answers the calls of the main thread, those that wait at one time together: one commit, one sync of the disk. */
class OutboxWorker {
  readonly #port: MessagePort
  readonly #dataDir: string
  #database: OutboxDatabase | undefined
  #idle: NodeJS.Timeout | undefined

  constructor(port: MessagePort, dataDir: string) {
    this.#port = port
    this.#dataDir = dataDir
    port.on('message', (message: CallMessage | 'close') => this.#onMessage(message))
  }

  #onMessage(first: CallMessage | 'close'): void {
    const batch: CallMessage[] = []
    let message: CallMessage | 'close' | undefined = first
    while (message !== undefined && message !== 'close') {
      batch.push(message)
      message =
        batch.length < maxPerCommit
          ? (receiveMessageOnPort(this.#port)?.message as CallMessage | 'close' | undefined)
          : undefined
    }
    if (batch.length > 0) this.#run(batch)
    if (message === 'close') this.#close()
  }

  #run(batch: readonly CallMessage[]): void {
    clearTimeout(this.#idle)
    for (const result of this.#commit(batch)) this.#port.postMessage(result)
    this.#idle = setTimeout(() => this.#checkpoint(), idleMs)
  }

  /** All of them or none: a caller hears of success only once its change is on the disk. */
  #commit(batch: readonly CallMessage[]): ResultMessage[] {
    try {
      this.#database ??= new OutboxDatabase(this.#dataDir)
      const results: ResultMessage[] = []
      this.#database.transact((calls) => {
        for (const { id, name, args } of batch)
          results.push({ id, result: (calls[name] as (...given: unknown[]) => unknown)(...args) })
      })
      return results
    } catch (thrown) {
      return this.#failed(batch, thrown)
    }
  }

  #failed(batch: readonly CallMessage[], thrown: unknown): ResultMessage[] {
    const [only, ...others] = batch
    // What is wrong with one call must not fail the others.
    if (only && others.length > 0 && this.#database) return batch.flatMap((call) => this.#commit([call]))
    this.#forget()
    const failure = failureOf(thrown)
    return batch.map(({ id }) => ({ id, failure }))
  }

  /** Opened anew at the next call: a disk that was full or gone may be back. */
  #forget(): void {
    try {
      this.#database?.close()
    } catch {
      // What cannot be closed in order ends with the thread.
    }
    this.#database = undefined
  }

  #checkpoint(): void {
    try {
      this.#database?.checkpoint()
    } catch {
      // The log goes on growing, and the next call meets what is wrong.
    }
  }

  #close(): void {
    clearTimeout(this.#idle)
    this.#forget()
    this.#port.postMessage('closed')
    this.#port.close()
  }
}

/** In a sentence for a person. It names no row. */
function failureOf(thrown: unknown): string {
  if (thrown instanceof UnreadableOutbox) return `${thrown.message}.`
  if (isDamaged(thrown)) return 'The database of the outbox is damaged.'
  if (isDiskFull(thrown)) return 'The disk is full.'
  const code = sqliteCodeOf(thrown)
  if (code !== undefined)
    return `The database of the outbox cannot be used: ${sqliteReasons[code] ?? `SQLite ${code}`}.`
  return `The database of the outbox cannot be used: ${writeFailure(thrown)}.`
}

/** https://sqlite.org/rescode.html */
const sqliteReasons: Readonly<Record<number, string>> = {
  3: 'this user may not write there',
  5: 'another program holds the file',
  8: 'the disk can only be read',
  10: 'the disk fails',
  14: 'the file cannot be opened',
}

if (parentPort) new OutboxWorker(parentPort, (workerData as { dataDir: string }).dataDir)
