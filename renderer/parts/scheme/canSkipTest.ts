import type { ShownFault } from '#renderer/agent/fault.ts'

/**
 * Whether a credential may be saved without a test: only where nothing answered. A server that could not prove who it is, or
 * that answers as no such cloud does, would get the password with the first request.
 */
export function canSkipTest(fault: ShownFault | undefined): boolean {
  return fault?.code === 'CREDENTIAL_UNPROVEN' && (fault.cause === 'unreachable' || fault.cause === 'timeout')
}
