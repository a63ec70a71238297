import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { startBrowser } from '../support/browser.ts'
import { findLeaks } from '../support/canaries.ts'
import { asked, send } from '../support/rawSocket.ts'
import { startUpstream } from '../support/upstream.ts'
import { startWebTill, testWindow, type WebTill } from '../support/webTill.ts'

/** One of each kind of route, with what a browser that was let in would send. */
const routes = [
  ['GET', '/'],
  ['GET', '/assets/index-1a2b.js'],
  ['GET', '/nothing'],
  ['POST', '/rpc/status'],
  ['POST', '/rpc/nothing'],
  ['POST', '/end'],
] as const

/** Bytes of a request with a body of JSON where it is a POST. */
function bytesOf(method: string, target: string, ...fields: string[]): string {
  if (method !== 'POST') return asked(method, target, ...fields)
  return `${asked(method, target, ...fields, 'Content-Type: application/json', 'Content-Length: 2')}{}`
}

async function startKnocking() {
  const till = await startWebTill()
  const { port } = till.door
  const own = `127.0.0.1:${port}`
  const cookie = `Cookie: ${await till.signIn()}`
  const knock = (method: string, target: string, ...fields: string[]) =>
    send(port, bytesOf(method, target, ...fields), { patienceMs: 3_000 })
  return { ...till, port, own, cookie, knock }
}

const audited = ({ agent }: Pick<WebTill, 'agent'>) =>
  agent.audit.list(20).filter(({ event }) => event === 'request-refused')

describe('T01 DNS rebinding: a page that made its own name resolve to this machine is turned away', () => {
  test('T01 from every route of the window, the link too, even with the cookie', async () => {
    const till = await startKnocking()
    const { knock, port, cookie, door } = till
    const link = new URL(door.link().url).pathname
    for (const [method, target] of [...routes, ['GET', link] as const])
      for (const host of [`evil.example:${port}`, `localhost.:${port}`, '127.0.0.1', `127.0.0.1:${port + 1}`, ''])
        expect(await knock(method, target, `Host: ${host}`, cookie, `Origin: http://${host}`)).toMatchObject({
          status: 421,
          fault: 'FOREIGN_HOST',
          isClosed: true,
        })
    expect(audited(till)).toMatchObject([{ actor: 'web/unknown', outcome: 'FOREIGN_HOST' }])
    expect((await fetch(door.addresses[0] + link, { redirect: 'manual' })).status).toBe(303)
  })
})

describe('T06 pages of other origins are turned away from the window, and told nothing', () => {
  test.each([
    'https://evil.example',
    'null',
    'http://127.0.0.1:PORT1',
    'http://127.0.0.1',
    'https://127.0.0.1:PORT',
    'http://localhost:PORT',
    'http://[::1]:PORT',
    'http://127.0.0.1:PORT.evil.example',
    'HTTP://127.0.0.1:PORT',
    'http://127.0.0.1:PORT/',
  ])('T06 Origin: %s', async (origin) => {
    const { knock, port, own, cookie } = await startKnocking()
    for (const [method, target] of routes) {
      const said = `Origin: ${origin.replace('PORT', String(port))}`
      const refused = await knock(method, target, `Host: ${own}`, cookie, said)
      expect(refused).toMatchObject({ status: 403, fault: 'ORIGIN_REFUSED', isClosed: true })
      expect(refused.text).not.toMatch(/access-control/i)
    }
  })

  test('T06 nothing is done without an Origin, which every browser sends with a POST', async () => {
    const { knock, own, cookie, look, cookie: field } = await startKnocking()
    for (const target of ['/rpc/status', '/end', '/rpc/nothing'])
      expect(await knock('POST', target, `Host: ${own}`, cookie)).toMatchObject({
        status: 403,
        fault: 'ORIGIN_REFUSED',
      })
    expect((await look('/', field.replace('Cookie: ', ''))).status).toBe(200)
  })

  test.each(['cross-site', 'same-site', 'none'])(
    'T06 nor when the browser says %s of where it comes from',
    async (site) => {
      const { knock, own, cookie } = await startKnocking()
      const fields = [`Host: ${own}`, cookie, `Origin: http://${own}`, `Sec-Fetch-Site: ${site}`]
      for (const target of ['/rpc/status', '/end'])
        expect(await knock('POST', target, ...fields)).toMatchObject({ status: 403 })
    },
  )

  test.each(['cross-site', 'same-site'])('T06 a page elsewhere cannot embed what is %s to it', async (site) => {
    const { knock, own, cookie } = await startKnocking()
    const fields = [`Host: ${own}`, cookie, `Sec-Fetch-Site: ${site}`]
    for (const [mode, dest] of [
      ['no-cors', 'script'],
      ['no-cors', 'image'],
      ['navigate', 'iframe'],
      ['navigate', 'object'],
      ['cors', 'empty'],
    ])
      expect(await knock('GET', '/', ...fields, `Sec-Fetch-Mode: ${mode}`, `Sec-Fetch-Dest: ${dest}`)).toMatchObject({
        status: 403,
        fault: 'ORIGIN_REFUSED',
      })
    const followed = ['Sec-Fetch-Mode: navigate', 'Sec-Fetch-Dest: document']
    expect(await knock('GET', '/', ...fields, ...followed)).toMatchObject({ status: 200 })
  })

  test('T06 no preflight is answered with leave, and no other method with anything', async () => {
    const { knock, own, cookie } = await startKnocking()
    for (const method of ['OPTIONS', 'PUT', 'DELETE', 'PATCH', 'TRACE']) {
      const refused = await knock(method, '/rpc/status', `Host: ${own}`, cookie, `Origin: http://${own}`)
      expect(refused).toMatchObject({ status: 405, fault: 'METHOD_NOT_ALLOWED' })
    }
    const upgrade = ['Upgrade: websocket', 'Connection: Upgrade']
    expect(await knock('GET', '/rpc/status', `Host: ${own}`, cookie, ...upgrade)).toMatchObject({ status: 501 })
  })
})

describe('T03 no authentication because it is local: who has no session gets nothing of the window', () => {
  const strangers = [
    ['no cookie', () => []],
    ['a made-up cookie', (port: number) => [`Cookie: till-agent-session-${port}=${'a'.repeat(43)}`]],
    ['an empty cookie', (port: number) => [`Cookie: till-agent-session-${port}=`]],
    ['a cookie of another name', (port: number) => [`Cookie: till-agent-session-${port + 1}=${'a'.repeat(43)}`]],
  ] as const

  test.each(strangers)('T03 with %s', async (_, fields) => {
    const { knock, own, port } = await startKnocking()
    for (const [method, target] of routes) {
      const origin = method === 'POST' ? [`Origin: http://${own}`] : []
      const refused = await knock(method, target, `Host: ${own}`, ...fields(port), ...origin)
      expect(refused).toMatchObject({ status: 401, fault: 'SESSION_REQUIRED' })
    }
  })

  test('T03 nor with the cookie of a session that was ended', async () => {
    const { knock, own, cookie, url } = await startKnocking()
    await fetch(`${url}/end`, { method: 'POST', headers: { cookie: cookie.replace('Cookie: ', ''), origin: url } })
    for (const [method, target] of routes)
      expect(await knock(method, target, `Host: ${own}`, cookie, `Origin: http://${own}`)).toMatchObject({
        status: 401,
      })
  })

  test('T03 and nothing is changed by the call', async () => {
    const { agent, url } = await startKnocking()
    const entry = { id: 'evil', name: 'Evil', grants: [], origins: [] }
    const headers = { origin: url, 'content-type': 'application/json' }
    const body = JSON.stringify({ json: entry })
    expect((await fetch(`${url}/rpc/clients/add`, { method: 'POST', headers, body })).status).toBe(401)
    expect(agent.clients.list().map(({ id }) => id)).toEqual(['pos'])
  })
})

describe('T16 fingerprinting: a door without a session says nothing of who we are', () => {
  test('T16 neither version nor store nor upstream, whatever is asked', async () => {
    const { agent, knock, own } = await startKnocking()
    const { version } = agent.status()
    for (const [method, target] of [...routes, ['GET', '/start/x'] as const, ['OPTIONS', '/'] as const]) {
      const { text } = await knock(
        method,
        target,
        `Host: ${own}`,
        ...(method === 'POST' ? [`Origin: http://${own}`] : []),
      )
      expect(text).not.toContain(version)
      expect(text).not.toMatch(/loyalty|capillary|till1|node|x-powered-by|^server:/im)
      expect(findLeaks(text)).toEqual([])
    }
  })

  test('T16 the page that says how to get in runs nothing', async () => {
    const { look } = await startKnocking()
    const answer = await look('/')
    expect(answer.headers.get('content-security-policy')).toBe(
      "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    )
    expect(answer.headers.get('www-authenticate')).toBeNull()
    const page = await answer.text()
    expect(page).toContain('till-agent ui')
    expect(page).not.toMatch(/<script|<style|style=|src=/i)
  })
})

describe('T18 token in a URL: a link that leaks is of no use', () => {
  test('T18 after it was used, not even at the same instant', async () => {
    const { door } = await startKnocking()
    const { url } = door.link()
    const opened = await Promise.all(Array.from({ length: 20 }, () => fetch(url, { redirect: 'manual' })))
    expect(opened.map(({ status }) => status).sort()).toEqual([303, ...Array.from({ length: 19 }, () => 401)])
    expect(opened.filter(({ headers }) => headers.has('set-cookie'))).toHaveLength(1)
  })

  test.each([
    ['HEAD', [], 405],
    ['POST', ['Origin: http://OWN'], 401],
    ['GET', ['Sec-Purpose: prefetch'], 409],
    ['GET', ['Sec-Purpose: prefetch;prerender'], 409],
    ['GET', ['Purpose: prefetch'], 409],
    ['GET', ['X-Moz: prefetch'], 409],
    ['GET', ['X-Purpose: preview'], 409],
    ['GET', ['Sec-Fetch-Site: cross-site', 'Sec-Fetch-Mode: no-cors', 'Sec-Fetch-Dest: image'], 403],
    ['GET', ['Origin: https://evil.example'], 403],
  ] as const)('T18 and is not spent by %s %s', async (method, fields, status) => {
    const { door, knock, own } = await startKnocking()
    const { url } = door.link()
    const said = fields.map((field) => field.replace('OWN', own))
    expect(await knock(method, new URL(url).pathname, `Host: ${own}`, ...said)).toMatchObject({ status })
    expect((await fetch(url, { redirect: 'manual' })).status).toBe(303)
  })

  test('T18 guesses are refused alike, counted and audited in sums, without the guess', async () => {
    const till = await startKnocking()
    const { door, knock, own, agent } = till
    const used = new URL(door.link().url).pathname
    await knock('GET', used, `Host: ${own}`)
    const guesses = [used, `/start/${'a'.repeat(43)}`, '/start/', '/start/a', `/start/${'a'.repeat(5_000)}`]
    const refused = await Promise.all(guesses.map((guess) => knock('GET', guess, `Host: ${own}`)))
    const plain = refused.map(({ text }) => text.replace(/^Date:.*$/m, ''))
    expect(new Set(plain).size).toBe(1)
    expect(refused[0]).toMatchObject({ status: 401, fault: 'KEY_REFUSED' })
    expect(agent.refusals.counts.get('KEY_REFUSED')).toBe(guesses.length)
    expect(audited(till)).toMatchObject([{ actor: 'web/unknown', outcome: 'KEY_REFUSED' }])
    expect(JSON.stringify([agent.audit.list(100), till.log.events])).not.toContain(used.slice(-43))
  })
})

describe('path tricks: only what the window is made of is served', () => {
  test.each([
    '/..%2f..%2fetc/passwd',
    '/../../../etc/passwd',
    '/assets/../../../../etc/passwd',
    '/assets/..%5c..%5cpackage.json',
    '/assets/%2e%2e/%2e%2e/package.json',
    '//etc/passwd',
    '/assets//index-1a2b.js',
    '/./icon.svg',
    '/assets/index-1a2b.js%00',
    '/icon.svg/',
    '/__proto__',
    '/constructor',
    '/RPC/status',
  ])('%s', async (path) => {
    const { knock, own, cookie } = await startKnocking()
    expect(await knock('GET', path, `Host: ${own}`, cookie)).toMatchObject({ status: 404, fault: 'NOT_FOUND' })
  })

  test('an address of another host as target', async () => {
    const { knock, own, cookie } = await startKnocking()
    expect(await knock('GET', `http://${own}/icon.svg`, `Host: ${own}`, cookie)).toMatchObject({ status: 400 })
  })

  test('T48 what only looks like one request', async () => {
    const { port, own, cookie, agent } = await startKnocking()
    const hidden = asked('GET', '/', `Host: ${own}`, cookie)
    const twice = ['Content-Length: 2', 'Transfer-Encoding: chunked', `Origin: http://${own}`]
    const heard = await send(port, asked('POST', '/rpc/status', `Host: ${own}`, cookie, ...twice) + hidden)
    expect(heard).toMatchObject({ status: 400, answers: 1, isClosed: true })
    expect(await send(port, `GET / HTTP/1.1\r\nHost: ${own}\r\nHost: ${own}\r\n\r\n`)).toMatchObject({ status: 400 })
    expect(await send(port, `GET / HTTP/1.1\r\n\r\n`)).toMatchObject({ status: 400 })
    expect(await send(port, asked('GET', '/', `Host: ${own}`, `X: ${'a'.repeat(17_000)}`))).toMatchObject({
      status: 431,
    })
    expect(agent.refusals.counts.get('MALFORMED_REQUEST')).toBe(3)
  })
})

describe('in a real browser', () => {
  let browser: Browser

  beforeAll(async () => {
    browser = await startBrowser()
  })
  afterAll(() => browser.close())

  async function openedPage(): Promise<WebTill & { page: Page; complaints: string[] }> {
    const files = new Map(testWindow)
    const index = String(files.get('/index.html'))
    files.set('/index.html', Buffer.from(`${index}<script>document.title = 'inline script ran'</script>`))
    const till = await startWebTill(files)
    const context = await browser.newContext()
    onTestFinished(() => context.close())
    const page = await context.newPage()
    const complaints: string[] = []
    page.on('console', (message) => complaints.push(message.text()))
    await page.goto(till.door.link().url)
    return { ...till, page, complaints }
  }

  test('the link leads to the window, whose own script and style run and nothing inline does', async () => {
    const { page, url, complaints } = await openedPage()
    expect(page.url()).toBe(`${url}/`)
    await expect.poll(() => page.textContent('#root')).toBe('drawn by its script')
    expect(await page.title()).toBe('Till Agent')
    expect(complaints).toEqual([
      expect.stringContaining("violates the following Content Security Policy directive 'script-src"),
    ])
    expect(await page.evaluate("getComputedStyle(document.querySelector('#root')).color")).toBe('rgb(1, 2, 3)')
  })

  test('a style with the nonce counts, one without does not', async () => {
    const { page } = await openedPage()
    const colors = await page.evaluate(`(() => {
      const { nonce } = document.querySelector('meta[property=csp-nonce]')
      return [nonce, ''].map((one, at) => {
        const style = document.createElement('style')
        style.nonce = one
        style.textContent = 'title { color: rgb(9, 9, ' + at + ') }'
        document.head.append(style)
        return getComputedStyle(document.querySelector('title')).color
      })
    })()`)
    expect(colors).toEqual(['rgb(9, 9, 0)', 'rgb(9, 9, 0)'])
  })

  test('the page can neither send anything elsewhere nor fetch from there', async () => {
    const elsewhere = await startUpstream((_, response) =>
      response.writeHead(200, { 'Access-Control-Allow-Origin': '*' }).end('{}'),
    )
    const { page } = await openedPage()
    const outcome = await page.evaluate(`(async (url) => {
      const image = new Promise((resolve) => {
        const element = new Image()
        element.onerror = () => resolve('refused')
        element.onload = () => resolve('loaded')
        element.src = url + '/image'
      })
      const call = fetch(url + '/fetch').then(() => 'fetched', () => 'refused')
      navigator.sendBeacon(url + '/beacon', 'x')
      return [await call, await image]
    })('${elsewhere.url}')`)
    expect(outcome).toEqual(['refused', 'refused'])
    expect(elsewhere.seen).toEqual([])
  })

  test('the page cannot read its cookie, and keeps calling with it', async () => {
    const { page, door } = await openedPage()
    expect(await page.evaluate('document.cookie')).toBe('')
    expect(await page.context().cookies()).toMatchObject([
      { name: `till-agent-session-${door.port}`, httpOnly: true, sameSite: 'Strict', path: '/', expires: -1 },
    ])
    const status = await page.evaluate(async () => {
      const headers = { 'content-type': 'application/json' }
      return (await fetch('/rpc/status', { method: 'POST', headers, body: '{}' })).status
    })
    expect(status).toBe(200)
  })

  test('a page of another port of this machine can neither call, nor embed, nor frame the window', async () => {
    const { page, url, agent } = await openedPage()
    const other = await startUpstream((_, response) =>
      response.writeHead(200, { 'Content-Type': 'text/html' }).end('<title>other</title>'),
    )
    await page.goto(other.url)
    const outcome = await page.evaluate(`(async (url) => {
      const headers = { 'content-type': 'application/json' }
      const call = (init) =>
        fetch(url + '/rpc/status', { method: 'POST', body: '{}', credentials: 'include', ...init }).then(
          ({ type }) => type,
          () => 'refused',
        )
      const script = new Promise((resolve) => {
        const element = document.createElement('script')
        element.onerror = () => resolve('refused')
        element.onload = () => resolve('loaded')
        element.src = url + '/assets/index-1a2b.js'
        document.head.append(element)
      })
      return [await call({ headers }), await call({ mode: 'no-cors' }), await script]
    })('${url}')`)
    expect(outcome).toEqual(['refused', expect.stringMatching(/opaque|refused/), 'refused'])
    expect(agent.refusals.counts.get('ORIGIN_REFUSED')).toBeGreaterThanOrEqual(2)
    await page.evaluate(`
      const frame = document.createElement('iframe')
      frame.src = '${url}'
      document.documentElement.append(frame)`)
    await expect.poll(() => agent.refusals.counts.get('ORIGIN_REFUSED')).toBeGreaterThanOrEqual(3)
  })

  test('a person whom another site led to the link goes on by the page that says so', async () => {
    const { door, url } = await openedPage()
    const elsewhere = await startUpstream((_, response) =>
      response.writeHead(200, { 'Content-Type': 'text/html' }).end(`<a href="${door.link().url}">open</a>`),
    )
    const context = await browser.newContext()
    onTestFinished(() => context.close())
    const page = await context.newPage()
    await page.goto(elsewhere.url.replace('127.0.0.1', 'localhost'))
    await page.click('text=open')
    await page.waitForURL(`${url}/`)
    if ((await page.title()) === 'A link is needed') await page.click('text=go on')
    await expect.poll(() => page.textContent('#root')).toBe('drawn by its script')
  })
})
