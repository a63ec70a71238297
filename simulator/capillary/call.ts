import type { IncomingHttpHeaders } from 'node:http'
import type { Till } from './tills.ts'

/** Which generation of the API a path belongs to: each has a response format of its own. */
export type Family = 'v1.1' | 'v2' | 'v3'

export function familyOf(path: string): Family {
  if (path.startsWith('/v1.1/')) return 'v1.1'
  return path.startsWith('/v3/') ? 'v3' : 'v2'
}

export interface Call {
  method: string
  /** Without the query, and for v1.1 without a `.json` suffix. */
  path: string
  query: URLSearchParams
  headers: IncomingHttpHeaders
  /** Parsed JSON; `undefined` without a body. */
  body: unknown
}

/** A call whose credential was accepted. */
export interface TillCall extends Call {
  till: Till
}
