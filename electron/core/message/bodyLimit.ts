import { Fault } from '#core/base/fault.ts'
import type { RequestBody } from '#core/network/link.ts'

type ByteStream = AsyncIterable<Uint8Array>

/** Passes a stream on. @throws Fault `BODY_TOO_LARGE` from within the stream, once it exceeds the limit */
export async function* limitBody(body: ByteStream, limitBytes: number): ByteStream {
  let bytes = 0
  for await (const chunk of body) {
    bytes += chunk.length
    if (bytes > limitBytes) throw bodyTooLarge(limitBytes)
    yield chunk
  }
}

/**
 * The whole body as a buffer if it has at most so many bytes, else a stream of the whole body.
 *
 * @param isNeeded refuses a body that is longer, whose rest stays unread
 * @throws Fault `BODY_TOO_LARGE`
 */
export async function bufferUpTo(body: ByteStream, limitBytes: number, isNeeded: boolean): Promise<RequestBody> {
  const read: Uint8Array[] = []
  let bytes = 0
  const rest = body[Symbol.asyncIterator]()
  for (;;) {
    const { done, value } = await rest.next()
    if (done) return Buffer.concat(read)
    read.push(value)
    bytes += value.length
    if (bytes <= limitBytes) continue
    if (!isNeeded) return rejoin(read, rest)
    await rest.return?.()
    throw bodyTooLarge(limitBytes)
  }
}

async function* rejoin(read: Uint8Array[], rest: AsyncIterator<Uint8Array>): ByteStream {
  try {
    yield* read
    yield* { [Symbol.asyncIterator]: () => rest }
  } finally {
    await rest.return?.()
  }
}

export function bodyTooLarge(limitBytes: number): Fault {
  return new Fault('BODY_TOO_LARGE', `The body may have at most ${limitBytes} bytes.`, { limitBytes })
}
