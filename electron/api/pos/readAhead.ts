import type { Readable } from 'node:stream'
import { Fault } from '#core/base/fault.ts'

/** What a chunk costs beside its bytes: a caller may send them one by one. */
const chunkBytes = 256
/** After so much at once the other callers have their turn: the system would hand on all that has come, half a MiB and more. */
const turnBytes = 32 * 1024

/** The memory for what is read ahead of requests that wait, shared by all of them. */
export class ReadAheadMemory {
  #freeBytes: number
  /** Called when memory is free again. */
  readonly #waiting = new Set<() => void>()

  constructor(bytes: number) {
    this.#freeBytes = bytes
  }

  get isFull(): boolean {
    return this.#freeBytes <= 0
  }

  /** Takes memory for a chunk, also when it is full: to be asked before more is read. */
  take(chunk: Uint8Array): void {
    this.#freeBytes -= chunk.length + chunkBytes
  }

  giveBack(chunks: readonly Uint8Array[]): void {
    for (const chunk of chunks) this.#freeBytes += chunk.length + chunkBytes
    if (this.isFull) return
    for (const resume of [...this.#waiting]) resume()
  }

  /** @param resume called each time that memory is free, until `forget` */
  await(resume: () => void): void {
    this.#waiting.add(resume)
  }

  forget(resume: () => void): void {
    this.#waiting.delete(resume)
  }
}

/**
 * The body of a request, which is read on while the request waits for its turn. Behind bytes that nobody reads the system
 * does not show that the caller has gone, and the request would keep its place and its connection.
 */
export class ReadAheadBody implements AsyncIterableIterator<Uint8Array, undefined> {
  readonly #request: Readable
  readonly #memory: ReadAheadMemory
  readonly #chunks: Uint8Array[] = []
  #reader: PromiseWithResolvers<IteratorResult<Uint8Array, undefined>> | undefined
  #state: 'open' | 'whole' | 'left' = 'open'
  /** Until the next turn of the event loop. */
  #isResting = false

  constructor(request: Readable, memory: ReadAheadMemory) {
    this.#request = request
    this.#memory = memory
    request.on('data', this.#onData).on('end', this.#onEnd)
  }

  /** @throws Fault `REQUEST_TIMEOUT` after `leave`: the rest of the body does not come */
  next(): Promise<IteratorResult<Uint8Array, undefined>> {
    const chunk = this.#chunks.shift()
    if (chunk) {
      this.#memory.giveBack([chunk])
      return Promise.resolve({ done: false, value: chunk })
    }
    if (this.#state === 'whole') return Promise.resolve(end)
    if (this.#state !== 'open') return Promise.reject(new Fault('REQUEST_TIMEOUT'))
    this.#reader = Promise.withResolvers()
    this.#resume()
    return this.#reader.promise
  }

  /** Of a reader that needs no more. What is still to come stays unread. */
  return(): Promise<IteratorResult<Uint8Array, undefined>> {
    this.leave()
    return Promise.resolve(end)
  }

  [Symbol.asyncIterator](): this {
    return this
  }

  /** Reads no further, and gives back what was read ahead. To be called at the end of the request, however it ends. */
  leave(): void {
    const isUnread = this.#state === 'open'
    this.#stop('left')
    if (isUnread) this.#request.pause()
    this.#memory.giveBack(this.#chunks.splice(0))
  }

  readonly #onData = (chunk: Uint8Array): void => {
    if (this.#reader) this.#settle({ done: false, value: chunk })
    else {
      this.#chunks.push(chunk)
      this.#memory.take(chunk)
      if (this.#memory.isFull) this.#pause()
    }
    if (chunk.length >= turnBytes) this.#rest()
  }

  readonly #onEnd = (): void => {
    this.#stop('whole')
    this.#settle(end)
  }

  readonly #resume = (): void => {
    this.#memory.forget(this.#resume)
    if (!this.#isResting) this.#request.resume()
  }

  #rest(): void {
    this.#isResting = true
    this.#request.pause()
    setImmediate(this.#goOn)
  }

  readonly #goOn = (): void => {
    this.#isResting = false
    if (this.#state !== 'open') return
    if (!this.#reader && this.#memory.isFull) this.#pause()
    else this.#resume()
  }

  #pause(): void {
    this.#request.pause()
    this.#memory.await(this.#resume)
  }

  #settle(result: IteratorResult<Uint8Array, undefined>): void {
    const reader = this.#reader
    this.#reader = undefined
    reader?.resolve(result)
  }

  #stop(state: 'whole' | 'left'): void {
    if (this.#state !== 'open' && state !== 'left') return
    this.#state = state
    this.#request.off('data', this.#onData).off('end', this.#onEnd)
    this.#memory.forget(this.#resume)
    if (state === 'whole') return
    this.#reader?.reject(new Fault('REQUEST_TIMEOUT'))
    this.#reader = undefined
  }
}

const end: IteratorResult<Uint8Array, undefined> = { done: true, value: undefined }
