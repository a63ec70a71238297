import { expect, test } from 'vitest'
import { Fault } from '#core/base/fault.ts'
import { countTrialStart } from '#core/directives/trialRules.ts'
import { withoutBar } from '#core/fleet/barred.ts'
import { prepareService } from '#test/support/directivesService.ts'

test('each channel has counters of its own, and none goes back on a till that changes between them', async () => {
  const { own, settings, open, publish } = prepareService()
  const service = open()
  const lookIn = (channel: string, counter: number, queue: number) => {
    own.write({ ...own.read(), fleet: { ...own.read().fleet, channel } })
    publish(counter, { 'limits.queue': queue }, { channel })
    return service.look()
  }
  expect(await lookIn('tills', 50, 64)).toMatchObject({ counter: 50 })
  const kiosks = await lookIn('kiosks', 3, 32)
  expect(kiosks).toMatchObject({ channel: 'kiosks', counter: 3 })
  expect(kiosks).not.toHaveProperty('problem')
  expect(settings.read().limits?.queue).toBe(32)
  expect(await lookIn('tills', 49, 63)).toMatchObject({ counter: 50, problem: 'rolled-back' })
  expect(await lookIn('kiosks', 2, 31)).toMatchObject({ counter: 3, problem: 'rolled-back' })
  expect(settings.read().limits?.queue).toBe(32)
  expect(await lookIn('constructor', 1, 16)).toMatchObject({ counter: 1 })
})

test('a till that has seen no file takes any counter, and from then on no leap', async () => {
  const { settings, open, publish } = prepareService()
  const service = open()
  const { installation } = settings.read()
  publish(20_261_130, {}, { barred: [{ till: installation, since: 1 }] })
  expect(await service.look()).toMatchObject({ counter: 20_261_130, bar: { since: 1 } })
  publish(20_261_130 + 1_001)
  expect(await service.look()).toMatchObject({ problem: 'out-of-bounds' })
  publish(20_261_130 + 1_000)
  expect(await service.look()).not.toHaveProperty('problem')
})

test('what is in force after a bar has ended is watched, and taken back, as on any till', async () => {
  const { settings, clock, state, open, publish } = prepareService()
  const service = open()
  publish(1, {}, { barred: [{ till: settings.read().installation, since: clock.now() }] })
  expect(await service.look()).toHaveProperty('bar')
  settings.write(withoutBar(settings.read()))
  publish(2, { 'updates.quietHours': '03:00-04:00' })
  await service.look()
  expect(service.status().waits).toBe('trial')
  state.health = { isListening: false, loadedUpstreams: [] }
  await clock.advance(130_000)
  expect(service.status()).toMatchObject({ failed: { counter: 2, outcome: 'taken-back' } })
  expect(settings.read().updates?.quietHours).toBeUndefined()
})

test('a till that is barred while it obeys is not judged by what it has forgotten, then or later', async () => {
  const { settings, clock, state, open, publish } = prepareService()
  const service = open()
  let looking: Promise<unknown> | undefined
  state.onApply = async () => {
    publish(2, {}, { barred: [{ till: settings.read().installation, since: clock.now() }] })
    looking = service.look()
    await expect.poll(() => service.status().bar).toBeDefined()
  }
  publish(1, { 'limits.queue': 64 })
  await service.look()
  await looking
  state.health = { isListening: true, loadedUpstreams: [] }
  await clock.advance(130_000)
  for (let n = 0; n < 3; n += 1) countTrialStart(settings, clock.now())
  expect(service.status()).not.toHaveProperty('failed')
  settings.write(withoutBar(settings.read()))
  expect(service.status()).not.toHaveProperty('waits')
})

test('a refusal that cannot be written down is tried again a quarter of an hour later, and ends no agent', async () => {
  const { own, clock, state, open, publish } = prepareService()
  const { write } = own
  const isFull = () => {
    throw new Fault('SETTINGS_UNWRITABLE')
  }
  state.onApply = () => {
    own.write = isFull
    throw new Fault('INVALID_INPUT', 'leads elsewhere', { issues: [] })
  }
  const service = open()
  publish(1, { 'limits.queue': 64 })
  expect(await service.look()).toMatchObject({ waits: 'obey' })
  own.write = write
  await service.look()
  expect(service.status()).not.toHaveProperty('failed')
  state.onApply = () => {
    throw new Fault('INVALID_INPUT', 'leads elsewhere', { issues: [] })
  }
  await clock.advance(15 * 60_000)
  await service.look()
  expect(service.status()).toMatchObject({ failed: { counter: 1, outcome: 'refused', reason: 'leads elsewhere' } })
})

test('a bar counts since head office has last set it', async () => {
  const { settings, clock, open, publish } = prepareService()
  const service = open()
  const till = settings.read().installation
  const first = clock.now()
  publish(1, {}, { barred: [{ till, since: first, reason: 'lost' }] })
  await service.look()
  publish(2)
  expect(await service.look()).toMatchObject({ bar: { since: first } })
  publish(3, {}, { barred: [{ till, since: first + 7_200_000, reason: 'stolen' }] })
  expect((await service.look()).bar).toEqual({ since: first + 7_200_000, reason: 'stolen' })
  publish(4, {}, { barred: [{ till, since: first }] })
  expect((await service.look()).bar).toEqual({ since: first + 7_200_000, reason: 'stolen' })
  publish(
    5,
    {},
    {
      barred: [
        { till, since: first },
        { till, since: first + 9_000_000 },
      ],
    },
  )
  expect((await service.look()).bar).toEqual({ since: first + 9_000_000 })
  expect(settings.read().headOffice?.bar?.isForgotten).toBe(true)
})
