import type { IncomingMessage } from 'node:http'
import { Fault } from '../../core/fault.ts'
import { invalid } from '../../core/issues.ts'

/** What the agent's own calls are told fits in a page. */
const mostBytes = 16 * 1024
/** A program on this machine has it at hand; one that trickles would hold a place among the connections (attacks.md T50). */
const withinMs = 5_000

/**
 * The body of a call, as JSON and nothing else: what a form of a web page can send is never taken (attacks.md T08).
 * `undefined` when there is none. Leaves the rest of a body that is too large unread.
 *
 * @throws Fault `INVALID_INPUT` · `BODY_TOO_LARGE` · `REQUEST_TIMEOUT`
 */
export async function jsonBody(request: IncomingMessage): Promise<unknown> {
  if (Number(request.headers['content-length']) > mostBytes) throw tooLarge()
  const text = await textOf(request)
  if (text === '') return undefined
  if (!/^application\/json *(;|$)/i.test(request.headers['content-type'] ?? ''))
    throw invalid([{ path: 'Content-Type', message: 'must be application/json' }])
  try {
    return JSON.parse(text)
  } catch {
    // What the parser says of it repeats some of it.
    throw invalid([{ path: 'body', message: 'must be JSON' }])
  }
}

/** Not by iteration: a stream that is left in the middle is destroyed, and its sender would see no answer. */
function textOf(request: IncomingMessage): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let bytes = 0
    const end = () => {
      clearTimeout(patience)
      request.off('data', take).off('end', succeed).off('close', giveUp)
    }
    const fail = (fault: Fault) => {
      end()
      reject(fault)
    }
    const succeed = () => {
      end()
      resolve(Buffer.concat(chunks).toString('utf8'))
    }
    const giveUp = () => fail(new Fault('REQUEST_TIMEOUT'))
    const take = (chunk: Buffer) => {
      bytes += chunk.length
      if (bytes > mostBytes) fail(tooLarge())
      else chunks.push(chunk)
    }
    const patience = setTimeout(giveUp, withinMs)
    request.on('data', take).on('end', succeed).on('close', giveUp)
  })
}

function tooLarge(): Fault {
  return new Fault('BODY_TOO_LARGE', 'The body is larger than any call of the till agent.', { limitBytes: mostBytes })
}
