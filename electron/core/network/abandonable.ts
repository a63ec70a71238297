import type { Http } from './controlHttp.ts'

/** The same, for as long as somebody waits for it. @param gone ends the call under way, and every later one before it is sent */
export function abandonable(http: Http, gone: AbortSignal | undefined): Http {
  return gone ? { request: (request) => http.request({ ...request, gone }) } : http
}
