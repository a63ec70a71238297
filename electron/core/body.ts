import { Fault } from './fault.ts'
import type { RequestBody } from './link.ts'

type ByteStream = AsyncIterable<Uint8Array>

/** Hands a stream on, and breaks it off when it grows too long. */
export async function* atMost(body: ByteStream, limitBytes: number): ByteStream {
  let bytes = 0
  for await (const chunk of body) {
    bytes += chunk.length
    if (bytes > limitBytes) throw bodyTooLarge(limitBytes)
    yield chunk
  }
}

/** The whole body if it has no more than so many bytes, else a stream that begins at its beginning. */
export async function heldUpTo(body: ByteStream, limitBytes: number): Promise<RequestBody> {
  const held: Uint8Array[] = []
  let bytes = 0
  const rest = body[Symbol.asyncIterator]()
  for (;;) {
    const { done, value } = await rest.next()
    if (done) return Buffer.concat(held)
    held.push(value)
    bytes += value.length
    if (bytes > limitBytes) return resumed(held, rest)
  }
}

async function* resumed(held: Uint8Array[], rest: AsyncIterator<Uint8Array>): ByteStream {
  try {
    yield* held
    yield* { [Symbol.asyncIterator]: () => rest }
  } finally {
    await rest.return?.()
  }
}

export function bodyTooLarge(limitBytes: number): Fault {
  return new Fault('BODY_TOO_LARGE', `The body may have at most ${limitBytes} bytes.`, { limitBytes })
}
