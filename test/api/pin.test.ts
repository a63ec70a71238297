import { createRouterClient } from '@orpc/server'
import { expect, test } from 'vitest'
import { asFaults } from '#adapters/network/pipeClient.ts'
import { controlRouter } from '#api/control/controlRouter.ts'
import { PinSession } from '#core/settings/managerPin.ts'
import { createTestClock } from '#test/support/clock.ts'
import { startTill } from '#test/support/till.ts'

const pin = '246810'
const kiosk = { id: 'kiosk', name: 'Kiosk', grants: [], origins: [] }

/** A till with a window, and a person at the pipe. */
async function startGuarded() {
  const clock = createTestClock()
  const till = await startTill({ baseUrl: 'https://127.0.0.1:9', deps: { clock } })
  const control = (actor: string, pinSession?: PinSession) =>
    createRouterClient(controlRouter(till.agent, till.log, { actor, ...(pinSession && { pinSession }) }), {
      interceptors: [({ next }) => asFaults(next)],
    })
  const topics: string[] = []
  till.agent.changes.subscribe(({ topic }) => topics.push(topic))
  return { till, clock, topics, window: control('window/anna', new PinSession()), pipe: control('pipe/anna') }
}

test('with a PIN the window asks for it before the till is set up; the pipe does not', async () => {
  const { till, window, pipe } = await startGuarded()
  await pipe.pin.set({ pin })
  await expect(window.clients.add(kiosk)).rejects.toMatchObject({ code: 'PIN_REQUIRED' })
  await expect(window.pin.remove()).rejects.toMatchObject({ code: 'PIN_REQUIRED' })
  await expect(window.pin.set({ pin: '1111' })).rejects.toMatchObject({ code: 'PIN_REQUIRED' })
  expect(await window.clients.list()).toHaveLength(1)
  await expect(window.pin.unlock({ pin: '111111' })).rejects.toMatchObject({ code: 'PIN_WRONG' })
  expect(await window.pin.unlock({ pin })).toMatchObject({ isUnlocked: true })
  await window.clients.add(kiosk)
  await window.pin.lock()
  await expect(window.clients.revoke({ id: 'kiosk' })).rejects.toMatchObject({ code: 'PIN_REQUIRED' })
  await pipe.clients.revoke({ id: 'kiosk' })

  const rows = till.agent.audit.page(0, 100).filter(({ event }) => /^(pin|setup)-/.test(event))
  expect(rows.map(({ event, actor, outcome }) => [event, actor, outcome])).toEqual([
    ['pin-changed', 'pipe/anna', 'done'],
    ['pin-changed', 'window/anna', 'PIN_REQUIRED'],
    ['pin-changed', 'window/anna', 'PIN_REQUIRED'],
    ['setup-unlocked', 'window/anna', 'PIN_WRONG'],
    ['setup-unlocked', 'window/anna', 'done'],
  ])
  expect(JSON.stringify([till.agent.audit.page(0, 100), till.log.events, till.agent.status()])).not.toContain(pin)
})

// docs/security.md: decided so. It stops no sale, it is on record, and one command ends it.
test('the first PIN asks for nothing, is recorded with who set it, and is removed by the command line', async () => {
  const { till, window, pipe } = await startGuarded()
  await window.pin.set({ pin })
  expect(till.agent.audit.list(1)).toMatchObject([{ event: 'pin-changed', actor: 'window/anna', outcome: 'done' }])
  await window.pin.lock()
  await expect(window.clients.add(kiosk)).rejects.toMatchObject({ code: 'PIN_REQUIRED' })
  await pipe.pin.remove()
  await window.clients.add(kiosk)
})

test('during a block the window is told how long it lasts', async () => {
  const { window, pipe } = await startGuarded()
  await pipe.pin.set({ pin })
  for (let time = 1; time <= 3; time += 1)
    await expect(window.pin.unlock({ pin: '111111' })).rejects.toMatchObject({ code: 'PIN_WRONG' })
  await expect(window.pin.unlock({ pin })).rejects.toMatchObject({
    code: 'PIN_BLOCKED',
    data: { retryAfterSeconds: 30 },
  })
  expect(await window.pin.status()).toMatchObject({ isSet: true, isUnlocked: false, waitSeconds: 30 })
})

test.each(['123', '12a4', '1234567890123'])('%s is no PIN', async (wrong) => {
  const { window } = await startGuarded()
  await expect(window.pin.set({ pin: wrong })).rejects.toMatchObject({ code: 'INVALID_INPUT' })
  expect((await window.pin.status()).isSet).toBe(false)
})

test('an agent that has ended waits for no window to lock', async () => {
  const { till, clock, topics, window } = await startGuarded()
  await window.pin.set({ pin })
  expect(topics).toContain('pin')
  await till.agent.close()
  topics.length = 0
  await clock.advance(10 * 60_000)
  expect(topics).not.toContain('pin')
})

test('a shift lead makes the calls of a shift lead, and none of the set-up', async () => {
  const { window, pipe } = await startGuarded()
  await pipe.pin.set({ pin })
  await pipe.pin.set({ pin: '135790', level: 'shift-lead' })
  await expect(window.updates.install()).rejects.toMatchObject({ code: 'PIN_REQUIRED' })
  expect(await window.pin.unlock({ pin: '135790' })).toMatchObject({ level: 'shift-lead' })
  await expect(window.updates.install()).rejects.not.toMatchObject({ code: 'PIN_REQUIRED' })
  await expect(window.clients.add(kiosk)).rejects.toMatchObject({ code: 'PIN_REQUIRED' })
  await expect(window.pin.remove()).rejects.toMatchObject({ code: 'PIN_REQUIRED' })
  await expect(window.pin.set({ pin: '1111', level: 'shift-lead' })).rejects.toMatchObject({ code: 'PIN_REQUIRED' })
})

test('the day is for shift leads and managers', async () => {
  const { window, pipe } = await startGuarded()
  expect(await window.day()).toMatchObject({ verifications: { confirmed: 0 }, offline: [] })
  await pipe.pin.set({ pin })
  await expect(window.day()).rejects.toMatchObject({ code: 'PIN_REQUIRED' })
})
