import { InvalidResponse } from './invalidResponse.ts'

const wholeNumber = /^\d{1,15}$/

/** How a response is framed, and whether its connection stays open (RFC 9112 §6.3, §9.3). */
export class ResponseFraming {
  #length: number | undefined
  #isChunked = false
  #connection = ''
  keepAliveSeconds: number | undefined

  note(name: string, value: string): void {
    switch (name.length) {
      case 14:
        if (name.toLowerCase() === 'content-length') this.#noteLength(value)
        break
      case 17:
        if (name.toLowerCase() === 'transfer-encoding') this.#noteEncoding(value)
        break
      case 10:
        if (name.toLowerCase() === 'connection') this.#connection += `,${value.toLowerCase()}`
        else if (name.toLowerCase() === 'keep-alive') this.keepAliveSeconds = secondsIn(value)
        break
    }
  }

  /** @throws InvalidResponse when the length can be read in two ways */
  bodyLength(minor: number): number | 'chunked' | 'close' {
    if (!this.#isChunked) return this.#length ?? 'close'
    if (this.#length !== undefined || minor === 0) throw new InvalidResponse('TWO_LENGTHS')
    return 'chunked'
  }

  keepsAlive(minor: number): boolean {
    if (this.keepAliveSeconds === 0) return false
    if (this.#connection === '') return minor === 1
    // What nearly all say.
    if (this.#connection === ',keep-alive') return true
    const options = this.#connection.split(',').map((option) => option.trim())
    if (options.includes('close')) return false
    return minor === 1 || options.includes('keep-alive')
  }

  #noteLength(value: string): void {
    if (this.#length !== undefined) throw new InvalidResponse('TWO_LENGTHS')
    if (!wholeNumber.test(value)) throw new InvalidResponse('CONTENT_LENGTH')
    this.#length = Number(value)
  }

  #noteEncoding(value: string): void {
    // Another coding would have to be undone here, since the field itself ends with this hop; none was asked for.
    if (this.#isChunked || value.toLowerCase() !== 'chunked') throw new InvalidResponse('TRANSFER_ENCODING')
    this.#isChunked = true
  }
}

function secondsIn(keepAlive: string): number | undefined {
  const parameter = keepAlive.split(',').find((part) => part.trim().toLowerCase().startsWith('timeout='))
  const seconds = parameter?.split('=')[1]?.trim() ?? ''
  return wholeNumber.test(seconds) ? Number(seconds) : undefined
}
