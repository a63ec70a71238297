import { once } from 'node:events'
import { createServer } from 'node:http'
import { describe, expect, onTestFinished, test } from 'vitest'
import { systemRandom } from '#adapters/system/systemRandom.ts'
import { controlRouter } from '#api/control/controlRouter.ts'
import type { ControlCaller } from '#api/http/controlCalls.ts'
import { openBrowserUi } from '#api/web/browserUi.ts'
import type { StoredSession } from '#api/web/storedSessions.ts'
import { noSessionWords } from '#host/noSessionWords.ts'
import { handshake, importPageKey } from '#renderer/agent/handshake.ts'
import { type BrowserUiTill, cookieIn, startBrowserUiTill, testDisplay, testPage } from '#test/support/browserUiTill.ts'
import { findLeaks } from '#test/support/canaries.ts'
import { createTestClock } from '#test/support/clock.ts'
import { requestText, send } from '#test/support/rawSocket.ts'
import { startTill } from '#test/support/till.ts'

/** One route of each kind, as a browser with a session would ask for it. */
const routes = [
  ['GET', '/'],
  ['GET', '/assets/index-1a2b.js'],
  ['GET', '/nothing'],
  ['POST', '/rpc/status'],
  ['POST', '/rpc/nothing'],
  ['POST', '/end'],
] as const

/** A request as text; a POST has an empty JSON object as its body. */
function bytesOf(method: string, target: string, ...fields: string[]): string {
  if (method !== 'POST') return requestText(method, target, ...fields)
  return `${requestText(method, target, ...fields, 'Content-Type: application/json', 'Content-Length: 2')}{}`
}

/** A till with one session in its browser UI, and requests with any head. */
async function startSignedIn() {
  const till = await startBrowserUiTill()
  const { port } = till.ui
  const own = `127.0.0.1:${port}`
  const signedIn = await till.signIn()
  const cookie = `Cookie: ${signedIn}`
  const pageToken = `Till-Agent-Page-Token: ${till.pageTokenFor(signedIn)}`
  const askAs = (method: string, target: string, ...fields: string[]) => send(port, bytesOf(method, target, ...fields))
  /** With the token of the page, which decides nothing by itself. */
  const ask = (method: string, target: string, ...fields: string[]) => askAs(method, target, ...fields, pageToken)
  return { ...till, port, own, cookie, ask, askAs }
}

const audited = ({ agent }: Pick<BrowserUiTill, 'agent'>) =>
  agent.audit.list(20).filter(({ event }) => event === 'request-refused')

describe('T01 DNS rebinding: a page that made its own name resolve to this machine is refused', () => {
  test('T01 from every route of the window, the link too, even with the cookie', async () => {
    const till = await startSignedIn()
    const { ask, port, cookie, ui } = till
    const link = new URL(ui.link().url).pathname
    for (const [method, target] of [...routes, ['GET', link] as const])
      for (const host of [`evil.example:${port}`, `localhost.:${port}`, '127.0.0.1', `127.0.0.1:${port + 1}`, ''])
        expect(await ask(method, target, `Host: ${host}`, cookie, `Origin: http://${host}`)).toMatchObject({
          status: 421,
          fault: 'FOREIGN_HOST',
          isClosed: true,
        })
    expect(audited(till)).toMatchObject([{ actor: 'web/unknown', outcome: 'FOREIGN_HOST' }])
    expect((await fetch(ui.addresses[0] + link, { redirect: 'manual' })).status).toBe(303)
  })
})

describe('T06 pages of other origins are refused, and told nothing', () => {
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
    const { ask, port, own, cookie } = await startSignedIn()
    for (const [method, target] of routes) {
      const said = `Origin: ${origin.replace('PORT', String(port))}`
      const refused = await ask(method, target, `Host: ${own}`, cookie, said)
      expect(refused).toMatchObject({ status: 403, fault: 'ORIGIN_REFUSED', isClosed: true })
      expect(refused.text).not.toMatch(/access-control/i)
    }
  })

  test('T06 nothing is done without an Origin, which every browser sends with a POST', async () => {
    const { ask, own, cookie, look, cookie: field } = await startSignedIn()
    for (const target of ['/rpc/status', '/end', '/rpc/nothing'])
      expect(await ask('POST', target, `Host: ${own}`, cookie)).toMatchObject({
        status: 403,
        fault: 'ORIGIN_REFUSED',
      })
    expect((await look('/', field.replace('Cookie: ', ''))).status).toBe(200)
  })

  test.each(['cross-site', 'same-site', 'none'])(
    'T06 nor when the browser says %s of where it comes from',
    async (site) => {
      const { ask, own, cookie } = await startSignedIn()
      const fields = [`Host: ${own}`, cookie, `Origin: http://${own}`, `Sec-Fetch-Site: ${site}`]
      for (const target of ['/rpc/status', '/end'])
        expect(await ask('POST', target, ...fields)).toMatchObject({ status: 403 })
    },
  )

  test.each(['cross-site', 'same-site'])('T06 a page elsewhere cannot embed what is %s to it', async (site) => {
    const { ask, own, cookie } = await startSignedIn()
    const fields = [`Host: ${own}`, cookie, `Sec-Fetch-Site: ${site}`]
    for (const [mode, dest] of [
      ['no-cors', 'script'],
      ['no-cors', 'image'],
      ['navigate', 'iframe'],
      ['navigate', 'object'],
      ['cors', 'empty'],
    ])
      expect(await ask('GET', '/', ...fields, `Sec-Fetch-Mode: ${mode}`, `Sec-Fetch-Dest: ${dest}`)).toMatchObject({
        status: 403,
        fault: 'ORIGIN_REFUSED',
      })
    const followed = ['Sec-Fetch-Mode: navigate', 'Sec-Fetch-Dest: document']
    expect(await ask('GET', '/', ...fields, ...followed)).toMatchObject({ status: 200 })
  })

  test('T06 no preflight is allowed, and no other method answered', async () => {
    const { ask, own, cookie } = await startSignedIn()
    for (const method of ['OPTIONS', 'PUT', 'DELETE', 'PATCH', 'TRACE']) {
      const refused = await ask(method, '/rpc/status', `Host: ${own}`, cookie, `Origin: http://${own}`)
      expect(refused).toMatchObject({ status: 405, fault: 'METHOD_NOT_ALLOWED' })
    }
    const upgrade = ['Upgrade: websocket', 'Connection: Upgrade']
    expect(await ask('GET', '/rpc/status', `Host: ${own}`, cookie, ...upgrade)).toMatchObject({ status: 501 })
  })
})

// RFC 6265 §8.5: cookies are not of a port. A program that listens on another port of 127.0.0.1 got the cookie of a browser that
// any web page had sent there, and made itself a client with every right.
describe('T16 the cookie goes to every port of this machine, and opens nothing by itself', () => {
  test.each(['none', 'that of another session', 'the cookie’s own value', 'the page key itself'])(
    'T16 page token: %s',
    async (which) => {
      const { askAs, own, cookie, signIn, pageTokenFor, ui } = await startSignedIn()
      const opened = await fetch(ui.link().url, { redirect: 'manual' })
      const sent = which === 'the page key itself' ? `Cookie: ${cookieIn(opened)}` : cookie
      const tokens: Record<string, string[]> = {
        'that of another session': [`Till-Agent-Page-Token: ${pageTokenFor(await signIn())}`],
        'the cookie’s own value': [`Till-Agent-Page-Token: ${cookie.split('=')[1]}`],
        'the page key itself': [`Till-Agent-Page-Token: ${opened.headers.get('location')?.split('=')[1]}`],
      }
      const fields = [`Host: ${own}`, sent, `Origin: http://${own}`, ...(tokens[which] ?? [])]
      for (const target of ['/rpc/status', '/rpc/clients/add', '/rpc/changes', '/end'])
        expect(await askAs('POST', target, ...fields)).toMatchObject({ status: 401, fault: 'SESSION_REQUIRED' })
    },
  )

  test('T16 a browser that comes by a link of another site gets its page all the same', async () => {
    const { askAs, own, ui } = await startSignedIn()
    const from = ['Sec-Fetch-Site: cross-site', 'Sec-Fetch-Mode: navigate', 'Sec-Fetch-Dest: document']
    const opened = await askAs('GET', new URL(ui.link().url).pathname, `Host: ${own}`, ...from)
    expect(opened).toMatchObject({ status: 200 })
    expect(opened.text).toMatch(/<meta http-equiv="refresh" content="0; url=\/#page-key=[\w-]{43}">/)
  })
})

describe('T03 no authentication because it is local: who has no session gets nothing of the window', () => {
  const withoutSession = [
    ['no cookie', () => []],
    ['a made-up cookie', (port: number) => [`Cookie: till-agent-session-${port}=${'a'.repeat(43)}`]],
    ['an empty cookie', (port: number) => [`Cookie: till-agent-session-${port}=`]],
    ['a cookie of another name', (port: number) => [`Cookie: till-agent-session-${port + 1}=${'a'.repeat(43)}`]],
  ] as const

  test.each(withoutSession)('T03 with %s', async (_, fields) => {
    const { ask, own, port } = await startSignedIn()
    for (const [method, target] of routes) {
      const origin = method === 'POST' ? [`Origin: http://${own}`] : []
      const refused = await ask(method, target, `Host: ${own}`, ...fields(port), ...origin)
      expect(refused).toMatchObject({ status: 401, fault: 'SESSION_REQUIRED' })
    }
  })

  test('T03 nor with the cookie of a session that was ended', async () => {
    const { ask, own, cookie } = await startSignedIn()
    expect(await ask('POST', '/end', `Host: ${own}`, cookie, `Origin: http://${own}`)).toMatchObject({ status: 204 })
    for (const [method, target] of routes)
      expect(await ask(method, target, `Host: ${own}`, cookie, `Origin: http://${own}`)).toMatchObject({
        status: 401,
      })
  })

  test('T03 and nothing is changed by the call', async () => {
    const { agent, url } = await startSignedIn()
    const entry = { id: 'evil', name: 'Evil', grants: [], origins: [] }
    const headers = { origin: url, 'content-type': 'application/json' }
    const body = JSON.stringify({ json: entry })
    expect((await fetch(`${url}/rpc/clients/add`, { method: 'POST', headers, body })).status).toBe(401)
    expect(agent.clients.list().map(({ id }) => id)).toEqual(['pos'])
  })
})

describe('T16 fingerprinting: without a session the browser UI says nothing of the till', () => {
  test('T16 neither version nor store nor upstream, whatever is asked', async () => {
    const { agent, ask, own } = await startSignedIn()
    const { version } = agent.status()
    for (const [method, target] of [...routes, ['GET', '/start/x'] as const, ['OPTIONS', '/'] as const]) {
      const { text } = await ask(
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
    const { look } = await startSignedIn()
    const answer = await look('/')
    // Its own style by its hash, and nothing else.
    expect(answer.headers.get('content-security-policy')).toMatch(
      /^default-src 'none'; style-src 'sha256-[\w+/]{43}='; base-uri 'none'; form-action 'none'; frame-ancestors 'none'$/,
    )
    expect(answer.headers.get('www-authenticate')).toBeNull()
    const page = await answer.text()
    expect(page).toContain('till-agent ui')
    expect(page).not.toMatch(/<script|style=|src=/i)
  })
})

describe('T18 token in a URL: a link that leaks is of no use', () => {
  test('T18 after it was used, not even at the same instant', async () => {
    const { ui } = await startSignedIn()
    const { url } = ui.link()
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
    const { ui, ask, own } = await startSignedIn()
    const { url } = ui.link()
    const said = fields.map((field) => field.replace('OWN', own))
    expect(await ask(method, new URL(url).pathname, `Host: ${own}`, ...said)).toMatchObject({ status })
    expect((await fetch(url, { redirect: 'manual' })).status).toBe(303)
  })

  test('T18 guesses are refused alike, counted and audited in sums, without the guess', async () => {
    const till = await startSignedIn()
    const { ui, ask, own, agent } = till
    const used = new URL(ui.link().url).pathname
    await ask('GET', used, `Host: ${own}`)
    const guesses = [used, `/start/${'a'.repeat(43)}`, '/start/', '/start/a', `/start/${'a'.repeat(5_000)}`]
    const refused = await Promise.all(guesses.map((guess) => ask('GET', guess, `Host: ${own}`)))
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
    const { ask, own, cookie } = await startSignedIn()
    expect(await ask('GET', path, `Host: ${own}`, cookie)).toMatchObject({ status: 404, fault: 'NOT_FOUND' })
  })

  test('an address of another host as target', async () => {
    const { ask, own, cookie } = await startSignedIn()
    expect(await ask('GET', `http://${own}/icon.svg`, `Host: ${own}`, cookie)).toMatchObject({ status: 400 })
  })

  test('T48 what only looks like one request', async () => {
    const { port, own, cookie, agent } = await startSignedIn()
    const hidden = requestText('GET', '/', `Host: ${own}`, cookie)
    const twice = ['Content-Length: 2', 'Transfer-Encoding: chunked', `Origin: http://${own}`]
    const heard = await send(port, requestText('POST', '/rpc/status', `Host: ${own}`, cookie, ...twice) + hidden)
    expect(heard).toMatchObject({ status: 400, responses: 1, isClosed: true })
    expect(await send(port, `GET / HTTP/1.1\r\nHost: ${own}\r\nHost: ${own}\r\n\r\n`)).toMatchObject({ status: 400 })
    expect(await send(port, `GET / HTTP/1.1\r\n\r\n`)).toMatchObject({ status: 400 })
    expect(await send(port, requestText('GET', '/', `Host: ${own}`, `X: ${'a'.repeat(17_000)}`))).toMatchObject({
      status: 431,
    })
    expect(agent.refusals.counts.get('MALFORMED_REQUEST')).toBe(3)
  })
})

// A program that took the port while the agent was away was sent cookie and key by the page, which went on asking, and came back
// with both once the agent was there again.
describe('T21 a program that takes the port while the agent is away', () => {
  let stored: StoredSession[] = []
  /** No connection of one server is taken for the next one. */
  const alone = { connection: 'close' }
  const saved = {
    read: () => stored,
    write: (sessions: readonly StoredSession[]) => {
      stored = [...sessions]
    },
  }

  /** Everything that the squatter is asked; it answers with what the agent's own page last heard. */
  async function startSquatter(port: number, answers: unknown[]) {
    const heard: string[] = []
    const squatter = createServer((request, response) => {
      heard.push(`${request.method} ${request.url} ${request.rawHeaders.join(' ')}`)
      response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify(answers[0]))
    }).listen(port, '127.0.0.1')
    await once(squatter, 'listening')
    return { heard, close: () => new Promise((resolve) => squatter.close(resolve)) }
  }

  test('T21 cannot show the page that it is the agent, and is sent nothing that the agent takes', async () => {
    const { agent, log } = await startTill()
    const open = (port: number) =>
      openBrowserUi({
        ...{ agent, port, log, files: testPage, actor: 'web/anna', clock: createTestClock(), random: systemRandom },
        ...{
          noSessionWords,
          display: testDisplay(agent, log),
          store: saved,
          controlRouter: (caller: ControlCaller) => controlRouter(agent, log, caller),
        },
      })
    const first = await open(0)
    const { port } = first
    const url = `http://127.0.0.1:${port}`
    const opened = await fetch(first.link().url, { redirect: 'manual' })
    const cookie = cookieIn(opened)
    const pageKey = opened.headers.get('location')?.split('=')[1] ?? ''
    const key = await importPageKey(pageKey)
    const answers: unknown[] = []
    const ask = async (path: string) => {
      const response = await fetch(url + path, { headers: { cookie, ...alone } })
      answers[0] = await response.clone().json()
      return response
    }
    const call = (token: string | undefined) => {
      const said = { cookie, origin: url, 'content-type': 'application/json', 'till-agent-page-token': token ?? '' }
      return fetch(`${url}/rpc/status`, { method: 'POST', headers: { ...said, ...alone }, body: '{}' })
    }
    const before = await handshake(key, ask)
    expect((await call(before)).status).toBe(200)
    await first.close()

    const squatter = await startSquatter(port, answers)
    await expect(handshake(key, ask)).rejects.toThrow('Another program answers')
    // Not even a call that was on its way when the port changed hands.
    await call(before)
    await squatter.close()

    const second = await open(port)
    onTestFinished(() => second.close())
    expect(squatter.heard).toHaveLength(2)
    expect(squatter.heard.filter((text) => text.includes(pageKey))).toEqual([])
    expect((await call(before)).status).toBe(401)
    expect((await call(await handshake(key, ask))).status).toBe(200)
  })
})
