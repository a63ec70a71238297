import { describe, expect, test } from 'vitest'
import type { StoredSession } from '#api/web/storedSessions.ts'
import { startBrowserUiTill, testPage } from '#test/support/browserUiTill.ts'
import { askForDisplay, cookiesIn, openDisplay } from '#test/support/displayPage.ts'

describe('a page that is not let in', () => {
  test('is told nothing of the till, runs no script, and shows the code that the manager sees', async () => {
    const till = await startBrowserUiTill()
    const stranger = await till.look('/display/')
    expect([stranger.status, stranger.headers.get('content-security-policy')]).toEqual([
      200,
      expect.stringMatching(
        /^default-src 'none'; style-src 'sha256-[^']+'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'$/,
      ),
    ])
    expect(await stranger.text()).not.toMatch(/<script|\b\d+\.\d+\.\d+\b/)
    const cookie = await askForDisplay(till)
    const [pending] = till.agent.displays.pairings.pending()
    expect(await (await till.look('/display/', cookie)).text()).toContain(pending?.comparisonCode)
    // Another browser sees no code, and is told to wait.
    const second = await fetch(`${till.url}/display/ask`, { method: 'POST', headers: { origin: till.url } })
    expect([second.status, await second.text()]).toEqual([
      429,
      expect.not.stringContaining(pending?.comparisonCode ?? ''),
    ])
  })

  test('gets no file, no proof and no call', async () => {
    const { look, url } = await startBrowserUiTill()
    for (const path of ['/display/assets/index-1a2b.js', `/display/proof/${'c'.repeat(43)}`])
      expect([path, (await look(path)).status]).toEqual([path, 401])
    const call = await fetch(`${url}/display/rpc/view`, { method: 'POST', headers: { origin: url } })
    expect(call.status).toBe(401)
  })

  test('cannot be made to ask by a page of another site', async () => {
    const { url, agent } = await startBrowserUiTill()
    for (const origin of ['https://evil.example', 'null', undefined]) {
      const headers = origin === undefined ? {} : { origin }
      expect((await fetch(`${url}/display/ask`, { method: 'POST', headers })).status).toBe(403)
    }
    expect(agent.displays.pairings.pending()).toEqual([])
  })
})

describe('a customer display', () => {
  test('has a cookie for its own path, and opens nothing of the staff’s window with it', async () => {
    const till = await startBrowserUiTill()
    const asking = await askForDisplay(till)
    till.agent.displays.pairings.approve(till.agent.displays.pairings.pending()[0]?.id ?? '', 'web/anna')
    const opened = await till.look('/display/', asking)
    expect(opened.headers.getSetCookie()[0]).toMatch(
      new RegExp(
        `^till-agent-display-${till.ui.port}=[\\w-]{43}; HttpOnly; SameSite=Strict; Path=/display; Max-Age=\\d+$`,
      ),
    )
    expect(opened.headers.get('clear-site-data')).toBe('"storage"')
    const cookie = cookiesIn(opened)
    expect(await (await till.look('/display/', cookie)).text()).toContain('<title>Display</title>')
    // Under the name of the window's cookie, it is no session of the window either.
    const renamed = cookie.replace('till-agent-display', 'till-agent-session')
    for (const path of ['/', '/assets/index-1a2b.js', '/icon.svg'])
      expect([path, (await till.look(path, `${cookie}; ${renamed}`)).status]).toEqual([path, 401])
    // The question was answered: the same browser cannot come in twice with it.
    expect((await till.look('/display/', asking)).headers.get('location')).toBeNull()
  })

  test('makes its own calls alone: none of the staff’s exists for it', async () => {
    const till = await startBrowserUiTill()
    const { headers } = await openDisplay(till)
    const call = (path: string) =>
      fetch(till.url + path, {
        method: 'POST',
        headers: { ...headers, 'content-type': 'application/json' },
        body: '{}',
      })
    for (const path of ['status', 'verifications/open', 'verifications/start', 'customers/lookUp', 'clients/list'])
      expect([path, (await call(`/display/rpc/${path}`)).status, (await call(`/rpc/${path}`)).status]).toEqual([
        path,
        404,
        401,
      ])
  })

  test('is none for who has its cookie alone, or the session of the staff’s window', async () => {
    const till = await startBrowserUiTill()
    const { cookie } = await openDisplay(till)
    const staff = await till.signIn()
    const call = (headers: Record<string, string>) =>
      fetch(`${till.url}/display/rpc/view`, { method: 'POST', headers: { origin: till.url, ...headers } })
    expect((await call({ cookie })).status).toBe(401)
    const asStaff = till.callHeaders(staff)
    expect((await call({ ...asStaff, cookie: staff })).status).toBe(401)
    expect((await call({ ...asStaff, cookie: staff.replace('session', 'display') })).status).toBe(401)
  })

  test('shows what the cashier asks, as long as it is open', async () => {
    const till = await startBrowserUiTill()
    const staff = till.calls(await till.signIn())
    const { calls } = await openDisplay(till)
    expect(await staff.displays.list()).toMatchObject([{ isOpen: false }])
    const closing = new AbortController()
    const views = await calls.view(undefined, { signal: closing.signal })
    expect((await views.next()).value).toMatchObject({ step: 'idle' })
    const [{ id = '' } = {}] = await staff.displays.list()
    const ask = await staff.displays.ask({ display: id, upstream: 'loyalty' })
    expect((await views.next()).value).toMatchObject({ step: 'identifier', askId: ask.id })
    await calls.typing({ askId: ask.id })
    expect(await staff.displays.asks()).toMatchObject([{ isTyping: true }])
    closing.abort()
    await expect.poll(async () => (await staff.displays.list())[0]?.isOpen).toBe(false)
  })

  test('that a manager removes is let in no more, and its page ends', async () => {
    const till = await startBrowserUiTill()
    const staff = till.calls(await till.signIn())
    const { calls, cookie } = await openDisplay(till)
    const views = await calls.view()
    await views.next()
    const [{ id = '' } = {}] = await staff.displays.list()
    await staff.displays.remove({ id })
    await expect(views.next().then(({ done }) => done || Promise.reject(new Error('goes on')))).resolves.toBe(true)
    await expect(calls.typing({ askId: `ask_${'x'.repeat(22)}` })).rejects.toMatchObject({ code: 'SESSION_REQUIRED' })
    expect(await (await till.look('/display/', cookie)).text()).not.toContain('<title>Display</title>')
    expect(await till.agent.audit.list(1)).toMatchObject([{ event: 'client-revoked', subject: `display/${id}` }])
  })

  test('stays let in when the agent is started anew', async () => {
    let stored: readonly StoredSession[] = []
    const store = {
      read: () => [...stored],
      write(sessions: readonly StoredSession[]) {
        stored = sessions
      },
    }
    const first = await startBrowserUiTill(testPage, store)
    const { cookie } = await openDisplay(first)
    await first.close()
    const second = await startBrowserUiTill(testPage, store)
    const renamed = cookie.replace(`-${first.ui.port}`, `-${second.ui.port}`)
    expect(await (await second.look('/display/', renamed)).text()).toContain('<title>Display</title>')
  })

  test('cannot call faster than a person types', async () => {
    const till = await startBrowserUiTill()
    const { calls } = await openDisplay(till)
    const askId = `ask_${'x'.repeat(22)}`
    const codes = await Promise.all(
      Array.from({ length: 60 }, () =>
        calls.typing({ askId }).then(
          () => '',
          ({ code }) => code as string,
        ),
      ),
    )
    expect(codes.filter((code) => code === 'TOO_MANY_REQUESTS').length).toBeGreaterThan(20)
  })
})
