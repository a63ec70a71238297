import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { startBrowser } from '#test/support/browser.ts'
import { type BrowserUiTill, startBrowserUiTill, testPage } from '#test/support/browserUiTill.ts'
import { startUpstream } from '#test/support/upstream.ts'

describe('in a real browser', () => {
  let browser: Browser

  beforeAll(async () => {
    browser = await startBrowser()
  })
  afterAll(() => browser.close())

  async function openedPage(): Promise<BrowserUiTill & { page: Page; complaints: string[] }> {
    const files = new Map(testPage)
    const index = String(files.get('/index.html'))
    files.set('/index.html', Buffer.from(`${index}<script>document.title = 'inline script ran'</script>`))
    const till = await startBrowserUiTill(files)
    const context = await browser.newContext()
    onTestFinished(() => context.close())
    const page = await context.newPage()
    const complaints: string[] = []
    // The console also notes, or not, that the site's data was cleared.
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()))
    await page.goto(till.ui.link().url)
    return { ...till, page, complaints }
  }

  test('the link leads to the window, whose own script and style run and nothing inline does', async () => {
    const { page, url, complaints } = await openedPage()
    expect(page.url()).toMatch(new RegExp(`^${url}/#page-key=[\\w-]{43}$`))
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
      return [nonce, ''].map((each, at) => {
        const style = document.createElement('style')
        style.nonce = each
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

  test('the page cannot read its cookie, and calls with it and with its key', async () => {
    const { page, ui } = await openedPage()
    expect(await page.context().cookies()).toMatchObject([
      { name: `till-agent-session-${ui.port}`, httpOnly: true, sameSite: 'Strict', path: '/', expires: -1 },
    ])
    const outcome = await page.evaluate(`(async () => {
      const key = location.hash.split('=')[1]
      const call = (headers) =>
        fetch('/rpc/status', { method: 'POST', body: '{}', headers: { 'content-type': 'application/json', ...headers } })
      const bytes = (text) => new TextEncoder().encode(text)
      const digest = await crypto.subtle.digest('SHA-256', bytes(key))
      const hmac = await crypto.subtle.importKey('raw', digest, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign'])
      const { run } = await (await fetch('/proof/' + 'c'.repeat(43))).json()
      const mac = new Uint8Array(await crypto.subtle.sign('HMAC', hmac, bytes('till-agent page ' + run)))
      const token = btoa(String.fromCharCode(...mac)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
      return [document.cookie, (await call({ 'till-agent-page-token': token })).status, (await call({})).status]
    })()`)
    expect(outcome).toEqual(['', 200, 401])
  })

  // A program of another user that listens on 127.0.0.1 gets the cookie once a web page has sent the browser there.
  test('another port of this machine gets the cookie, and can do nothing with it', async () => {
    const cookies: string[] = []
    const other = await startUpstream((request, response) => {
      cookies.push(request.headers.cookie ?? '')
      // A page that reloads itself is its own site's, and gets even a SameSite=Strict cookie.
      const page = request.headers.cookie ? 'stolen' : '<script>location.reload()</script>'
      response.writeHead(200, { 'Content-Type': 'text/html' }).end(page)
    })
    const { page, url, agent } = await openedPage()
    await page.goto(other.url, { waitUntil: 'commit' })
    await expect.poll(() => cookies.find((cookie) => cookie !== '')).toContain('till-agent-session-')
    const stolen = cookies.find((cookie) => cookie !== '') ?? ''
    const body = JSON.stringify({ json: { id: 'evil', name: 'Evil', grants: [], origins: [] } })
    const headers = { cookie: stolen, origin: url, 'content-type': 'application/json' }
    for (const path of ['/rpc/clients/add', '/rpc/status', '/end'])
      expect((await fetch(url + path, { method: 'POST', headers, body })).status).toBe(401)
    expect(agent.clients.list().map(({ id }) => id)).toEqual(['pos'])
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

  test('a person whom another site led to the link is led on to the page', async () => {
    const { ui, url } = await openedPage()
    const elsewhere = await startUpstream((_, response) =>
      response.writeHead(200, { 'Content-Type': 'text/html' }).end(`<a href="${ui.link().url}">open</a>`),
    )
    const context = await browser.newContext()
    onTestFinished(() => context.close())
    const page = await context.newPage()
    await page.goto(elsewhere.url.replace('127.0.0.1', 'localhost'))
    await page.click('text=open')
    await page.waitForURL(`${url}/#page-key=*`)
    await expect.poll(() => page.textContent('#root')).toBe('drawn by its script')
  })
})
