import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/fetch'
import { onTestFinished } from 'vitest'
import { type ControlClient, inFaults } from '../../electron/adapters/pipeClient.ts'
import { systemRandom } from '../../electron/adapters/systemRandom.ts'
import type { Agent } from '../../electron/core/agent.ts'
import { openWebDoor, type WebDoor } from '../../electron/doors/web/webDoor.ts'
import { createTestClock, type TestClock } from './clock.ts'
import { startTill } from './till.ts'

/** A window that is small enough to read. */
export const testWindow = new Map(
  Object.entries({
    '/index.html':
      '<!doctype html><meta property="csp-nonce" nonce="__CSP_NONCE__"><link rel="icon" href="./icon.svg"><title>Till Agent</title><script type="module" crossorigin src="./assets/index-1a2b.js"></script><link rel="stylesheet" crossorigin href="./assets/index-1a2b.css"><div id="root"></div>',
    '/assets/index-1a2b.js': "document.getElementById('root').textContent = 'drawn by its script'",
    '/assets/index-1a2b.css': '#root { color: rgb(1, 2, 3) }',
    '/icon.svg': '<svg xmlns="http://www.w3.org/2000/svg"/>',
    '/words.woff2': 'font',
  }).map(([path, text]) => [path, Buffer.from(text)]),
)

export interface WebTill {
  agent: Agent
  door: WebDoor
  /** Of links and sessions; it stands still until told to go on. */
  clock: TestClock
  log: Awaited<ReturnType<typeof startTill>>['log']
  url: string
  /** Opens a new link: what a browser's `Cookie` header would be afterwards. */
  signIn(): Promise<string>
  /** The calls of the contract as our own page would make them. */
  calls(cookie: string): ControlClient
  /** A GET as a browser's address bar makes it. */
  look(path: string, cookie?: string): Promise<Response>
}

/** An agent whose window is served to browsers, on a free port; it closes with the test. */
export async function startWebTill(files: ReadonlyMap<string, Uint8Array> = testWindow): Promise<WebTill> {
  const { agent, log } = await startTill({ baseUrl: 'http://127.0.0.1:9' })
  const clock = createTestClock()
  const door = await openWebDoor({ agent, port: 0, log, files, actor: 'web/anna', clock, random: systemRandom })
  onTestFinished(() => door.close())
  const url = `http://127.0.0.1:${door.port}`
  return {
    agent,
    door,
    clock,
    log,
    url,
    signIn: async () => cookieIn(await fetch(door.link().url, { redirect: 'manual' })),
    calls: (cookie) =>
      createORPCClient(
        new RPCLink({
          url: `${url}/rpc`,
          headers: { cookie, origin: url, 'sec-fetch-site': 'same-origin' },
          interceptors: [({ next }) => inFaults(next)],
        }),
      ),
    look: (path, cookie) => fetch(url + path, { redirect: 'manual', headers: cookie ? { cookie } : {} }),
  }
}

/** What the browser keeps of an answer. */
export function cookieIn(answer: Response): string {
  return answer.headers.get('set-cookie')?.split(';')[0] ?? ''
}
