import { checkHead, type HeadRules, isWebSocket, type RequestFacts } from '#api/http/requestFacts.ts'
import type { FaultCode } from '#contract/faults/faults.ts'

/**
 * Why the POS API refuses a request unread. An origin means that a page asks, and only the exact origins that some client
 * was paired with are let in (attacks.md T05–T09). `Sec-Fetch-Mode` alone proves no browser: Node's own fetch sends it.
 */
export function checkAccess(
  facts: RequestFacts,
  rules: HeadRules,
  pairedOrigins: ReadonlySet<string>,
): FaultCode | undefined {
  const refusal = checkHead(facts, rules)
  if (refusal) return refusal
  if (facts.origin !== undefined && !pairedOrigins.has(facts.origin)) return 'ORIGIN_REFUSED'
  if (facts.origin === undefined && isAskedByPage(facts)) return 'ORIGIN_REFUSED'
  if (facts.method === 'TRACE' || facts.method === 'CONNECT') return 'METHOD_NOT_ALLOWED'
  return isWebSocket(facts) ? 'UPGRADE_REFUSED' : undefined
}

/**
 * Whether a page made a browser ask, or a person opened the address in one. A program that has the network of a browser
 * (Electron's `net`, WebView2) says `none`, as no page asks; a page can have that said only of an address that it opens.
 */
function isAskedByPage({ secFetchSite, secFetchMode, secFetchDest }: RequestFacts): boolean {
  if (secFetchSite === undefined) return false
  const isOpened = secFetchMode === 'navigate' || (secFetchDest !== undefined && secFetchDest !== 'empty')
  return secFetchSite !== 'none' || isOpened
}
