import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/message-port'
import { expect, onTestFinished, test } from 'vitest'
import { type ControlClient, inFaults } from '../../electron/adapters/pipeClient.ts'
import { LinksOut } from '../../electron/doors/window/linksOut.ts'
import { openWindowDoor } from '../../electron/doors/window/windowDoor.ts'
import { createTestClock } from '../support/clock.ts'
import { startTill } from '../support/till.ts'

/** A till with its window's door, and pages that come and go. */
async function startWindow() {
  const { agent, log } = await startTill({ baseUrl: 'http://127.0.0.1:9' })
  const clock = createTestClock()
  let toAgent = (_: unknown): void => {}
  let toPage = (_: unknown): void => {}
  let goAway = (): void => {}
  const port = {
    send: (message: unknown) => toPage(message),
    onMessage: (listener: (message: unknown) => void) => {
      toAgent = listener
    },
    onGone: (listener: () => void) => {
      goAway = listener
    },
  }
  const door = openWindowDoor({ agent, log, clock, port, actor: 'window/anna' })
  onTestFinished(() => door.close())
  const newPage = (): ControlClient => {
    const link = new RPCLink({
      port: {
        postMessage: (message: unknown) => toAgent(message),
        onMessage: {
          addListener: (listener: (message: unknown) => void) => {
            toPage = listener
          },
        },
        onDisconnect: { addListener: () => {} },
      },
      interceptors: [({ next }) => inFaults(next)],
    })
    return createORPCClient(link)
  }
  return { agent, log, clock, door, newPage, say: (message: unknown) => toAgent(message), goAway: () => goAway() }
}

test('a page asks the agent in the name of the person at the window', async () => {
  const { agent, newPage } = await startWindow()
  const page = newPage()
  expect(await page.status()).toMatchObject({ condition: 'ready' })
  await page.clients.revoke({ id: 'pos' })
  expect(agent.audit.page(0, 100).at(-1)).toMatchObject({ event: 'client-revoked', actor: 'window/anna' })
  await expect(page.clients.revoke({ id: 'pos' })).rejects.toMatchObject({ code: 'UNKNOWN_CLIENT' })
})

test('what changes is told to the page that is there, and to none that is gone', async () => {
  const { agent, newPage, goAway } = await startWindow()
  const topics = await newPage().changes()
  expect(await topics.next()).toMatchObject({ value: 'status' })
  const next = topics.next()
  agent.changes.tell('clients')
  expect(await next).toMatchObject({ value: 'clients' })
  expect(agent.changes.isWatched).toBe(true)
  goAway()
  await expect.poll(() => agent.changes.isWatched).toBe(false)
  expect(await newPage().status()).toMatchObject({ condition: 'ready' })
})

// A manager leaves the till unlocked, the page crashes, and whoever is next finds the settings open.
test('the PIN is asked for again by a new page', async () => {
  const { newPage, goAway } = await startWindow()
  const page = newPage()
  await page.pin.set({ pin: '246802' })
  await page.pin.unlock({ pin: '246802' })
  expect(await page.pin.status()).toMatchObject({ isUnlocked: true })
  goAway()
  expect(await newPage().pin.status()).toMatchObject({ isUnlocked: false })
})

// An exception that nobody catches ends the agent, and checkout with it.
test.each([
  ['no JSON', '{'],
  ['no call', '[]'],
  ['null', 'null'],
  ['a call without a place', '{"i":"x","p":{}}'],
  ['a place that is none', '{"i":"x","p":{"u":"/%zz"}}'],
  ['events of a call that was never made', '{"i":"x","t":3,"p":{"e":"message"}}'],
  ['an object', { i: 'x' }],
  ['bytes', new Uint8Array([255, 0])],
  ['more than a call may have', `{"i":"x","p":{"u":"/status","b":"${'x'.repeat(1024 * 1024)}"}}`],
])('a message that is %s is dropped', async (_, message) => {
  const { say, newPage } = await startWindow()
  say(message)
  await new Promise((resolve) => setImmediate(resolve))
  expect(await newPage().status()).toMatchObject({ condition: 'ready' })
})

test('a closed door does nothing any more', async () => {
  const { agent, door, say } = await startWindow()
  door.close()
  say('{"i":"x","p":{"u":"/clients/revoke","b":{"json":{"id":"pos"}}}}')
  await new Promise((resolve) => setImmediate(resolve))
  expect(agent.clients.list()).toHaveLength(1)
})

test('an address opens outside only if the agent has just told it, and as it told it', async () => {
  const clock = createTestClock()
  const links = new LinksOut(clock)
  links.note(['upstreams', 'signIn', 'start'], { url: 'https://login.example/authorize?state=1', signInId: 'x' })
  links.note(['upstreams', 'signOut'], { endSessionUrl: 'https://login.example/end' })
  links.note(['upstreams', 'list'], { url: 'https://evil.example/' })
  links.note(['upstreams', 'signOut'], undefined)
  expect(links.has('https://login.example/authorize?state=1')).toBe(true)
  expect(links.has('https://login.example/end')).toBe(true)
  expect(links.has('https://login.example/authorize?state=2')).toBe(false)
  expect(links.has('https://evil.example/')).toBe(false)
  await clock.pass(10 * 60_000)
  expect(links.has('https://login.example/end')).toBe(false)
})
