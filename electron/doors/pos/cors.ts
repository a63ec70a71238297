import type { IncomingHttpHeaders } from 'node:http'

/** How long a browser may remember what it was allowed. */
const rememberSeconds = 600
const fieldNames = /^[A-Za-z0-9!#$%&'*+.^_`|~-]+(?: *, *[A-Za-z0-9!#$%&'*+.^_`|~-]+)*$/

/** A browser's question before it sends what it could not send by itself (Fetch standard; standards.md 8). */
export function isPreflight(method: string | undefined, headers: IncomingHttpHeaders): boolean {
  return method === 'OPTIONS' && headers.origin !== undefined && headers['access-control-request-method'] !== undefined
}

/**
 * The answer to a preflight from a paired origin: the same for every route, so that it tells nothing of them. What is
 * allowed here still needs the key.
 */
export function preflightHeaders(origin: string, headers: IncomingHttpHeaders): Record<string, string> {
  const asked = headers['access-control-request-headers']
  return {
    ...corsHeaders(origin),
    Vary: 'Origin, Access-Control-Request-Headers, Access-Control-Request-Private-Network',
    'Access-Control-Allow-Methods': 'GET, HEAD, POST, PUT, PATCH, DELETE',
    'Access-Control-Allow-Headers':
      asked && fieldNames.test(asked) ? asked : 'Authorization, Till-Agent-Key, Till-Agent-Customer, Content-Type',
    'Access-Control-Max-Age': String(rememberSeconds),
    // Older Chromium asks before a public page may reach this machine; newer ones ask the person (docs/web-pos.md).
    ...(headers['access-control-request-private-network'] === 'true' && {
      'Access-Control-Allow-Private-Network': 'true',
    }),
  }
}

/** Exactly the origin that was paired; never a wildcard, and no credentials of the browser's (attacks.md T06). */
export function corsHeaders(origin: string): Record<string, string> {
  return { 'Access-Control-Allow-Origin': origin, Vary: 'Origin' }
}

/** The fields of an answer that a page may read, which is all of them. @param headers flat: name, value, … */
export function exposed(headers: readonly string[]): string {
  return [...new Set(headers.filter((_, at) => at % 2 === 0))].join(', ')
}
