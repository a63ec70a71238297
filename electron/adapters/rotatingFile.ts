import { closeSync, existsSync, fchmodSync, fstatSync, openSync, renameSync, writeSync } from 'node:fs'

interface Options {
  /** When the file has grown to this, it is set aside as `<path>.1`, that one as `<path>.2`, and so on. */
  maxBytes: number
  /** How many are kept besides the one that is written. */
  keep: number
}

/** What is gathered goes out when it has become so much, or so old. */
const gatherCharacters = 16 * 1024
const gatherMs = 1_000

/** Files that still have to write something when the process ends, be it by an error that nobody caught. */
const unfinished = new Set<RotatingFile>()
process.on('exit', () => {
  for (const file of unfinished) file.flush()
})

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
  #gathered = ''
  #gatheredLines = 0
  #timer: NodeJS.Timeout | undefined

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

  /** What was gathered before it goes first. */
  write(line: string): void {
    this.flush()
    this.#writeNow(line, 1)
  }

  /** Writes the line within a second, together with others. */
  gather(line: string): void {
    unfinished.add(this)
    this.#gathered += line
    this.#gatheredLines += 1
    if (this.#gathered.length >= gatherCharacters) this.flush()
    else this.#timer ??= setTimeout(() => this.flush(), gatherMs).unref()
  }

  /** Writes what was gathered. */
  flush(): void {
    unfinished.delete(this)
    clearTimeout(this.#timer)
    this.#timer = undefined
    if (this.#gatheredLines === 0) return
    const lines = this.#gathered
    const count = this.#gatheredLines
    this.#gathered = ''
    this.#gatheredLines = 0
    this.#writeNow(lines, count)
  }

  close(): void {
    this.flush()
    this.#closeFile()
  }

  #writeNow(text: string, lines: number): void {
    try {
      if (this.#bytes >= this.#options.maxBytes) this.#rotate()
      this.#bytes += writeSync(this.#descriptor ?? this.#open(), text)
    } catch {
      this.#dropped += lines
    }
  }

  #closeFile(): void {
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
    this.#closeFile()
    for (let n = this.#options.keep; n >= 1; n -= 1) {
      const from = n === 1 ? this.#path : `${this.#path}.${n - 1}`
      if (existsSync(from)) renameSync(from, `${this.#path}.${n}`)
    }
    this.#open()
  }
}
