import { checkHead, type HeadRules, isWebSocket, type RequestFacts } from '#api/http/requestFacts.ts'
import type { FaultCode } from '#contract/faults/faults.ts'

/**
 * Why the browser UI refuses a request unread. It serves its own page alone: where a browser states the origin of a
 * request, that must be the UI's own, and a POST must state it (attacks.md T01, T05–T09). Another site may only link to
 * the UI in a way that the whole window goes there.
 */
export function checkAccess(facts: RequestFacts, rules: HeadRules): FaultCode | undefined {
  const refusal = checkHead(facts, rules) ?? checkSender(facts)
  if (refusal) return refusal
  return isWebSocket(facts) ? 'UPGRADE_REFUSED' : undefined
}

function checkSender(facts: RequestFacts): FaultCode | undefined {
  const { method, origin, host, secFetchSite } = facts
  // The page's own spelling of the address counts: `localhost` is another origin than `127.0.0.1`.
  if (origin !== undefined && origin !== `http://${host}`) return 'ORIGIN_REFUSED'
  const isOwnPage = secFetchSite === undefined || secFetchSite === 'same-origin'
  switch (method) {
    case 'POST':
      return origin !== undefined && isOwnPage ? undefined : 'ORIGIN_REFUSED'
    case 'GET':
    case 'HEAD':
      return isOwnPage || secFetchSite === 'none' || isNavigation(facts) ? undefined : 'ORIGIN_REFUSED'
    default:
      return 'METHOD_NOT_ALLOWED'
  }
}

function isNavigation({ secFetchMode, secFetchDest }: RequestFacts): boolean {
  return secFetchMode === 'navigate' && secFetchDest === 'document'
}
