import type { IncomingMessage } from 'node:http'
import { Fault } from '#core/base/fault.ts'
import { invalid } from '#core/base/inputIssues.ts'
import { parseJson } from '#core/base/parseJson.ts'
import { signedBodyOf } from './signedBody.ts'

/** Far more than any call of the agent's own needs. */
const maxBytes = 16 * 1024
/** A local program has its body at hand; one that sends it slowly would occupy a connection (attacks.md T50). */
const timeoutMs = 5_000

/**
 * The parsed body of a call; `undefined` when it is empty. Only JSON is accepted, never what a web form can send
 * (attacks.md T08). The rest of a body that is too large stays unread.
 *
 * @throws Fault `INVALID_INPUT` · `BODY_TOO_LARGE` · `REQUEST_TIMEOUT`
 */
export async function jsonBody(request: IncomingMessage): Promise<unknown> {
  if (Number(request.headers['content-length']) > maxBytes) throw tooLarge()
  const bytes = signedBodyOf(request) ?? (await bytesOf(request))
  if (bytes.length === 0) return undefined
  const { 'content-type': type = '', 'content-encoding': coding = 'identity' } = request.headers
  if (!/^application\/json *(;|$)/i.test(type))
    throw invalid([{ path: 'Content-Type', message: 'must be application/json' }])
  if (!/^identity$/i.test(coding)) throw invalid([{ path: 'Content-Encoding', message: 'must be left out' }])
  return jsonIn(bytes)
}

/**
 * JSON goes in UTF-8, and a byte order mark before it may be ignored (RFC 8259 §8.1): libraries of Windows write one. A
 * letter of another encoding would become another letter. The parser's own message would quote the body.
 */
function jsonIn(bytes: Buffer): unknown {
  const text = textOf(bytes)
  if (text === undefined) throw invalid([{ path: 'body', message: 'must be in UTF-8' }])
  const value = parseJson(text)
  if (value === undefined) throw invalid([{ path: 'body', message: 'must be JSON' }])
  return value
}

function textOf(bytes: Buffer): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
}

/** Reads without `for await`, which destroys a stream that it leaves early: the client would get no response. */
function bytesOf(request: IncomingMessage): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let bytes = 0
    const stop = () => {
      clearTimeout(timer)
      request.off('data', onData).off('end', onEnd).off('close', abandon)
    }
    const fail = (fault: Fault) => {
      stop()
      reject(fault)
    }
    const onEnd = () => {
      stop()
      resolve(Buffer.concat(chunks))
    }
    const abandon = () => fail(new Fault('REQUEST_TIMEOUT'))
    const onData = (chunk: Buffer) => {
      bytes += chunk.length
      if (bytes > maxBytes) fail(tooLarge())
      else chunks.push(chunk)
    }
    const timer = setTimeout(abandon, timeoutMs)
    request.on('data', onData).on('end', onEnd).on('close', abandon)
  })
}

function tooLarge(): Fault {
  const detail = `The body of this call may have at most ${maxBytes} bytes.`
  return new Fault('BODY_TOO_LARGE', detail, { limitBytes: maxBytes }, 'Send only the documented fields.')
}
