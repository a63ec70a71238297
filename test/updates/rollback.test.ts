import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { day, openTill, problemsOf } from '#test/support/updateTill.ts'
import { idle } from '#test/support/updatingTill.ts'

test('an unhealthy version is replaced by the previous one, and is not tried again', async () => {
  const { office, appImage, clock, left, open } = await openTill()
  await office.publish('1.1.0')
  const before = readFileSync(appImage)
  const well = { isListening: true, loadedUpstreams: ['loyalty'] }
  await open('1.0.0', { health: () => well }).updates.check()
  expect(readFileSync(appImage)).not.toEqual(before)

  const next = open('1.1.0', { health: () => ({ isListening: true, loadedUpstreams: [] }) })
  next.updates.start()
  await clock.advance(125_000)
  await expect.poll(() => left).toEqual(['left', 'left'])
  expect(readFileSync(appImage)).toEqual(before)
  next.updates.close()

  const again = open('1.0.0')
  again.updates.start()
  expect(again.updates.status()).toMatchObject({ step: 'idle', last: { version: '1.1.0', outcome: 'rolled-back' } })
  expect(await again.updates.check()).toMatchObject({ step: 'available', waitsFor: 'failed-before' })
  await office.publish('1.1.1')
  await again.updates.check()
  expect(left).toHaveLength(3)
})

test('a version that does not listen, or does not open at all, is replaced too', async () => {
  for (const health of [{ isListening: false, loadedUpstreams: [] }, undefined]) {
    const { office, appImage, clock, left, open } = await openTill()
    await office.publish('1.1.0')
    const before = readFileSync(appImage)
    await open().updates.check()
    open('1.1.0', { health: () => health }).updates.start()
    await clock.advance(125_000)
    await expect.poll(() => left).toEqual(['left', 'left'])
    expect(readFileSync(appImage)).toEqual(before)
  }
})

test('a rollback waits for a sale that has begun meanwhile, but not for ever', async () => {
  const activity = { ...idle, requestsUnderWay: 1 }
  const { office, clock, left, open } = await openTill()
  await office.publish('1.1.0')
  await open('1.0.0', { health: () => ({ isListening: true, loadedUpstreams: ['loyalty'] }) }).updates.check()
  const { updates } = open('1.1.0', {
    health: () => ({ isListening: true, loadedUpstreams: [] }),
    activity: () => activity,
  })
  updates.start()
  await clock.advance(200_000)
  expect(updates.status().step).toBe('proving')
  activity.requestsUnderWay = 0
  await clock.advance(5_000)
  await expect.poll(() => left).toEqual(['left', 'left'])
})

test('without a kept package an unhealthy version stays, and says so', async () => {
  const { office, clock, dataDir, left, open } = await openTill()
  await office.publish('1.1.0')
  await open().updates.check()
  const [kept = ''] = readdirSync(join(dataDir, 'updates', 'kept'))
  writeFileSync(join(dataDir, 'updates', 'kept', kept), 'swapped meanwhile')
  const { updates } = open('1.1.0', { health: () => undefined })
  updates.start()
  await clock.advance(125_000)
  await expect.poll(() => problemsOf(updates.status())).toEqual(['NO_WAY_BACK'])
  expect(updates.status().last).toMatchObject({ outcome: 'stuck' })
  expect(left).toEqual(['left'])
})

test('a till below the floor tries a version again a day after it failed', async () => {
  const { office, clock, left, open } = await openTill()
  await office.publish('1.1.0', { floor: '1.1.0' })
  await open().updates.check()
  const broken = open('1.1.0', { health: () => undefined })
  broken.updates.start()
  await clock.advance(125_000)
  await expect.poll(() => left).toEqual(['left', 'left'])
  broken.updates.close()

  const { updates } = open()
  updates.start()
  expect(await updates.check()).toMatchObject({ step: 'available', waitsFor: 'failed-before' })
  await clock.advance(day)
  await expect.poll(() => left).toHaveLength(3)
})
