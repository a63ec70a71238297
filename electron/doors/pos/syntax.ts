import type { Socket } from 'node:net'
import type { FaultCode } from '../../contract/faults.ts'
import { Fault } from '../../core/fault.ts'
import type { Refusal, Refusals } from '../../core/refusals.ts'
import type { Connection } from './connections.ts'
import { problemHeaders, problemOf } from './problem.ts'

const codes: Record<string, FaultCode> = {
  HPE_HEADER_OVERFLOW: 'HEADERS_TOO_LARGE',
  ERR_HTTP_REQUEST_TIMEOUT: 'REQUEST_TIMEOUT',
}

/**
 * What the parser would not take is answered in one breath, and the connection closed (RFC 9112; attacks.md T48). Where an
 * earlier request still waits for its answer, that comes first: a refusal must not pass for it.
 */
export function refuseSyntax(
  error: NodeJS.ErrnoException,
  socket: Socket,
  connection: Connection | undefined,
  refusals: Refusals,
  door?: Refusal['door'],
): void {
  if (!connection || !socket.writable || error.code === 'ECONNRESET') {
    socket.destroy()
    return
  }
  if (connection.isClosing) return
  connection.isClosing = true
  const fault = new Fault(codes[error.code ?? ''] ?? 'MALFORMED_REQUEST')
  refusals.note({ code: fault.code, client: connection.client, door })
  if (connection.answer && !connection.answer.isOver) {
    connection.answer.breakOff(fault)
    return
  }
  const body = JSON.stringify(problemOf(fault, '-'))
  const headers = { ...problemHeaders(fault, '-'), 'Content-Length': Buffer.byteLength(body), Connection: 'close' }
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${String(value)}\r\n`)
  socket.end(`HTTP/1.1 ${fault.status} Refused\r\n${lines.join('')}\r\n${body}`)
}
