import * as fs from 'node:fs'
import { dirname } from 'node:path'
import { writeFailure } from '#adapters/system/systemError.ts'

/** The calls of the file system that writing takes. A test puts one in their place that fails. */
export type LogDisk = Pick<
  typeof fs,
  | 'openSync'
  | 'writeSync'
  | 'ftruncateSync'
  | 'closeSync'
  | 'fchmodSync'
  | 'fstatSync'
  | 'statSync'
  | 'mkdirSync'
  | 'existsSync'
  | 'renameSync'
  | 'copyFileSync'
  | 'truncateSync'
  | 'rmSync'
>

interface Options {
  /** Size at which the file becomes `<path>.1`, that one `<path>.2`, and so on. */
  maxBytes: number
  /** Number of rotated files. */
  keep: number
  /** The line that says how many lines were lost. */
  lostLine(count: number): string
  disk?: LogDisk
}

/** Gathered lines are written at this length, or after this time. */
const gatherCharacters = 16 * 1024
const gatherMs = 1_000

/** Files with gathered lines, which are written when the process ends, also after an uncaught error. */
const filesToFlush = new Set<RotatingFile>()
process.on('exit', () => {
  for (const file of filesToFlush) file.flush()
})

/**
 * A file of lines with a limited size. When `write` returns, the operating system has the line, so a crash of the process
 * loses none. Lines that cannot be written, as on a full disk, are counted; the next write tries again and says how many were
 * lost. A file that was moved or removed is begun anew. (The maintained libraries stop for good at the first failed write,
 * and write on into a file that is gone.)
 */
export class RotatingFile {
  readonly #path: string
  readonly #options: Options
  readonly #disk: LogDisk
  #descriptor: number | undefined
  /** Tells whether the file at the path is the one that is open. */
  #identity = ''
  #bytes = 0
  /** Whether the last line in the file is cut off. */
  #isTorn = false
  #lost = 0
  #lostSinceSaid = 0
  #problem: string | undefined
  #gathered = ''
  #gatheredLines = 0
  #timer: NodeJS.Timeout | undefined

  /** @throws a system error when the file cannot be opened */
  constructor(path: string, options: Options) {
    this.#path = path
    this.#options = options
    this.#disk = options.disk ?? fs
    this.#open()
  }

  /** Lines that were lost since the file was opened. */
  get lost(): number {
    return this.#lost
  }

  /** Why the last write failed. */
  get problem(): string | undefined {
    return this.#problem
  }

  /** Writes the gathered lines, then this one. */
  write(line: string): void {
    this.flush()
    this.#writeNow(line, 1)
  }

  /** Writes the line within a second, together with others. */
  gather(line: string): void {
    filesToFlush.add(this)
    this.#gathered += line
    this.#gatheredLines += 1
    if (this.#gathered.length >= gatherCharacters) this.flush()
    else this.#timer ??= setTimeout(() => this.flush(), gatherMs).unref()
  }

  /** Writes the gathered lines. */
  flush(): void {
    filesToFlush.delete(this)
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
      const descriptor = this.#current()
      if (this.#lostSinceSaid > 0) {
        this.#append(descriptor, this.#options.lostLine(this.#lostSinceSaid))
        this.#lostSinceSaid = 0
      }
      this.#append(descriptor, text)
      this.#problem = undefined
    } catch (thrown) {
      this.#problem = writeFailure(thrown)
      this.#lost += lines
      this.#lostSinceSaid += lines
    }
  }

  /** The open file, which is the one at the path and not too large. */
  #current(): number {
    if (this.#descriptor !== undefined && this.#identityAt(this.#path) !== this.#identity) this.#closeFile()
    const descriptor = this.#descriptor ?? this.#open()
    return this.#bytes < this.#options.maxBytes ? descriptor : this.#rotate()
  }

  /** Writes all of the text or, as far as that is possible, nothing: a part of a line is no JSON. */
  #append(descriptor: number, text: string): void {
    const bytes = Buffer.from(this.#isTorn ? `\n${text}` : text)
    let at = 0
    try {
      while (at < bytes.length) {
        const written = this.#disk.writeSync(descriptor, bytes, at)
        if (written === 0) throw Object.assign(new Error('nothing was written'), { code: 'EIO' })
        at += written
      }
      this.#bytes += at
      this.#isTorn = false
    } catch (thrown) {
      if (at > 0) this.#takeBack(descriptor, at)
      throw thrown
    }
  }

  #takeBack(descriptor: number, bytes: number): void {
    try {
      this.#disk.ftruncateSync(descriptor, this.#bytes)
    } catch {
      this.#bytes += bytes
      this.#isTorn = true
    }
  }

  #closeFile(): void {
    if (this.#descriptor !== undefined) this.#disk.closeSync(this.#descriptor)
    this.#descriptor = undefined
  }

  #open(): number {
    const disk = this.#disk
    makeDirectory(dirname(this.#path), disk)
    const descriptor = disk.openSync(this.#path, 'a', 0o600)
    // An existing file may be readable by others.
    if (process.platform !== 'win32') disk.fchmodSync(descriptor, 0o600)
    this.#bytes = disk.fstatSync(descriptor).size
    this.#identity = this.#identityAt(this.#path)
    this.#isTorn = false
    this.#descriptor = descriptor
    return descriptor
  }

  #identityAt(path: string): string {
    const found = this.#disk.statSync(path, { bigint: true, throwIfNoEntry: false })
    return found ? `${found.dev} ${found.ino}` : 'gone'
  }

  /** A file that cannot be rotated may become twice as large. */
  #rotate(): number {
    this.#closeFile()
    try {
      this.#moveOn()
    } catch (thrown) {
      if (this.#bytes >= 2 * this.#options.maxBytes) throw thrown
    }
    return this.#open()
  }

  /** The older files move on only once this one is set aside: else each try would push the oldest out, and add none. */
  #moveOn(): void {
    const aside = `${this.#path}.0`
    const how = this.#setAside(aside)
    try {
      for (let n = this.#options.keep; n >= 1; n -= 1) {
        const from = `${this.#path}.${n - 1}`
        if (this.#disk.existsSync(from)) this.#disk.renameSync(from, `${this.#path}.${n}`)
      }
    } catch (thrown) {
      if (how === 'renamed') this.#disk.renameSync(aside, this.#path)
      else this.#disk.rmSync(aside, { force: true })
      throw thrown
    }
    if (how === 'copied') this.#disk.truncateSync(this.#path)
  }

  /** On Windows a file that another program reads can often not be renamed, but be copied and emptied. */
  #setAside(aside: string): 'renamed' | 'copied' {
    try {
      this.#disk.renameSync(this.#path, aside)
      return 'renamed'
    } catch {
      this.#disk.copyFileSync(this.#path, aside)
      return 'copied'
    }
  }
}

/** Makes the directory again when it alone was removed: with its parent, the whole data directory was. */
function makeDirectory(path: string, disk: LogDisk): void {
  try {
    disk.mkdirSync(path, { mode: 0o700 })
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code !== 'EEXIST') throw thrown
  }
}
