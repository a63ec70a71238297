import type { IncomingMessage } from 'node:http'
import { hasBody } from '#api/http/loopbackResponse.ts'
import { Fault } from '#core/base/fault.ts'
import { bodyTooLarge, bufferUpTo } from '#core/message/bodyLimit.ts'
import { ReadAheadBody, type ReadAheadMemory } from './readAhead.ts'

/** Bodies that were read to be compared with their signature. */
const bodies = new WeakMap<IncomingMessage, Buffer>()

/**
 * The whole body of a request that was signed: nothing may be done with a part of it before all of it is known.
 *
 * @throws Fault `BODY_TOO_LARGE` · `REQUEST_TIMEOUT` where it does not come whole
 */
export async function readSignedBody(
  request: IncomingMessage,
  memory: ReadAheadMemory,
  maxBytes: number,
): Promise<Buffer> {
  if (!hasBody(request)) return Buffer.alloc(0)
  if (Number(request.headers['content-length']) > maxBytes) throw bodyTooLarge(maxBytes)
  const reader = new ReadAheadBody(request, memory)
  // A request that has come whole closes, too.
  const gone = () => {
    if (!request.complete) reader.leave()
  }
  request.once('close', gone)
  try {
    const body = await bufferUpTo(reader, maxBytes, true)
    if (!Buffer.isBuffer(body)) throw new Fault('REQUEST_TIMEOUT')
    bodies.set(request, body)
    return body
  } finally {
    request.off('close', gone)
  }
}

/** The body where it has been read; the request has it no more. */
export function signedBodyOf(request: IncomingMessage): Buffer | undefined {
  return bodies.get(request)
}
