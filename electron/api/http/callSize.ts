import type { IncomingHttpHeaders } from 'node:http'
import { Fault } from '#core/base/fault.ts'

/** The largest control call that is read. */
export const maxCallBytes = 1024 * 1024

/**
 * Why a control call is not read: Fault `MALFORMED_REQUEST` or `BODY_TOO_LARGE`. Our own clients always send a
 * Content-Length, so the header alone decides.
 */
export function checkCallSize(headers: IncomingHttpHeaders): Fault | undefined {
  const bytes = Number(headers['content-length'])
  if (!Number.isSafeInteger(bytes)) return new Fault('MALFORMED_REQUEST', 'The request does not say how long it is.')
  if (bytes > maxCallBytes) return new Fault('BODY_TOO_LARGE', undefined, { limitBytes: maxCallBytes })
  return undefined
}
