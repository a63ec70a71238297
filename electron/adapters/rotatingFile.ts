import { closeSync, existsSync, fchmodSync, fstatSync, openSync, renameSync, writeSync } from 'node:fs'

interface Options {
  /** When the file has grown to this, it is set aside as `<path>.1`, that one as `<path>.2`, and so on. */
  maxBytes: number
  /** How many are kept besides the one that is written. */
  keep: number
}

/**
 * A file of lines that never outgrows its share of the disk. Each line is with the operating system when `write`
 * returns, so a crash loses none. A line that cannot be written, as on a full disk, is dropped and counted: the next
 * one tries again. (No library: the well-kept one ends for good at the first failed write.)
 */
export class RotatingFile {
  readonly #path: string
  readonly #options: Options
  #descriptor: number | undefined
  #bytes = 0
  #dropped = 0

  /** @throws a system error when the file cannot be opened */
  constructor(path: string, options: Options) {
    this.#path = path
    this.#options = options
    this.#open()
  }

  /** How many lines were lost since it was opened. */
  get dropped(): number {
    return this.#dropped
  }

  write(line: string): void {
    try {
      if (this.#bytes >= this.#options.maxBytes) this.#rotate()
      this.#bytes += writeSync(this.#descriptor ?? this.#open(), line)
    } catch {
      this.#dropped += 1
    }
  }

  close(): void {
    if (this.#descriptor !== undefined) closeSync(this.#descriptor)
    this.#descriptor = undefined
  }

  #open(): number {
    const descriptor = openSync(this.#path, 'a', 0o600)
    // One that was there before may be open to others.
    if (process.platform !== 'win32') fchmodSync(descriptor, 0o600)
    this.#bytes = fstatSync(descriptor).size
    this.#descriptor = descriptor
    return descriptor
  }

  #rotate(): void {
    this.close()
    for (let n = this.#options.keep; n >= 1; n -= 1) {
      const from = n === 1 ? this.#path : `${this.#path}.${n - 1}`
      if (existsSync(from)) renameSync(from, `${this.#path}.${n}`)
    }
    this.#open()
  }
}
