import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { RedirectListener, RedirectResponse, Redirects } from '#core/scheme/browserSignIn.ts'

/** Identity providers compare the whole redirect URI, except the port of a loopback one (RFC 8252 §7.3). */
const path = '/callback'

/** Far more than a browser sends. */
const maxHeaderBytes = 16 * 1024
const requestTimeoutMs = 10_000

/** Receives the browser's redirect once, on a loopback port of its own. Only the `state` that is waited for uses it up. */
export const loopbackRedirects: Redirects = {
  async listen(): Promise<RedirectListener> {
    const { promise: response, resolve } = Promise.withResolvers<RedirectResponse>()
    const limits = { maxHeaderSize: maxHeaderBytes, requestTimeout: requestTimeoutMs, insecureHTTPParser: false }
    const server = createServer(limits)
    let isClosed = false
    let expectedState: string | undefined
    const close = () => {
      isClosed = true
      // A response under way is still sent.
      server.close()
    }
    server.on('request', (request, answer) => {
      if (isClosed) return respond(answer, 410, 'This sign-in is over.')
      const refusal = refusalOf(request, origin)
      if (refusal) return respond(answer, ...refusal)
      // Any other target, such as `//`, may be no URL at all.
      const url = new URL(request.url ?? path, origin)
      const refusalByState = refusalOfState(url, expectedState)
      if (refusalByState) return respond(answer, ...refusalByState)
      close()
      const showResult = (isSignedIn: boolean) =>
        isSignedIn
          ? respond(answer, 200, 'Signed in. You can close this window.')
          : respond(answer, 400, 'The sign-in did not succeed. You can close this window; the till agent says why.')
      resolve({ url, showResult })
    })
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    const waitFor = (state: string) => {
      expectedState = state
      return response
    }
    return { uri: origin + path, waitFor, close }
  },
}

/**
 * Refuses requests that are not the browser's redirect; they do not use it up. `Sec-Fetch-Mode` shows a page that loads
 * the URL as an image, a frame or from a script, `Host` one that uses DNS rebinding.
 */
function refusalOf({ method, url = '', headers }: IncomingMessage, origin: string): [number, string] | undefined {
  if (`http://${headers.host}` !== origin) return [421, 'This address is not served here.']
  if (url.split('?')[0] !== path) return [404, 'There is nothing at this address.']
  if (method !== 'GET') return [405, 'This address is only for a sign-in.']
  const { 'sec-fetch-mode': mode = 'navigate', 'sec-fetch-dest': destination = 'document' } = headers
  if (mode !== 'navigate' || destination !== 'document') return [403, 'This address is only for a sign-in.']
  return undefined
}

function refusalOfState({ searchParams }: URL, expected: string | undefined): [number, string] | undefined {
  const isExpected = expected !== undefined && searchParams.get('state') === expected
  return isExpected ? undefined : [400, 'This is not the sign-in that is waited for.']
}

/** Sends a page of fixed text only: repeating a part of the request would allow injection. */
function respond(response: ServerResponse, status: number, sentence: string): void {
  response.writeHead(status, {
    'Content-Type': 'text/html; charset=utf-8',
    'Content-Security-Policy': "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    'Cache-Control': 'no-store',
    Connection: 'close',
  })
  response.end(`<!doctype html><html lang="en"><title>Till agent</title><p>${sentence}</p></html>\n`)
}
