import { expect, onTestFinished, test } from 'vitest'
import { systemRandom } from '#adapters/system/systemRandom.ts'
import { Secret } from '#core/base/secret.ts'
import { Displays } from '#core/displays/displays.ts'
import { asha, nobody, startVerifyingTill } from '#test/support/verifyingTill.ts'

const display = `dp_${'a'.repeat(22)}`
const other = `dp_${'b'.repeat(22)}`
const mobile = (value: string) => ({ type: 'mobile', value }) as const

async function startDisplay() {
  const till = await startVerifyingTill()
  const { displays } = till.agent
  displays.opened(display)
  const ask = (more = {}) => displays.ask({ display, upstream: 'loyalty', client: 'pos', ...more }).id
  return { ...till, displays, ask, stepOf: (id = display) => displays.viewOf(id).step }
}

test('a customer types number and code, and both screens see the end', async () => {
  const { displays, ask, stepOf, latestCode, agent, clock } = await startDisplay()
  const askId = ask()
  expect(displays.viewOf(display)).toMatchObject({ step: 'identifier', program: 'Checkout' })
  await displays.identify(display, askId, mobile(asha))
  expect(displays.viewOf(display)).toMatchObject({ step: 'code', maskedIdentifier: '••••••• 93', triesLeft: 5 })
  await displays.check(display, askId, new Secret('wrong1'))
  expect(displays.viewOf(display)).toMatchObject({ step: 'code', triesLeft: 4, wrongCodes: 1 })
  await displays.check(display, askId, new Secret(latestCode()))
  expect(displays.viewOf(display)).toMatchObject({ step: 'ended', outcome: 'confirmed' })
  const [{ verification = '' } = {}] = displays.asks()
  expect(agent.verifications.viewForCashier(verification)).toMatchObject({ state: 'confirmed', statementFor: 'pos' })
  await clock.advance(8_000)
  expect([stepOf(), displays.asks()]).toEqual(['idle', []])
})

test('the cashier learns whom the cloud knows, and the display does not', async () => {
  const { displays, ask } = await startDisplay()
  const known = ask()
  await displays.identify(display, known, mobile(asha))
  await expect.poll(() => displays.asks()[0]?.customer?.name).toBe('Asha Example')
  const shownOf = () => ({ ...displays.viewOf(display), askId: '', maskedIdentifier: '', expiresAt: 0 })
  const shown = shownOf()
  expect(JSON.stringify(shown)).not.toContain('Asha')
  await displays.identify(display, ask(), mobile(nobody))
  expect(shownOf()).toEqual(shown)
})

test('a display starts nothing that no cashier asked', async () => {
  const { displays, ask, simulator } = await startDisplay()
  displays.opened(other)
  const unknown = `ask_${'x'.repeat(22)}`
  const askId = ask()
  for (const call of [
    () => displays.identify(display, unknown, mobile(asha)),
    () => displays.identify(other, askId, mobile(asha)),
    () => displays.check(other, askId, new Secret('123456')),
    () => displays.resend(display, askId),
    () => displays.decline(other, askId),
  ])
    await expect(call()).rejects.toMatchObject({ code: 'UNKNOWN_VERIFICATION' })
  expect(simulator.messages()).toEqual([])
  await displays.identify(display, askId, mobile(asha))
  await expect(displays.identify(display, askId, mobile(nobody))).rejects.toMatchObject({
    code: 'UNKNOWN_VERIFICATION',
  })
  expect(simulator.messages()).toHaveLength(1)
})

test('the next question ends the one before', async () => {
  const { displays, ask, simulator } = await startDisplay()
  const first = ask()
  ask()
  await expect(displays.identify(display, first, mobile(asha))).rejects.toMatchObject({ code: 'UNKNOWN_VERIFICATION' })
  expect(simulator.messages()).toEqual([])
})

test('a code that is sent while the cashier goes on to something else verifies nobody', async () => {
  const { displays, ask, agent } = await startDisplay()
  const askId = ask()
  const sending = displays.identify(display, askId, mobile(asha))
  displays.end(askId)
  await expect(sending).rejects.toMatchObject({ code: 'UNKNOWN_VERIFICATION' })
  expect(agent.verifications.open()).toEqual([])
})

test('a customer who does nothing for three minutes is not asked any more', async () => {
  const { displays, ask, stepOf, clock } = await startDisplay()
  const askId = ask()
  await clock.advance(170_000)
  displays.typing(display, askId)
  await clock.advance(170_000)
  expect([stepOf(), displays.asks()[0]?.isTyping]).toEqual(['identifier', true])
  await clock.advance(10_000)
  expect(stepOf()).toBe('idle')
})

test('after five numbers that cannot be read the cashier has to ask anew', async () => {
  const { displays, ask, stepOf } = await startDisplay()
  const askId = ask()
  for (let count = 0; count < 5; count += 1)
    await expect(displays.identify(display, askId, mobile('12'))).rejects.toMatchObject({ code: 'INVALID_INPUT' })
  await expect(displays.identify(display, askId, mobile(asha))).rejects.toMatchObject({ code: 'UNKNOWN_VERIFICATION' })
  expect(stepOf()).toBe('idle')
})

test('the settings say how long a customer is asked, how often, and how long the end is shown', async () => {
  const { displays, ask, stepOf, clock, settings, latestCode } = await startDisplay()
  const counter = { displaySeconds: 30, displayEndSeconds: 2, displayNumbers: 1 }
  settings.write({ ...settings.read(), counter })
  ask()
  await clock.advance(30_000)
  expect(stepOf()).toBe('idle')
  const spent = ask()
  await expect(displays.identify(display, spent, mobile('12'))).rejects.toMatchObject({ code: 'INVALID_INPUT' })
  await expect(displays.identify(display, spent, mobile(asha))).rejects.toMatchObject({ code: 'UNKNOWN_VERIFICATION' })
  const askId = ask()
  await displays.identify(display, askId, mobile(asha))
  await displays.check(display, askId, new Secret(latestCode()))
  expect(stepOf()).toBe('ended')
  await clock.advance(2_000)
  expect(stepOf()).toBe('idle')
})

test('a customer who declines cancels what was started', async () => {
  const { displays, ask, agent, stepOf } = await startDisplay()
  const askId = ask()
  await displays.identify(display, askId, mobile(asha))
  const [{ verification = '' } = {}] = displays.asks()
  await displays.decline(display, askId)
  expect([agent.verifications.viewForCashier(verification).state, stepOf()]).toEqual(['cancelled', 'idle'])
})

test('the code of a verification that a checkout started can be typed there, and the counter can take it back', async () => {
  const { displays, ask, start, stepOf, agent } = await startDisplay()
  const { id } = await start(asha, { purpose: 'points', amount: { minor: 125_000, currency: 'INR' } })
  const askId = ask({ verification: id })
  expect(displays.viewOf(display)).toMatchObject({ step: 'code', purpose: 'points', program: 'Checkout' })
  displays.end(askId)
  expect([stepOf(), agent.verifications.viewForCashier(id).state]).toEqual(['idle', 'code-sent'])
})

test('a code that is given at the counter turns the display green too', async () => {
  const { displays, ask, agent, latestCode } = await startDisplay()
  await displays.identify(display, ask(), mobile(asha))
  const [{ verification = '' } = {}] = displays.asks()
  await agent.verifications.check(verification, { actor: 'web/anna' }, new Secret(latestCode()))
  expect(displays.viewOf(display)).toMatchObject({ step: 'ended', outcome: 'confirmed' })
})

test('a display that was closed for good and is opened again can be asked, whichever page ends first', async () => {
  const { displays } = await startDisplay()
  const close = displays.opened(other)
  displays.forget(other)
  const closeAgain = displays.opened(other)
  close()
  expect(displays.isOpen(other)).toBe(true)
  closeAgain()
  expect([displays.isOpen(other), displays.isOpen(display)]).toEqual([false, true])
})

test('a question ends with the counter that asked it: practice sends no real customer a code', async () => {
  const till = await startVerifyingTill()
  const { clients, audit, changes } = till.agent
  const real = { ...till.agent, isPractice: false }
  const practice = { ...real, verifications: {} as typeof real.verifications, isPractice: true }
  let counter = practice
  const displays = new Displays({
    ...{ clients, settings: till.settings, clock: till.clock, random: systemRandom, audit, changes },
    counter: () => counter,
  })
  onTestFinished(() => displays.close())
  displays.opened(display)
  const asked = displays.ask({ display, upstream: 'loyalty' }).id
  counter = real
  await expect(displays.identify(display, asked, mobile(asha))).rejects.toMatchObject({ code: 'UNKNOWN_VERIFICATION' })
  changes.publish('verifications')
  await expect.poll(() => displays.viewOf(display).step).toBe('idle')
  expect(till.simulator.messages()).toEqual([])
})

test('a display that is not open asks nobody', async () => {
  const { displays } = await startDisplay()
  expect(() => displays.ask({ display: other, upstream: 'loyalty' })).toThrow(
    expect.objectContaining({ code: 'NOT_SUPPORTED' }),
  )
})
