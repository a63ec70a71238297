import type { IncomingHttpHeaders } from 'node:http'

/** How long a browser may cache the answer to a preflight. */
const maxAgeSeconds = 600
const fieldNames = /^[A-Za-z0-9!#$%&'*+.^_`|~-]+(?: *, *[A-Za-z0-9!#$%&'*+.^_`|~-]+)*$/

/**
 * Allows a page of a paired origin to send its request, which still needs the key. The answer is the same for every
 * route, so that it reveals none of them.
 */
export function preflightHeaders(origin: string, headers: IncomingHttpHeaders): Record<string, string> {
  const requested = headers['access-control-request-headers']
  return {
    ...corsHeaders(origin),
    Vary: 'Origin, Access-Control-Request-Headers, Access-Control-Request-Private-Network',
    'Access-Control-Allow-Methods': 'GET, HEAD, POST, PUT, PATCH, DELETE',
    'Access-Control-Allow-Headers':
      requested && fieldNames.test(requested)
        ? requested
        : 'Authorization, Till-Agent-Key, Till-Agent-Signature, Till-Agent-Customer, Till-Agent-User, Content-Type',
    'Access-Control-Max-Age': String(maxAgeSeconds),
    // Older Chromium asks before a public page may reach this machine; newer ones ask the person (docs/web-pos.md).
    ...(headers['access-control-request-private-network'] === 'true' && {
      'Access-Control-Allow-Private-Network': 'true',
    }),
  }
}

/** Names exactly the paired origin: never a wildcard, and the browser's own credentials stay forbidden (attacks.md T06). */
export function corsHeaders(origin: string): Record<string, string> {
  return { 'Access-Control-Allow-Origin': origin, Vary: 'Origin' }
}

/** Lets a page read every field of a response. @param headers flat: name, value, … */
export function exposedHeaders(headers: readonly string[]): string {
  return [...new Set(headers.filter((_, at) => at % 2 === 0))].join(', ')
}
