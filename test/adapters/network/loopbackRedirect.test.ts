import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { expect, onTestFinished, test } from 'vitest'
import { loopbackRedirects } from '#adapters/network/loopbackRedirect.ts'

const state = 'the-state'

/** The status line for a target as it stands, which `fetch` would tidy up. */
async function statusOf(origin: string, target: string): Promise<string> {
  const { host, hostname, port } = new URL(origin)
  const socket = connect(Number(port), hostname)
  socket.write(`GET ${target} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`)
  return (await text(socket)).split('\r\n', 1)[0] ?? ''
}

// Any program of the machine, and any page in a browser, can ask for these while somebody signs in. What is thrown here ends the agent.
test.for([
  ['//', 404],
  ['///callback', 404],
  ['//[', 404],
  ['http://[', 404],
  ['http://a:99999/callback', 404],
  ['/callback:99999//[', 404],
  ['*', 404],
  ['/callback', 400],
  ['/callback?', 400],
  ['/callback?state=%zz', 400],
  ['/callback?state=other&//[:99999', 400],
] as const)('a request for %s is answered with %i, and the sign-in goes on', async ([target, status]) => {
  const listener = await loopbackRedirects.listen()
  onTestFinished(() => listener.close())
  const redirected = listener.waitFor(state)
  const { origin } = new URL(listener.uri)
  expect(await statusOf(origin, target)).toMatch(`HTTP/1.1 ${status} `)
  const answered = statusOf(origin, `/callback?state=${state}&code=c`)
  const { url, showResult } = await redirected
  expect(url.searchParams.get('code')).toBe('c')
  showResult(true)
  expect(await answered).toBe('HTTP/1.1 200 OK')
})
