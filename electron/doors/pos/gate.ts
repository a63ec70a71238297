import type { FaultCode } from '../../contract/faults.ts'
import { type Knock, refusalOfAddress } from '../loopback/knock.ts'

/**
 * Why a request to the POS door is turned away unread, in the order of design 4.1. Origin or Sec-Fetch-Site means a browser
 * asks, and only the exact origins that some client was paired with may (attacks.md T05–T09). `Sec-Fetch-Mode` alone is no
 * sign: Node's own fetch sends it.
 */
export function refusalAtDoor(
  knock: Knock,
  authorities: ReadonlySet<string>,
  pairedOrigins: ReadonlySet<string>,
): FaultCode | undefined {
  const refusal = refusalOfAddress(knock, authorities)
  if (refusal) return refusal
  if (knock.origin !== undefined && !pairedOrigins.has(knock.origin)) return 'ORIGIN_REFUSED'
  if (knock.origin === undefined && knock.secFetchSite !== undefined) return 'ORIGIN_REFUSED'
  if (knock.method === 'TRACE' || knock.method === 'CONNECT') return 'METHOD_NOT_ALLOWED'
  return undefined
}
