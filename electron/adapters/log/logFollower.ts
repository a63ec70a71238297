import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import { join } from 'node:path'
import type { LogRow } from '#core/diagnostics/bundleSources.ts'
import { rowFrom } from './logTail.ts'

/** Read at once at most; what is left is read by the next call. */
const maxBytes = 1024 * 1024

/** Reads what is added to a log. The file is open only while it is read: on Windows nobody could rotate it otherwise. */
export class LogFollower {
  readonly #directory: string
  /** Of the file that was read last. */
  #file = 0
  /** Bytes of it that were read. */
  #position = 0

  /** Begins at the present end of the log in this directory. */
  constructor(directory: string) {
    this.#directory = directory
    this.#reading('agent.log', (descriptor) => {
      const { ino, size } = fstatSync(descriptor)
      this.#file = ino
      this.#position = size
    })
  }

  /** The rows that were added since the last call, with those of a file that was rotated meanwhile. */
  next(): LogRow[] {
    const lines: string[] = []
    this.#reading('agent.log', (descriptor) => {
      const { ino, size } = fstatSync(descriptor)
      if (ino !== this.#file || size < this.#position) {
        this.#reading('agent.log.1', (rotated) => lines.push(...this.#linesOf(rotated)))
        this.#file = ino
        this.#position = 0
      }
      lines.push(...this.#linesOf(descriptor))
    })
    return lines.map(rowFrom).filter((row) => row !== undefined)
  }

  /** A line that is not whole yet is left for the next call. */
  #linesOf(descriptor: number): string[] {
    const bytes = Buffer.alloc(Math.min(Math.max(fstatSync(descriptor).size - this.#position, 0), maxBytes))
    const read = bytes.subarray(0, readSync(descriptor, bytes, 0, bytes.length, this.#position))
    const whole = read.subarray(0, read.lastIndexOf('\n') + 1)
    this.#position += whole.length
    return whole.toString('utf8').split('\n').slice(0, -1)
  }

  #reading(name: string, use: (descriptor: number) => void): void {
    let descriptor: number | undefined
    try {
      descriptor = openSync(join(this.#directory, name), 'r')
      use(descriptor)
    } catch (thrown) {
      if ((thrown as NodeJS.ErrnoException).code !== 'ENOENT') throw thrown
    } finally {
      if (descriptor !== undefined) closeSync(descriptor)
    }
  }
}
