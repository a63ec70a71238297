export interface CloudResponse {
  status: number
  /** A string is sent as HTML, `undefined` as no body at all, anything else as JSON. */
  body: unknown
  headers?: Record<string, string>
}

/** The response with a `Retry-After` header; unchanged for `null`. */
export function withRetryAfter(seconds: number | null, response: CloudResponse): CloudResponse {
  return seconds === null ? response : { ...response, headers: { 'Retry-After': String(seconds) } }
}
