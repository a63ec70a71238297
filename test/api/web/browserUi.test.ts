import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createMemoryLog } from '#adapters/log/memoryLog.ts'
import { systemRandom } from '#adapters/system/systemRandom.ts'
import { controlRouter } from '#api/control/controlRouter.ts'
import { openBrowserUi } from '#api/web/browserUi.ts'
import { noSessionStore } from '#host/browserSessionFile.ts'
import { noSessionWords } from '#host/noSessionWords.ts'
import { type BrowserUiTill, cookieIn, startBrowserUiTill, testDisplay, testPage } from '#test/support/browserUiTill.ts'
import { createTestClock } from '#test/support/clock.ts'

const minutes = 60_000

let till: BrowserUiTill

beforeAll(async () => {
  till = await startBrowserUiTill()
})
afterAll(() => till.close())

describe('a link', () => {
  test('is turned into a session of this browser alone', async () => {
    const { ui, look, agent } = till
    const opened = await fetch(ui.link().url, { redirect: 'manual' })
    expect([opened.status, opened.headers.get('location')]).toEqual([
      303,
      expect.stringMatching(/^\/#page-key=[\w-]{43}$/),
    ])
    expect(opened.headers.get('set-cookie')).toMatch(
      new RegExp(`^till-agent-session-${ui.port}=[\\w-]{43}; HttpOnly; SameSite=Strict; Path=/$`),
    )
    // A service worker that another program left there would read every later page key.
    expect(opened.headers.get('clear-site-data')).toBe('"storage"')
    expect((await look('/', cookieIn(opened))).status).toBe(200)
    expect((await look('/')).status).toBe(401)
    expect(agent.audit.list(1)).toMatchObject([{ event: 'window-opened', actor: 'web/anna', outcome: 'done' }])
  })

  test('has 32 random bytes, and says until when it is good', async () => {
    const { ui, clock } = till
    const { url, expiresAt } = ui.link()
    expect(url).toMatch(new RegExp(`^http://127\\.0\\.0\\.1:${ui.port}/start/[\\w-]{43}$`))
    expect(expiresAt).toBe(clock.now() + 10 * minutes)
    expect(ui.link().url).not.toBe(url)
  })

  test('ends no session that was there before', async () => {
    const { signIn, look } = till
    const [first, second] = [await signIn(), await signIn()]
    expect(first).not.toBe(second)
    expect([(await look('/', first)).status, (await look('/', second)).status]).toEqual([200, 200])
  })

  test('can be had from the window itself', async () => {
    const { signIn, calls } = till
    const { url } = await calls(await signIn()).webLink()
    expect((await fetch(url, { redirect: 'manual' })).status).toBe(303)
  })
})

describe('a session', () => {
  test('ends when the person signs out, and no other with it', async () => {
    const { signIn, look, url } = till
    const [mine, others] = [await signIn(), await signIn()]
    const ended = await fetch(`${url}/end`, { method: 'POST', headers: till.callHeaders(mine) })
    expect([ended.status, ended.headers.get('set-cookie')]).toEqual([204, expect.stringContaining('Max-Age=0')])
    expect([(await look('/', mine)).status, (await look('/', others)).status]).toEqual([401, 200])
  })

  test('is found beside a cookie of the same name that another program has set', async () => {
    const { signIn, look } = till
    const cookie = await signIn()
    const [name] = cookie.split('=')
    expect((await look('/', `theme=dark; ${name}=planted; ${cookie}`)).status).toBe(200)
    expect((await look('/', `${name}=planted`)).status).toBe(401)
  })

  test('asks for the PIN of the manager by itself', async () => {
    const { signIn, calls } = await startBrowserUiTill()
    const [manager, cashier] = [calls(await signIn()), calls(await signIn())]
    await manager.pin.set({ pin: '4711' })
    await manager.pin.unlock({ pin: '4711' })
    expect(await manager.webLink()).toMatchObject({ url: expect.any(String) })
    await expect(cashier.webLink()).rejects.toMatchObject({ code: 'PIN_REQUIRED' })
  })
})

describe('a browser that a manager has remembered', () => {
  test('keeps its cookie for ninety days, and no other does', async () => {
    const { signIn, calls, url, callHeaders, agent } = await startBrowserUiTill()
    const [mine, others] = [await signIn(), await signIn()]
    const cookieAfterCall = async (cookie: string) => {
      const headers = { ...callHeaders(cookie), 'content-type': 'application/json' }
      return (await fetch(`${url}/rpc/status`, { method: 'POST', body: '{}', headers })).headers.get('set-cookie')
    }
    expect(await calls(mine).browser.remember()).toMatchObject({ isRemembered: true })
    expect(agent.audit.list(1)).toMatchObject([{ event: 'browser-remembered', actor: 'web/anna' }])
    expect(await cookieAfterCall(mine)).toBe(`${mine}; HttpOnly; SameSite=Strict; Path=/; Max-Age=${90 * 86_400}`)
    expect(await cookieAfterCall(others)).toBeNull()
    expect(await calls(mine).browser.forget()).toMatchObject({ isRemembered: false })
    expect(await cookieAfterCall(mine)).toBeNull()
  })

  test('stays so with its next link', async () => {
    const { signIn, calls, ui } = await startBrowserUiTill()
    const cookie = await signIn()
    await calls(cookie).browser.remember()
    const opened = await fetch(ui.link().url, { redirect: 'manual', headers: { cookie } })
    expect(opened.headers.get('location')).toMatch(/^\/#page-key=[\w-]{43}&remembered$/)
    expect(opened.headers.get('set-cookie')).toMatch(new RegExp(`; Path=/; Max-Age=${90 * 86_400}$`))
  })

  test('was remembered with the PIN of the manager', async () => {
    const { signIn, calls } = await startBrowserUiTill()
    const cashier = calls(await signIn())
    await calls(await signIn()).pin.set({ pin: '4711' })
    await expect(cashier.browser.remember()).rejects.toMatchObject({ code: 'PIN_REQUIRED' })
    expect(await cashier.browser.session()).toMatchObject({ isRemembered: false })
  })
})

describe('the files of the window', () => {
  test('come whole, by their kinds', async () => {
    const { signIn, look } = till
    const cookie = await signIn()
    const seen = await Promise.all(
      ['/assets/index-1a2b.js', '/assets/index-1a2b.css', '/icon.svg', '/words.woff2'].map(async (path) => {
        const { status, headers } = await look(path, cookie)
        return [status, headers.get('content-type'), headers.get('cache-control')]
      }),
    )
    const immutable = 'private, max-age=31536000, immutable'
    expect(seen).toEqual([
      [200, 'text/javascript; charset=utf-8', immutable],
      [200, 'text/css; charset=utf-8', immutable],
      [200, 'image/svg+xml', 'no-store'],
      [200, 'font/woff2', 'no-store'],
    ])
    expect(await (await look('/icon.svg', cookie)).text()).toBe(String(testPage.get('/icon.svg')))
  })

  test('the page has a new nonce each time, and a policy for it', async () => {
    const { signIn, look } = till
    const cookie = await signIn()
    const nonces = await Promise.all(
      [1, 2].map(async () => {
        const answer = await look('/?from=bookmark', cookie)
        const [, nonce = ''] = /nonce="([\w-]{22})"/.exec(await answer.text()) ?? []
        expect(answer.headers.get('content-security-policy')).toBe(
          `default-src 'none'; script-src 'self'; style-src 'self' 'nonce-${nonce}'; img-src 'self' data:; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
        )
        expect(answer.headers.get('cache-control')).toBe('no-store')
        return nonce
      }),
    )
    expect(new Set(nonces).size).toBe(2)
  })

  test('HEAD has the same head and no body', async () => {
    const { signIn, url } = till
    const answer = await fetch(`${url}/icon.svg`, { method: 'HEAD', headers: { cookie: await signIn() } })
    expect([answer.status, answer.headers.get('content-length')]).toEqual([
      200,
      String(testPage.get('/icon.svg')?.length),
    ])
  })

  test('what is no file is not found', async () => {
    const { signIn, look } = till
    const cookie = await signIn()
    for (const path of ['/nothing', '/assets/', '/index.html', '/assets', '/rpc/status'])
      expect((await look(path, cookie)).status).toBe(404)
  })
})

test('every answer tells the browser to keep to itself', async () => {
  const { signIn, look, calls, url } = till
  const cookie = await signIn()
  const called = await fetch(`${url}/rpc/status`, {
    ...{ method: 'POST', body: '{}', headers: { ...till.callHeaders(cookie), 'content-type': 'application/json' } },
  })
  expect(called.status).toBe(200)
  for (const { headers } of [await look('/', cookie), await look('/'), await look('/nothing', cookie), called]) {
    expect(Object.fromEntries(headers)).toMatchObject({
      'content-security-policy': expect.stringContaining("frame-ancestors 'none'"),
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'permissions-policy': expect.stringMatching(/camera=\(\).*geolocation=\(\).*usb=\(\)/),
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    })
  }
  await calls(cookie).status()
})

describe('the calls of the contract', () => {
  test('are answered in the name of the person, for the audit trail', async () => {
    const { signIn, calls, agent } = till
    const control = calls(await signIn())
    expect(await control.status()).toMatchObject({ upstreams: [{ id: 'loyalty' }] })
    await control.clients.add({ id: 'kiosk', name: 'Kiosk', grants: [], origins: [] })
    expect(agent.audit.list(1)).toMatchObject([{ event: 'client-added', actor: 'web/anna', subject: 'client/kiosk' }])
  })

  test('fail with their faults', async () => {
    const { signIn, calls } = till
    await expect(calls(await signIn()).upstreams.test({ id: 'other' })).rejects.toMatchObject({
      code: 'UNKNOWN_UPSTREAM',
    })
    await expect(calls('').status()).rejects.toMatchObject({
      code: 'SESSION_REQUIRED',
      remedy: expect.stringContaining('till-agent ui'),
    })
  })

  test('are refused when they are too long, or something else than JSON', async () => {
    const { signIn, url } = till
    const cookie = await signIn()
    const post = async (body: string, type = 'application/json', path = '/rpc/status') => {
      const headers = { ...till.callHeaders(cookie), 'content-type': type }
      const answer = await fetch(url + path, { method: 'POST', body, headers })
      return [answer.status, answer.headers.get('till-agent-fault')]
    }
    expect(await post('{}')).toEqual([200, null])
    expect(await post(' '.repeat(1024 * 1024 + 1))).toEqual([413, 'BODY_TOO_LARGE'])
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x'])
      expect(await post('{}', type)).toEqual([400, 'MALFORMED_REQUEST'])
    expect(await post('{}', 'application/json', '/rpc/nothing')).toEqual([404, 'NOT_FOUND'])
    expect(await post('{}', 'application/json', '/elsewhere')).toEqual([404, 'NOT_FOUND'])
  })
})

describe('the stream of changes', () => {
  test('tells what changed, and ends with the session', async () => {
    const { signIn, calls, agent, clock } = await startBrowserUiTill()
    const cookie = await signIn()
    const changes = await calls(cookie).changes()
    expect(await changes.next()).toMatchObject({ value: 'status', done: false })
    agent.changes.publish('settings')
    expect(await changes.next()).toMatchObject({ value: 'settings', done: false })
    await clock.advance(12 * 60 * minutes)
    expect(await changes.next()).toMatchObject({ done: true })
    expect(agent.changes.hasSubscribers('requests')).toBe(false)
  })

  test('ends when the person signs out in another tab', async () => {
    const { signIn, calls, url, callHeaders } = await startBrowserUiTill()
    const cookie = await signIn()
    const changes = await calls(cookie).changes()
    await changes.next()
    await fetch(`${url}/end`, { method: 'POST', headers: callHeaders(cookie) })
    expect(await changes.next()).toMatchObject({ done: true })
  })

  test('is given up when the browser goes away', async () => {
    const { signIn, calls, agent } = await startBrowserUiTill()
    const leaving = new AbortController()
    const changes = await calls(await signIn()).changes(undefined, { signal: leaving.signal })
    await changes.next()
    expect(agent.changes.hasSubscribers('requests')).toBe(true)
    leaving.abort()
    await expect.poll(() => agent.changes.hasSubscribers('requests')).toBe(false)
  })

  test('ends when the browser UI closes, which does not wait for it', async () => {
    const { signIn, calls, ui } = await startBrowserUiTill()
    const changes = await calls(await signIn()).changes()
    await changes.next()
    // A close that waited would wait five seconds.
    const startedAt = performance.now()
    const ended = changes.next()
    await ui.close()
    expect(await ended).toMatchObject({ done: true })
    expect(performance.now() - startedAt).toBeLessThan(4_500)
  })
})

test('it is on both loopback addresses, and a port that is taken on one of them is taken', async () => {
  const { ui, agent } = await startBrowserUiTill()
  const also = {
    agent,
    log: createMemoryLog(),
    files: testPage,
    actor: 'web/anna',
    random: systemRandom,
    store: noSessionStore,
    display: testDisplay(agent, createMemoryLog()),
    noSessionWords,
  }
  const again = openBrowserUi({
    ...{ ...also, port: ui.port, clock: createTestClock() },
    controlRouter: (caller) => controlRouter(agent, also.log, caller),
  })
  await expect(again).rejects.toMatchObject({ code: 'EADDRINUSE' })
  for (const address of ui.addresses) expect((await fetch(address)).status).toBe(401)
  expect(ui.addresses[0]).toBe(`http://127.0.0.1:${ui.port}`)
})

test('a program that only opens connections does not lock the person out', async () => {
  const { signIn, look, ui } = await startBrowserUiTill()
  const cookie = await signIn()
  const sockets = Array.from({ length: 40 }, () => connect(ui.port, '127.0.0.1').on('error', () => {}))
  await Promise.all(sockets.map((socket) => new Promise((resolve) => socket.once('connect', resolve))))
  expect((await look('/', cookie)).status).toBe(200)
  for (const socket of sockets) socket.destroy()
})
