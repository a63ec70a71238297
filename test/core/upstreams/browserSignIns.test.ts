import { request } from 'node:http'
import { connect } from 'node:net'
import { networkInterfaces } from 'node:os'
import { expect, onTestFinished, test } from 'vitest'
import { loopbackRedirects } from '#adapters/network/loopbackRedirect.ts'
import { systemRandom } from '#adapters/system/systemRandom.ts'
import type { Identity } from '#contract/upstream.ts'
import { Fault } from '#core/base/fault.ts'
import type { BrowserSignIn } from '#core/scheme/browserSignIn.ts'
import type { Session } from '#core/scheme/scheme.ts'
import { BrowserSignIns } from '#core/upstreams/browserSignIns.ts'
import { createTestClock } from '#test/support/clock.ts'
import { navigate } from '#test/support/identityProvider.ts'

/** Sign-ins to an upstream whose identity provider accepts every response, unless `complete` says otherwise. */
function start(complete: (response: URL) => Promise<Identity> = async () => ({ latencyMs: 1, person: 'anna' })) {
  const clock = createTestClock()
  const begun: string[] = []
  const browserSignIn: BrowserSignIn = {
    notSignedInReason: () => undefined,
    begin: async (redirectUri) => {
      begun.push(redirectUri)
      return { url: 'https://idp.example.com/auth', state: 'mine', complete }
    },
    signOut: async () => ({ revocation: 'done' }),
  }
  const published: string[] = []
  const upstreams = {
    sessionOf: async () => ({ browserSignIn }) as Session,
    publishState: (id: string) => void published.push(id),
  }
  const signIns = new BrowserSignIns({
    upstreams,
    redirects: loopbackRedirects,
    clock,
    random: systemRandom,
    timeoutMs: 300_000,
  })
  onTestFinished(() => signIns.close())
  return { clock, signIns, begun, published, uri: () => begun.at(-1) ?? '' }
}

test('the port is open for five minutes at most', async () => {
  const { clock, signIns, uri } = start()
  const { signInId, expiresAt } = await signIns.start('sso')
  expect(expiresAt - clock.now()).toBe(300_000)
  const waiting = expect(signIns.finish('sso', signInId)).rejects.toMatchObject({
    code: 'SIGN_IN_FAILED',
    detail: 'Nobody signed in within the time.',
  })
  await clock.advance(300_000)
  await waiting
  await expect(navigate(uri())).rejects.toThrow('ECONNREFUSED')
})

test('nobody waits for the sign-in, so its port is closed after ten seconds', async () => {
  // The command that asked for it was stopped before it waited: the port stayed open for five minutes.
  const { clock, signIns, uri } = start()
  const { signInId } = await signIns.start('sso')
  await clock.advance(9_999)
  expect((await navigate(uri())).status).toBe(400)
  await clock.advance(1)
  await expect(navigate(uri())).rejects.toThrow('ECONNREFUSED')
  await expect(signIns.finish('sso', signInId)).rejects.toMatchObject({ code: 'SIGN_IN_FAILED' })
})

test('and only to this machine', async () => {
  const { signIns, uri } = start()
  await signIns.start('sso')
  const { hostname, port } = new URL(uri())
  expect(hostname).toBe('127.0.0.1')
  const others = Object.values(networkInterfaces()).flatMap((ones) => ones ?? [])
  for (const { address } of others.filter(({ internal, family }) => !internal && family === 'IPv4'))
    await expect(
      new Promise((resolve, reject) => connect(Number(port), address, resolve as never).once('error', reject)),
    ).rejects.toThrow('ECONNREFUSED')
})

test.each([
  ['another state', '/callback?code=1&state=other', {}, 400],
  ['no state', '/callback?error=access_denied', {}, 400],
  ['another address', '/favicon.ico', {}, 404],
  ['an address that begins alike', '/callback/more?code=1&state=mine', {}, 404],
  ['another name for this machine', '/callback?code=1&state=mine', { host: 'rebound.example.com' }, 421],
  [
    'an image on a web page',
    '/callback?code=1&state=mine',
    { 'sec-fetch-mode': 'no-cors', 'sec-fetch-dest': 'image' },
    403,
  ],
  [
    'a script on a web page',
    '/callback?code=1&state=mine',
    { 'sec-fetch-mode': 'cors', 'sec-fetch-dest': 'empty' },
    403,
  ],
  [
    'a frame on a web page',
    '/callback?code=1&state=mine',
    { 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'iframe' },
    403,
  ],
])('%s does not use it up', async (_, path, headers, status) => {
  const { signIns, uri } = start()
  const { signInId } = await signIns.start('sso')
  const signedIn = signIns.finish('sso', signInId)
  expect((await navigate(new URL(path, uri()).href, headers)).status).toBe(status)
  expect((await navigate(`${uri()}?code=2&state=mine`)).status).toBe(200)
  expect(await signedIn).toMatchObject({ person: 'anna' })
})

test('a form that is posted does not use it up', async () => {
  const { signIns, uri } = start()
  await signIns.start('sso')
  const status = await new Promise((resolve) =>
    request(uri(), { method: 'POST' }, (answer) => resolve(answer.resume().statusCode)).end('code=1'),
  )
  expect(status).toBe(405)
})

test('a second answer is refused while the first is looked at, and after', async () => {
  const seen: string[] = []
  const { promise: decided, resolve: decide } = Promise.withResolvers<Identity>()
  const { signIns, uri } = start((answer) => {
    seen.push(answer.search)
    return decided
  })
  const { signInId } = await signIns.start('sso')
  const signedIn = signIns.finish('sso', signInId)
  const early = await openConnection(uri())
  const first = navigate(`${uri()}?code=1&state=mine`)
  await expect.poll(() => seen).toEqual(['?code=1&state=mine'])
  await expect(navigate(`${uri()}?code=2&state=mine`)).rejects.toThrow('ECONNREFUSED')
  early.write(`GET /callback?code=3&state=mine HTTP/1.1\r\nHost: ${new URL(uri()).host}\r\n\r\n`)
  expect(await early.answer()).toMatch(/^(HTTP\/1\.1 410 |$)/)
  decide({ latencyMs: 1 })
  expect((await first).status).toBe(200)
  await signedIn
  expect(seen).toEqual(['?code=1&state=mine'])
})

test('the page repeats nothing, runs nothing and is kept nowhere', async () => {
  const { signIns, uri } = start(() => Promise.reject(new Fault('SIGN_IN_FAILED', 'no')))
  await signIns.start('sso')
  const { status, html, headers } = await navigate(`${uri()}?code=c0de&state=5tate&error=<script>alert(1)</script>`)
  expect(status).toBe(400)
  expect(html).not.toMatch(/c0de|5tate|script|style|http/)
  expect(headers['content-security-policy']).toBe(
    "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  )
  expect(headers).toMatchObject({ 'cache-control': 'no-store', 'referrer-policy': 'no-referrer', connection: 'close' })
})

test('who stops waiting gives the sign-in up', async () => {
  const { signIns, uri } = start()
  const { signInId } = await signIns.start('sso')
  const gone = new AbortController()
  const waiting = expect(signIns.finish('sso', signInId, gone.signal)).rejects.toMatchObject({ code: 'SIGN_IN_FAILED' })
  gone.abort()
  await waiting
  await expect(navigate(uri())).rejects.toThrow('ECONNREFUSED')
})

test('a sign-in is waited for under its own upstream only', async () => {
  const { signIns } = start()
  const { signInId } = await signIns.start('sso')
  await expect(signIns.finish('other', signInId)).rejects.toMatchObject({ code: 'SIGN_IN_FAILED' })
  await expect(signIns.finish('sso', 'made-up')).rejects.toMatchObject({ code: 'SIGN_IN_FAILED' })
})

async function openConnection(uri: string) {
  const socket = connect(Number(new URL(uri).port), '127.0.0.1')
  let text = ''
  socket.setEncoding('latin1').on('data', (part: string) => {
    text += part
  })
  socket.on('error', () => {})
  await new Promise((resolve) => socket.once('connect', resolve))
  return {
    write: (request: string) => socket.write(request),
    answer: async () => {
      if (!socket.closed) await new Promise((resolve) => socket.once('close', resolve))
      return text
    },
  }
}

test('windows and programs are told who may call now: after a sign-in, and after a sign-out', async () => {
  const { signIns, uri, published } = start()
  const { signInId } = await signIns.start('sso')
  expect(published).toEqual([])
  await navigate(`${uri()}?state=mine&code=1`)
  await signIns.finish('sso', signInId)
  expect(published).toEqual(['sso'])
  await signIns.signOut('sso')
  expect(published).toEqual(['sso', 'sso'])
})
