import { hash } from 'node:crypto'
import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/fetch'
import { asFaults, type ControlClient } from '#adapters/network/pipeClient.ts'
import { systemClock } from '#adapters/system/systemClock.ts'
import { systemRandom } from '#adapters/system/systemRandom.ts'
import { controlRouter } from '#api/control/controlRouter.ts'
import { displayRouter } from '#api/control/displayRouter.ts'
import { type BrowserUi, openBrowserUi } from '#api/web/browserUi.ts'
import { pageTokenOf } from '#api/web/pageProof.ts'
import type { SessionStore } from '#api/web/storedSessions.ts'
import type { Agent } from '#core/agent.ts'
import type { Log } from '#core/base/log.ts'
import { noSessionStore } from '#host/browserSessionFile.ts'
import { displayWords } from '#host/displayWords.ts'
import { noSessionWords } from '#host/noSessionWords.ts'
import { createTestClock, type TestClock } from './clock.ts'
import { closeWithTest } from './closeWithTest.ts'
import { startTill } from './till.ts'

/** A page that is small enough to read. */
export const testPage = new Map(
  Object.entries({
    '/index.html':
      '<!doctype html><meta property="csp-nonce" nonce="__CSP_NONCE__"><link rel="icon" href="./icon.svg"><title>Till Agent</title><script type="module" crossorigin src="./assets/index-1a2b.js"></script><link rel="stylesheet" crossorigin href="./assets/index-1a2b.css"><div id="root"></div>',
    '/display.html':
      '<!doctype html><meta property="csp-nonce" nonce="__CSP_NONCE__"><title>Display</title><div id="root"></div>',
    '/assets/index-1a2b.js': "document.getElementById('root').textContent = 'drawn by its script'",
    '/assets/index-1a2b.css': '#root { color: rgb(1, 2, 3) }',
    '/icon.svg': '<svg xmlns="http://www.w3.org/2000/svg"/>',
    '/words.woff2': 'font',
  }).map(([path, text]) => [path, Buffer.from(text)]),
)

export interface BrowserUiTill {
  agent: Agent
  ui: BrowserUi
  /** The clock of links and sessions; it stands still until it is told to go on. */
  clock: TestClock
  log: Awaited<ReturnType<typeof startTill>>['log']
  url: string
  /** Opens a new link. Resolves with the `Cookie` header that a browser would send afterwards. */
  signIn(): Promise<string>
  /** What the page of a session sends with its calls. */
  callHeaders(cookie: string): Record<string, string>
  /** What the page of a session made of the key that it got beside its cookie. */
  pageTokenFor(cookie: string): string
  /** The calls of the contract as our own page would make them. */
  calls(cookie: string): ControlClient
  /** A GET as a browser's address bar makes it. */
  look(path: string, cookie?: string): Promise<Response>
  /** For a till that `beforeAll` started; any other closes with its test. */
  close(): Promise<void>
}

/** What serves the customer displays of a till. */
export function testDisplay(agent: Agent, log: Log, store: SessionStore = noSessionStore) {
  return { router: (id: string) => displayRouter(agent, log, systemClock, id), store, words: displayWords }
}

/** A till that serves its browser UI on a free port. */
export async function startBrowserUiTill(
  files: ReadonlyMap<string, Uint8Array> = testPage,
  displayStore: SessionStore = noSessionStore,
): Promise<BrowserUiTill> {
  const { agent, log, close } = await startTill()
  const clock = createTestClock()
  const ui = await openBrowserUi({
    ...{ agent, port: 0, log, files, actor: 'web/anna', clock, random: systemRandom, store: noSessionStore },
    noSessionWords,
    display: testDisplay(agent, log, displayStore),
    controlRouter: (caller) => controlRouter(agent, log, caller),
  })
  closeWithTest(() => ui.close())
  const url = `http://127.0.0.1:${ui.port}`
  const tokens = new Map<string, string>()
  const callHeaders = (cookie: string) => ({
    ...{ cookie, origin: url },
    'till-agent-page-token': tokens.get(cookie) ?? '',
  })
  return {
    agent,
    ui,
    clock,
    log,
    url,
    close: async () => {
      await ui.close()
      await close()
    },
    signIn: async () => {
      const opened = await fetch(ui.link().url, { redirect: 'manual' })
      tokens.set(cookieIn(opened), await pageTokenAt(url, opened))
      return cookieIn(opened)
    },
    callHeaders,
    pageTokenFor: (cookie) => tokens.get(cookie) ?? '',
    calls: (cookie) =>
      createORPCClient(
        new RPCLink({
          url: `${url}/rpc`,
          headers: { ...callHeaders(cookie), 'sec-fetch-site': 'same-origin' },
          interceptors: [({ next }) => asFaults(next)],
        }),
      ),
    look: (path, cookie) => fetch(url + path, { redirect: 'manual', headers: cookie ? { cookie } : {} }),
  }
}

/** What the page makes of its key: the token that its calls bring. @param opened response to a one-time link */
export async function pageTokenAt(url: string, opened: Response): Promise<string> {
  const key = new URLSearchParams(opened.headers.get('location')?.split('#')[1]).get('page-key') ?? ''
  const proof = await fetch(`${url}/proof/${'c'.repeat(43)}`, { headers: { cookie: cookieIn(opened) } })
  const { run } = (await proof.json()) as { run: string }
  return pageTokenOf(hash('sha256', key, 'buffer'), run)
}

/** The cookie that a response sets, as a `Cookie` header. */
export function cookieIn(response: Response): string {
  return response.headers.get('set-cookie')?.split(';')[0] ?? ''
}
