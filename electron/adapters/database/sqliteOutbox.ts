import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { Fault } from '#core/base/fault.ts'
import { type DropFile, isOpen } from '#core/drops/file.ts'
import type { DropStore } from '#core/drops/store.ts'
import { fileText, readFile } from '#core/drops/storedFile.ts'
import type { OutboxEntry } from '#core/outbox/entry.ts'
import type { OutboxStore } from '#core/outbox/store.ts'
import { factsText, readFacts } from '#core/outbox/storedEntry.ts'
import type { EntryRow, OutboxCalls } from './outboxDatabase.ts'
import { type CallMessage, outboxFile, type ResultMessage } from './outboxMessages.ts'

const program = './outboxWorker.ts'

interface Waiting {
  resolve(result: unknown): void
  reject(thrown: unknown): void
}

/**
 * Keeps the outbox in `outbox.sqlite` in the data directory. The database is used by a thread of its own, which begins with
 * the first call: to wait for the disk would stop every other request.
 */
export function createSqliteOutbox(dataDir: string): OutboxStore & { files: DropStore } {
  const thread = new OutboxThread(dataDir)
  return {
    files: filesIn(dataDir, thread),
    isUsed: () => existsSync(join(dataDir, outboxFile)),
    load: async () => (await thread.call('load')).map(readEntry),
    append: (entry, contents) => thread.call('append', rowOf(entry), contents),
    update: (entry, parts = {}) => thread.call('update', entry.id, factsText(entry), parts),
    read: (id) => thread.call('read', id),
    remove: (ids) => thread.call('remove', ids),
    recordOutcomes: (outcomes) => thread.call('recordOutcomes', outcomes),
    outcomeOf: (requestId) => thread.call('outcomeOf', requestId),
    removeOutcomesBefore: (at) => thread.call('removeOutcomesBefore', at),
    close: () => thread.close(),
  }
}

/** Files of drops, in the same database: the thread of the outbox writes both. */
function filesIn(dataDir: string, thread: OutboxThread): DropStore {
  return {
    isUsed: () => existsSync(join(dataDir, outboxFile)),
    load: async () => (await thread.call('loadFiles')).map(readFileRow),
    append: (file, contents) =>
      thread.call('addFile', { sequence: file.sequence, id: file.id, facts: fileText(file) }, contents),
    update: (file) => thread.call('updateFile', file.id, fileText(file), !isOpen(file)),
    read: (id) => thread.call('readFile', id),
    remove: (ids) => thread.call('removeFiles', ids),
  }
}

/** @throws Fault `OUTBOX_UNAVAILABLE` */
function readFileRow({ sequence, id, facts }: EntryRow): DropFile {
  const file = readFile(sequence, id, facts)
  if (file) return file
  throw unavailable('The database of the outbox holds a file that cannot be read: it is damaged.')
}

function rowOf(entry: OutboxEntry): EntryRow {
  return { sequence: entry.sequence, id: entry.id, facts: factsText(entry) }
}

/** @throws Fault `OUTBOX_UNAVAILABLE` */
function readEntry({ sequence, id, facts }: EntryRow): OutboxEntry {
  const entry = readFacts(sequence, id, facts)
  if (entry) return entry
  throw unavailable('The database of the outbox holds an entry that cannot be read: it is damaged.')
}

class OutboxThread {
  readonly #dataDir: string
  readonly #waiting = new Map<number, Waiting>()
  #worker: Promise<Worker> | undefined
  #calls = 0
  #isClosed = false

  constructor(dataDir: string) {
    this.#dataDir = dataDir
  }

  call<Name extends keyof OutboxCalls>(
    name: Name,
    ...args: Parameters<OutboxCalls[Name]>
  ): Promise<ReturnType<OutboxCalls[Name]>> {
    if (this.#isClosed) return Promise.reject(unavailable('The till agent is ending.'))
    this.#calls += 1
    const message: CallMessage = { id: this.#calls, name, args }
    return new Promise((resolve, reject) => {
      this.#waiting.set(message.id, { resolve: resolve as Waiting['resolve'], reject })
      this.#worker ??= this.#start()
      this.#worker.then((worker) => worker.postMessage(message)).catch(reject)
    })
  }

  /** Waits for the calls under way. */
  async close(): Promise<void> {
    this.#isClosed = true
    const worker = await this.#worker
    if (!worker) return
    const ended = new Promise<void>((resolve) => worker.once('exit', () => resolve()))
    worker.postMessage('close')
    await ended
  }

  async #start(): Promise<Worker> {
    const worker = await startWorker(this.#dataDir)
    worker.on('message', (message: ResultMessage | 'closed') => {
      if (message !== 'closed') this.#settle(message)
    })
    // The calls under way hear of it by the exit that follows.
    worker.on('error', () => {})
    worker.on('exit', () => this.#onExit())
    return worker
  }

  #settle(message: ResultMessage): void {
    const waiting = this.#waiting.get(message.id)
    this.#waiting.delete(message.id)
    if ('failure' in message) waiting?.reject(unavailable(message.failure))
    else waiting?.resolve(message.result)
  }

  /** A thread that died takes its calls along; the next one begins anew. */
  #onExit(): void {
    this.#worker = undefined
    for (const { reject } of this.#waiting.values()) reject(unavailable('The thread of the outbox has ended.'))
    this.#waiting.clear()
  }
}

/** The built agent is one file, which holds the program of the thread as text; from the sources the thread runs its own. */
async function startWorker(dataDir: string): Promise<Worker> {
  const workerData = { dataDir }
  if (import.meta.url.endsWith('.ts')) return new Worker(new URL(program, import.meta.url), { workerData })
  const { default: source } = await import('./outboxWorker.ts?thread')
  return new Worker(source, { eval: true, workerData })
}

function unavailable(detail: string): Fault {
  return new Fault('OUTBOX_UNAVAILABLE', detail)
}
