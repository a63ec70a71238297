import type { IncomingHttpHeaders } from 'node:http'
import type { FaultCode } from '../../contract/faults.ts'
import { type Knock, refusalOfAddress } from '../loopback/knock.ts'

/**
 * Why a request to the web door is turned away unread. It is for our own page alone: whatever a browser says of where a
 * request comes from must be our own origin, and what changes anything must say so (attacks.md T01, T05–T09). A link from
 * elsewhere may lead a person here, as long as it is the whole window that goes.
 */
export function refusalAtWebDoor(
  knock: Knock,
  authorities: ReadonlySet<string>,
  headers: IncomingHttpHeaders,
): FaultCode | undefined {
  const refusal = refusalOfAddress(knock, authorities)
  if (refusal) return refusal
  const { method, origin, host, secFetchSite } = knock
  // By the very name that it was called by: a page of "localhost" is another origin than one of 127.0.0.1.
  if (origin !== undefined && origin !== `http://${host}`) return 'ORIGIN_REFUSED'
  const isOwnPage = secFetchSite === undefined || secFetchSite === 'same-origin'
  switch (method) {
    case 'POST':
      return origin !== undefined && isOwnPage ? undefined : 'ORIGIN_REFUSED'
    case 'GET':
    case 'HEAD':
      return isOwnPage || secFetchSite === 'none' || isNavigation(headers) ? undefined : 'ORIGIN_REFUSED'
    default:
      return 'METHOD_NOT_ALLOWED'
  }
}

function isNavigation(headers: IncomingHttpHeaders): boolean {
  return headers['sec-fetch-mode'] === 'navigate' && headers['sec-fetch-dest'] === 'document'
}

/** Whether a browser fetches something that nobody has asked for yet (Fetch standard; older ones by their own names). */
export function isPrefetch(headers: IncomingHttpHeaders): boolean {
  return ['sec-purpose', 'purpose', 'x-moz', 'x-purpose'].some((name) =>
    /prefetch|preview/i.test(String(headers[name])),
  )
}
