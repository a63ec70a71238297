import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/message-port'
import { expect, onTestFinished, test } from 'vitest'
import { asFaults, type ControlClient } from '#adapters/network/pipeClient.ts'
import { controlRouter } from '#api/control/controlRouter.ts'
import { openWindowChannel } from '#api/window/windowChannel.ts'
import { createTestClock } from '#test/support/clock.ts'
import { startTill } from '#test/support/till.ts'

/** A till with the channel to its window, and pages that come and go. */
async function startWindow() {
  const { agent, log } = await startTill()
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
  const channel = openWindowChannel({
    ...{ log, clock, port, actor: 'window/anna' },
    controlRouter: (caller) => controlRouter(agent, log, caller),
  })
  onTestFinished(() => channel.close())
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
      interceptors: [({ next }) => asFaults(next)],
    })
    return createORPCClient(link)
  }
  return { agent, log, channel, newPage, say: (message: unknown) => toAgent(message), goAway: () => goAway() }
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
  agent.changes.publish('clients')
  expect(await next).toMatchObject({ value: 'clients' })
  expect(agent.changes.hasSubscribers('requests')).toBe(true)
  goAway()
  await expect.poll(() => agent.changes.hasSubscribers('requests')).toBe(false)
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

// An uncaught exception would end the agent, and checkout with it.
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

test('a closed channel answers nothing', async () => {
  const { agent, channel, say } = await startWindow()
  channel.close()
  say('{"i":"x","p":{"u":"/clients/revoke","b":{"json":{"id":"pos"}}}}')
  await new Promise((resolve) => setImmediate(resolve))
  expect(agent.clients.list()).toHaveLength(1)
})
