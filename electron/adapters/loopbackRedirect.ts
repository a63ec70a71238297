import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Redirect, RedirectAnswer, Redirects } from '../core/signIn.ts'

/** Identity providers compare all of a redirect URI but the port of a loopback one (RFC 8252 §7.3). */
const path = '/callback'

/** A browser sends far less. */
const mostHeaderBytes = 16 * 1024
const requestTimeoutMs = 10_000

/** Receives the browser's return on a port of its own that nothing but this machine can reach, once. */
export const loopbackRedirects: Redirects = {
  async open(): Promise<Redirect> {
    const { promise: answered, resolve: answer } = Promise.withResolvers<RedirectAnswer>()
    const server = createServer({ maxHeaderSize: mostHeaderBytes, requestTimeout: requestTimeoutMs })
    let isOver = false
    const close = () => {
      isOver = true
      // The answer under way is still given.
      server.close()
    }
    server.on('request', (request, response) => {
      if (isOver) return say(response, 410, 'This sign-in is over.')
      const refusal = refusalOf(request, origin)
      if (refusal) return say(response, ...refusal)
      close()
      const show = (isSignedIn: boolean) =>
        isSignedIn
          ? say(response, 200, 'Signed in. You can close this window.')
          : say(response, 400, 'The sign-in did not succeed. You can close this window; the till agent says why.')
      answer({ url: new URL(request.url ?? '', origin), show })
    })
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    return { uri: origin + path, answered, close }
  },
}

/**
 * What is not the browser's return does not use it up. A page that loads the address as an image, a frame or by script is
 * told apart by `Sec-Fetch-Mode`; one that reached us by rebinding its name, by `Host`.
 */
function refusalOf({ method, url = '', headers }: IncomingMessage, origin: string): [number, string] | undefined {
  if (`http://${headers.host}` !== origin) return [421, 'This address is not served here.']
  if (url.split('?')[0] !== path) return [404, 'There is nothing at this address.']
  if (method !== 'GET') return [405, 'This address is only for a sign-in.']
  const { 'sec-fetch-mode': mode = 'navigate', 'sec-fetch-dest': destination = 'document' } = headers
  if (mode !== 'navigate' || destination !== 'document') return [403, 'This address is only for a sign-in.']
  return undefined
}

/** Never what a request said: a page that repeats something could be made to say anything. */
function say(response: ServerResponse, status: number, sentence: string): void {
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
