import type { IncomingHttpHeaders } from 'node:http'
import { checkCallSize } from '#api/http/callSize.ts'
import type { RequestFacts } from '#api/http/requestFacts.ts'
import { Fault } from '#core/base/fault.ts'

/** What a request that passed the access rules asks for. All but `open-link` need a session. */
export type BrowserUiRoute =
  | { kind: 'open-link'; token: string }
  | { kind: 'prove'; challenge: string }
  | { kind: 'file'; path: string }
  | { kind: 'sign-out' }
  | { kind: 'call' }

const linkPrefix = '/start/'
/** Random bytes of the page, which the agent answers for. */
const challengePath = /^\/proof\/([\w-]{43})$/

export function routeOf({ method, target }: Pick<RequestFacts, 'method' | 'target'>): BrowserUiRoute {
  const path = pathOf(target)
  if (method === 'POST') return path === '/end' ? { kind: 'sign-out' } : { kind: 'call' }
  const [, challenge] = challengePath.exec(path) ?? []
  if (challenge !== undefined) return { kind: 'prove', challenge }
  return path.startsWith(linkPrefix)
    ? { kind: 'open-link', token: path.slice(linkPrefix.length) }
    : { kind: 'file', path }
}

export function pathOf(target: string): string {
  const [path = ''] = target.split('?', 1)
  return path
}

export function linkPath(token: string): string {
  return linkPrefix + token
}

/** The header in which the page's calls bring the token that it made of its key. */
export const pageTokenHeader = 'till-agent-page-token'

/** Where the page begins. It takes its key out of the fragment, which no browser sends anywhere. @param isRemembered the key outlasts the tab */
export function pagePath(pageKey: string, isRemembered: boolean): string {
  return `/#page-key=${pageKey}${isRemembered ? '&remembered' : ''}`
}

/** Whether the browser came by a link of another site or of a file: it withholds a SameSite=Strict cookie after a redirect then. */
export function comesFromElsewhere(headers: IncomingHttpHeaders): boolean {
  const site = headers['sec-fetch-site']
  return site === 'cross-site' || site === 'same-site'
}

/** Why a one-time link is not used up by this request: only a person's browser that goes there may do that. */
export function checkLinkUse(method: string, headers: IncomingHttpHeaders): Fault | undefined {
  if (method !== 'GET') return new Fault('METHOD_NOT_ALLOWED')
  return isPrefetch(headers) ? new Fault('NOT_SUPPORTED', 'A link is not opened ahead of time.') : undefined
}

/** Why a control call is not read: it must be JSON, which no form can send, and of a known size. */
export function checkCall(headers: IncomingHttpHeaders): Fault | undefined {
  const tooLarge = checkCallSize(headers)
  if (tooLarge) return tooLarge
  const isJson = /^application\/json(?:;|$)/i.test(headers['content-type'] ?? '')
  return isJson || headers['content-length'] === '0' ? undefined : new Fault('MALFORMED_REQUEST', 'Calls are JSON.')
}

/** Whether a browser fetches what nobody asked for yet (`Sec-Purpose`; older browsers use names of their own). */
function isPrefetch(headers: IncomingHttpHeaders): boolean {
  return ['sec-purpose', 'purpose', 'x-moz', 'x-purpose'].some((name) =>
    /prefetch|preview/i.test(String(headers[name])),
  )
}
