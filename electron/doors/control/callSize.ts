import type { IncomingHttpHeaders } from 'node:http'
import { Fault } from '../../core/fault.ts'

export const mostCallBytes = 1024 * 1024

/** Why a call is not read. Whoever calls always says how long the call is, so the length alone decides. */
export function refusalOfSize(headers: IncomingHttpHeaders): Fault | undefined {
  const bytes = Number(headers['content-length'])
  if (!Number.isSafeInteger(bytes)) return new Fault('MALFORMED_REQUEST', 'The request does not say how long it is.')
  if (bytes > mostCallBytes) return new Fault('BODY_TOO_LARGE', undefined, { limitBytes: mostCallBytes })
  return undefined
}
