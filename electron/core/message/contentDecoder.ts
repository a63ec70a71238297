import { BrotliDecompress, constants, InflateRaw, Unzip } from 'minizlib'

/** Unpacked in steps, so that no step takes long. */
const stepBytes = 4 * 1024
/** A body that unpacks to more is made to use up the machine (attacks.md T50). */
const maxRatio = 200
const maxBytesAnyway = 1024 * 1024
/** Within a step: 50 bytes of brotli unpack to 64 MiB. A step of deflate gives 4 MiB at most, where it is a run of one byte. */
const bounded = { maxOutputLength: 8 * 1024 * 1024 }

/** The body is not what its coding says, or unpacks to more than any honest answer. */
export class UndecodableContent extends Error {}

export type ReadableCoding = 'gzip' | 'deflate' | 'br'

/** Unpacks a body as it comes, and holds nothing back that its bytes tell. */
export class ContentDecoder {
  readonly #coding: ReadableCoding
  #stream: Unzip | InflateRaw | BrotliDecompress | undefined
  #failure: unknown
  #parts: Buffer[] = []
  #packedBytes = 0
  #unpackedBytes = 0

  constructor(coding: ReadableCoding) {
    this.#coding = coding
  }

  /** What these bytes unpack to. @throws UndecodableContent */
  push(chunk: Buffer): Buffer {
    for (let at = 0; at < chunk.length; at += stepBytes) this.#step(chunk.subarray(at, at + stepBytes))
    return this.#take()
  }

  #step(step: Buffer): void {
    this.#packedBytes += step.length
    this.#stream ??= this.#open(step[0] as number)
    this.#stream.write(step)
    if (this.#unpackedBytes > Math.max(maxBytesAnyway, this.#packedBytes * maxRatio) || isTooLong(this.#failure))
      throw new UndecodableContent('it unpacks to more than an answer would')
    if (this.#failure) throw new UndecodableContent('it cannot be unpacked', { cause: this.#failure })
  }

  #open(firstByte: number) {
    const stream = this.#streamFor(firstByte)
    stream.on('error', (thrown) => {
      this.#failure = thrown
    })
    return stream.on('data', (part: Buffer) => {
      this.#unpackedBytes += part.length
      this.#parts.push(part)
    })
  }

  /** Some servers send `deflate` without the frame that it should have (RFC 9110 §8.4.1.2). */
  #streamFor(firstByte: number): Unzip | InflateRaw | BrotliDecompress {
    if (this.#coding === 'br') return new BrotliDecompress({ flush: constants.BROTLI_OPERATION_FLUSH, ...bounded })
    const flush = { flush: constants.Z_SYNC_FLUSH, ...bounded }
    return this.#coding === 'deflate' && (firstByte & 0x0f) !== 8 ? new InflateRaw(flush) : new Unzip(flush)
  }

  #take(): Buffer {
    const parts = this.#parts
    this.#parts = []
    return Buffer.concat(parts)
  }
}

function isTooLong(failure: unknown): boolean {
  return failure instanceof Error && 'code' in failure && failure.code === 'ERR_BUFFER_TOO_LARGE'
}
