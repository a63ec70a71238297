import { expect, test } from 'vitest'
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
