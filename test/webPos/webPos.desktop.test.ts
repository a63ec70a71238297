import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { snippetFor } from '#cli/webPos/snippet.ts'
import { type RunningAgent, startAgent } from '#test/support/agentProcess.ts'
import { startBrowser } from '#test/support/browser.ts'
import { requestText, send } from '#test/support/rawSocket.ts'
import { startUpstream, type TestUpstream } from '#test/support/upstream.ts'

let upstream: TestUpstream
let agent: RunningAgent
/** Another server on this machine that lets every page in: what reaches it could have reached the agent. */
let bait: TestUpstream
let browser: Browser
/** One that takes the pages to come from the internet, so that it asks before they may reach this machine. */
let wary: Browser
let paired: string
let foreign: string
let stopPages: () => Promise<void>

beforeAll(async () => {
  const pages = createServer((_, response) => {
    response.writeHead(200, { 'Content-Type': 'text/html' }).end('<!doctype html><title>Checkout</title>')
  })
  pages.listen(0, '127.0.0.1')
  await once(pages, 'listening')
  const { port } = pages.address() as { port: number }
  paired = `http://pos.localhost:${port}`
  foreign = `http://evil.localhost:${port}`
  stopPages = async () => {
    pages.closeAllConnections()
    await new Promise((resolve) => pages.close(resolve))
  }
  upstream = await startUpstream()
  const granted = { upstream: 'loyalty', allow: [{ methods: ['*'], path: '/v2/**' }] }
  const clients = [{ id: 'web', origins: [paired], grants: [granted] }]
  ;[agent, bait, browser, wary] = await Promise.all([
    startAgent({ baseUrl: upstream.url, clients }),
    startUpstream(),
    startBrowser('--host-resolver-rules=MAP rebound.example 127.0.0.1'),
    startBrowser(`--ip-address-space-overrides=127.0.0.1:${port}=public`),
  ])
})
beforeEach(() => {
  upstream.forget()
  bait.forget()
  bait.answerWith((_, response) => {
    response.writeHead(200, { 'Access-Control-Allow-Origin': '*', 'Access-Control-Allow-Headers': '*' }).end('{}')
  })
})
afterAll(async () => {
  await Promise.all([browser.close(), wary.close()])
  await bait.close()
  await agent.end()
  await upstream.close()
  await stopPages()
})

interface Answer {
  status?: number
  fields?: Record<string, string>
  body?: string
  /** What the page gets to know when it gets no answer: the name of an error, and no more. */
  error?: string
}

/** What a page sees of one request. */
const asking = `async ({ url, init }) => {
  try {
    const response = await fetch(url, init)
    return { status: response.status, fields: Object.fromEntries(response.headers), body: await response.text() }
  } catch (error) {
    return { error: error.name }
  }
}`

async function openPage(origin: string, inBrowser = browser): Promise<Page> {
  const context = await inBrowser.newContext()
  onTestFinished(() => context.close())
  const page = await context.newPage()
  await page.goto(origin)
  return page
}

/** Runs script in the page. */
const run = <Result>(page: Page, script: string, argument?: unknown) =>
  page.evaluate<Result>(`(${script})(${JSON.stringify(argument)})`)

const ask = (page: Page, path: string, init: object = {}) => run<Answer>(page, asking, { url: agent.url + path, init })
const withKey = (fields: Record<string, string> = {}) => ({
  headers: { 'Till-Agent-Key': agent.key('web'), ...fields },
})

describe('a page of the paired origin, with its key', () => {
  test('reads the answer and every field of it', async () => {
    upstream.answerWith((_, response) => response.writeHead(200, { 'X-Cap-Requestid': 'r1' }).end('{"points":120}'))
    const { status, fields, body } = await ask(await openPage(paired), '/via/loyalty/v2/customers', withKey())
    expect([status, body]).toEqual([200, '{"points":120}'])
    expect(fields).toMatchObject({ 'x-cap-requestid': 'r1', via: '1.1 till-agent' })
    expect(fields).toHaveProperty('till-agent-request-id')
    expect(fields).toHaveProperty('server-timing')
    expect(upstream.seen[0]?.rawHeaders.join()).not.toMatch(/origin|referer|sec-fetch|till-agent-key/i)
  })

  test.each(['POST', 'PUT', 'PATCH', 'DELETE'])('sends JSON with %s', async (method) => {
    const init = { method, body: '{"amount":10}', ...withKey({ 'Content-Type': 'application/json', 'X-Own': 'kept' }) }
    expect(await ask(await openPage(paired), '/via/loyalty/v2/transactions', init)).toMatchObject({ status: 200 })
    expect(upstream.seen).toMatchObject([{ method, target: '/v2/transactions' }])
    expect(upstream.seen[0]?.body.toString()).toBe('{"amount":10}')
    expect(upstream.seen[0]?.headers).toMatchObject({ 'content-type': 'application/json', 'x-own': 'kept' })
  })

  test('reads a fault of the agent’s own, and can tell it from the upstream’s', async () => {
    const { status, fields, body = '' } = await ask(await openPage(paired), '/via/loyalty/v1.1/x', withKey())
    expect([status, fields?.['till-agent-fault']]).toEqual([403, 'NOT_GRANTED'])
    expect(JSON.parse(body)).toMatchObject({ code: 'NOT_GRANTED', remedy: expect.any(String) })
    upstream.answerWith((_, response) => response.writeHead(403).end('theirs'))
    const theirs = await ask(await openPage(paired), '/via/loyalty/v2/x', withKey())
    expect([theirs.status, theirs.body, theirs.fields?.['till-agent-fault']]).toEqual([403, 'theirs', undefined])
  })

  test('reads the agent’s status, and is told how long to wait', async () => {
    const page = await openPage(paired)
    expect(await ask(page, '/v1/status', withKey())).toMatchObject({ status: 200 })
    await upstream.close()
    const { status, fields } = await ask(page, '/via/loyalty/v2/x', { method: 'POST', ...withKey() })
    expect([status, fields?.['till-agent-fault'], fields?.['retry-after']]).toEqual([503, 'UPSTREAM_UNREACHABLE', '5'])
    await upstream.reopen()
  })
})

const inSandbox = `(html) => new Promise((resolve) => {
  addEventListener('message', ({ data, origin }) => resolve({ ...data, origin }), { once: true })
  const frame = document.createElement('iframe')
  frame.sandbox = 'allow-scripts'
  frame.srcdoc = html
  document.body.append(frame)
})`

/** Everything that a page can send without asking the server first; what became of each. */
const simpleRequests = `async (url) => {
  const done = (element, ...events) =>
    Promise.race(events.map((name) => new Promise((resolve) => element.addEventListener(name, () => resolve(name)))))
  const added = (tag, fields) => {
    const element = Object.assign(document.createElement(tag), fields)
    document.body.append(element)
    return element
  }
  const { name: target } = added('iframe', { name: 'into ' + url })
  const form = added('form', { action: url + '/form', method: 'post', target, enctype: 'text/plain' })
  form.append(Object.assign(document.createElement('input'), { name: '{"amount":10,"x":"', value: '"}' }))
  form.submit()
  const simple = { method: 'POST', mode: 'no-cors', body: '{"amount":10}' }
  navigator.sendBeacon(url + '/beacon', '{"amount":10}')
  await Promise.all([
    done(added('img', { src: url + '/image' }), 'load', 'error'),
    done(added('script', { src: url + '/script' }), 'load', 'error'),
    done(added('link', { rel: 'stylesheet', href: url + '/style' }), 'load', 'error'),
    done(new EventSource(url + '/events'), 'open', 'error'),
    done(new WebSocket(url.replace('http', 'ws') + '/socket'), 'open', 'error'),
    fetch(url + '/fetch', simple).catch(() => {}),
    fetch(url + '/get', { mode: 'no-cors' }).catch(() => {}),
  ])
}`

describe('a page gets nothing, and nothing reaches the upstream', () => {
  test('of a foreign origin, even with the key', async () => {
    const page = await openPage(foreign)
    for (const init of [{}, withKey(), { method: 'POST', body: '{}', ...withKey() }])
      for (const path of ['/via/loyalty/v2/x', '/v1/status', '/healthz', '/openapi.json'])
        expect(await ask(page, path, init)).toEqual({ error: 'TypeError' })
    expect(upstream.heads()).toBe(0)
  })

  test('without an origin of its own (a sandboxed frame), even with the key', async () => {
    const page = await openPage(paired)
    const fromFrame = (url: string) => {
      const script = `(${asking})(${JSON.stringify({ url, init: withKey() })})`
      return run<Answer>(
        page,
        inSandbox,
        `<script>${script}.then((answer) => parent.postMessage(answer, '*'))</script>`,
      )
    }
    expect(await fromFrame(`${bait.url}/x`)).toMatchObject({ status: 200, origin: 'null' })
    expect(await fromFrame(`${agent.url}/via/loyalty/v2/x`)).toEqual({ error: 'TypeError', origin: 'null' })
    expect(upstream.heads()).toBe(0)
  })

  test('of the paired origin, without the key or with a wrong one: it can read that', async () => {
    const page = await openPage(paired)
    expect(await ask(page, '/via/loyalty/v2/x')).toMatchObject({
      status: 401,
      fields: { 'till-agent-fault': 'KEY_REQUIRED' },
    })
    expect(await ask(page, '/via/loyalty/v2/x', { headers: { 'Till-Agent-Key': 'wrong' } })).toMatchObject({
      status: 401,
      fields: { 'till-agent-fault': 'KEY_REFUSED' },
    })
    expect(upstream.heads()).toBe(0)
  })

  // Each of these goes out without a preflight (docs/security.md, T08).
  test.each(['foreign', 'paired'])('that sends what needs no preflight, of a %s origin', async (which) => {
    const page = await openPage(which === 'paired' ? paired : foreign)
    await run(page, simpleRequests, `${bait.url}/via/loyalty/v2`)
    const reached = () => bait.seen.map(({ target }) => target.replace(/.*\//, '')).sort()
    await expect.poll(reached).toEqual(expect.arrayContaining(['beacon', 'fetch', 'form', 'get', 'image', 'script']))
    const statuses = new Map<string, number>()
    page.on('response', (response) => {
      // The bait's last answers may be told only now.
      if (response.url().startsWith(agent.url)) statuses.set(response.url().replace(/.*\//, ''), response.status())
    })
    await run(page, simpleRequests, `${agent.url}/via/loyalty/v2`)
    await expect.poll(() => [...statuses.keys()]).toEqual(expect.arrayContaining(['beacon', 'fetch', 'form', 'get']))
    expect([...statuses.values()].filter((status) => status !== 401 && status !== 403)).toEqual([])
    expect(upstream.heads()).toBe(0)
  })

  // The page's own name leads to this machine, so to its browser it is at home: only the Host gives it away.
  test('that rebound its name to this machine', async () => {
    const context = await browser.newContext()
    onTestFinished(() => context.close())
    const page = await context.newPage()
    const home = `http://rebound.example:${agent.port}`
    const [arrival] = await Promise.all([page.waitForResponse(`${home}/healthz`), page.goto(`${home}/healthz`)])
    expect(arrival.status()).toBe(421)
    const answer = await run<Answer>(page, asking, { url: `${home}/via/loyalty/v2/x`, init: withKey() })
    expect(answer).toMatchObject({ status: 421, fields: { 'till-agent-fault': 'FOREIGN_HOST' } })
    expect(upstream.heads()).toBe(0)
  })
})

test('the private-network preflight is answered for the paired origin only', async () => {
  const preflight = (origin: string) =>
    send(
      agent.port,
      requestText(
        'OPTIONS',
        '/via/loyalty/v2/x',
        `Host: 127.0.0.1:${agent.port}`,
        `Origin: ${origin}`,
        'Access-Control-Request-Method: POST',
        'Access-Control-Request-Private-Network: true',
      ),
    )
  const allowed = /^access-control-allow-private-network: true\r$/im
  expect((await preflight(paired)).text).toMatch(allowed)
  for (const origin of [foreign, 'null', `${paired}0`]) {
    const { status, text } = await preflight(origin)
    expect(status).toBe(403)
    expect(text).not.toMatch(/access-control-allow/i)
  }
})

// docs/web-pos.md 2: what integrators will paste.
describe('T15 Local Network Access blocks the honest POS: the page says why, once', () => {
  const guide = readFileSync(join(import.meta.dirname, '../../docs/web-pos.md'), 'utf8')
  const snippet = /```js\n(.*?)```/s.exec(guide)?.[1] ?? ''
  const paste = (page: Page, agentUrl = agent.url) =>
    run<string>(
      page,
      `(key) => {
        ${snippet.replace('http://127.0.0.1:47600', agentUrl)}
        return askTill(key, '/via/loyalty/v2/x').then((response) => 'status ' + response.status, (error) => error.message)
      }`,
      agent.key('web'),
    )

  test('T15 with the permission it works', async () => {
    const page = await openPage(paired, wary)
    await page.context().grantPermissions(['local-network-access'], { origin: paired })
    expect(await paste(page)).toBe('status 200')
    expect(await page.evaluate(snippetFor(agent.url))).toMatch(/^Ready/)
  })

  test('T15 without the permission the browser is named, and the agent is not even asked', async () => {
    const page = await openPage(paired, wary)
    expect(await paste(page)).toMatch(/^The browser does not let this page reach/)
    expect(await page.evaluate(snippetFor(agent.url))).toMatch(/^Not ready/)
    expect(upstream.heads()).toBe(0)
  })

  test('T15 from an origin that is not paired, or when nobody listens, the agent is named', async () => {
    for (const [origin, url] of [[foreign, agent.url] as const, [paired, 'http://127.0.0.1:1'] as const]) {
      const page = await openPage(origin, wary)
      await page.context().grantPermissions(['local-network-access'], { origin })
      expect(await paste(page, url)).toMatch(/^Till Agent doesn’t answer/)
    }
  })
})
