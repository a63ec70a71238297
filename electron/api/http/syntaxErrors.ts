import type { Socket } from 'node:net'
import type { FaultCode } from '#contract/faults/faults.ts'
import type { Refusal, Refusals } from '#core/audit/refusals.ts'
import { Fault } from '#core/base/fault.ts'
import type { Connection } from './connections.ts'
import { endUnread, type LingerLimits } from './lingeringClose.ts'
import { problemHeaders, problemOf } from './problem.ts'

const faultCodes: Record<string, FaultCode> = {
  HPE_HEADER_OVERFLOW: 'HEADERS_TOO_LARGE',
  ERR_HTTP_REQUEST_TIMEOUT: 'REQUEST_TIMEOUT',
}

/**
 * Answers what Node's parser could not read with a problem and closes the connection (RFC 9112; attacks.md T48). When an
 * earlier request still waits for its response, no refusal is written: the client would take it for that response.
 *
 * @param error of the server's `clientError` event
 */
export function rejectMalformed(
  error: ParserError,
  socket: Socket,
  { connection, limits, refusals, api }: Listener,
): void {
  // What comes behind the first error is read and dropped.
  if (connection?.isClosing) return
  if (!connection || !socket.writable || error.code === 'ECONNRESET') {
    socket.destroy()
    return
  }
  connection.isClosing = true
  const fault = faultOf(error)
  refusals.note({ code: fault.code, client: connection.client, api })
  const { response } = connection
  if (response && !response.isFinished) response.abortWith(fault)
  // What cannot be read is the body of a request that is answered: a second answer would pass for that to another.
  else if (response && !response.isRequestRead) socket.destroySoon()
  else endUnread(socket, problemMessage(fault), limits)
}

interface Listener {
  connection: Connection | undefined
  limits: LingerLimits
  refusals: Refusals
  api: Refusal['api']
}

export interface ParserError extends NodeJS.ErrnoException {
  /** What the parser was given last; the head of most requests comes in one piece. */
  rawPacket?: Buffer
}

/** The first break in `Basic`, and what stands behind it is more of the same text. */
const brokenBase64 = /^ *basic +[A-Za-z0-9+/=]+(?:\r\n|\r|\n)[ \t]*[A-Za-z0-9+/]+={0,2}[\r\n]/i

function faultOf({ code = '', rawPacket }: ParserError): Fault {
  const known = faultCodes[code]
  if (known) return new Fault(known)
  const head = rawPacket?.toString('latin1') ?? ''
  const field = /^authorization:/im.exec(head)
  if (field && brokenBase64.test(head.slice(field.index + field[0].length)))
    return new Fault(
      'MALFORMED_REQUEST',
      'The Base64 text in Authorization is broken into several lines.',
      undefined,
      'Remove the line breaks from it: some libraries, such as the one of VB6, put one after 72 or 76 letters.',
    )
  if (code === 'HPE_CR_EXPECTED' || code === 'HPE_LF_EXPECTED')
    return new Fault('MALFORMED_REQUEST', 'A line of the head does not end with CR LF, or holds a line break.')
  return new Fault('MALFORMED_REQUEST')
}

/** A whole HTTP response as text. It has no request id: no request was recognised. */
function problemMessage(fault: Fault): string {
  const body = JSON.stringify(problemOf(fault, '-'))
  const headers = { ...problemHeaders(fault, '-'), 'Content-Length': Buffer.byteLength(body), Connection: 'close' }
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${String(value)}\r\n`)
  return `HTTP/1.1 ${fault.status} Refused\r\n${lines.join('')}\r\n${body}`
}
