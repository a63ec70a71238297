import { expect, test } from 'vitest'
import { countTrialStart } from '#core/directives/trialRules.ts'
import { prepareService } from '#test/support/directivesService.ts'

test('a till that is not well with new settings takes them back by itself, says so, and does not try them again', async () => {
  const { settings, clock, state, audit, open, publish } = prepareService()
  const service = open()
  publish(1, { 'updates.quietHours': '01:00-02:00' })
  await service.look()
  await clock.advance(60_000)
  publish(2, { 'updates.quietHours': '03:00-04:00' })
  await service.look()
  expect(settings.read().updates?.quietHours).toBe('03:00-04:00')
  state.health = { isListening: true, loadedUpstreams: [] }
  await clock.advance(119_000)
  expect(settings.read().updates?.quietHours).toBe('03:00-04:00')
  await clock.advance(10_000)
  expect(settings.read().updates?.quietHours).toBe('01:00-02:00')
  const failed = { counter: 2, outcome: 'taken-back', reason: 'no longer loaded: loyalty' }
  expect(service.status()).toMatchObject({ failed, inForce: { counter: 1 } })
  expect(service.status()).not.toHaveProperty('waits')
  expect(audit.at(-1)).toBe('directives-taken-back directives 2: no longer loaded: loyalty')
  publish(3, { 'updates.quietHours': '03:00-04:00' })
  await service.look()
  expect(settings.read().updates?.quietHours).toBe('01:00-02:00')
  publish(4, { 'updates.quietHours': '05:00-06:00' })
  state.health = { isListening: true, loadedUpstreams: ['loyalty'] }
  await service.look()
  expect(service.status()).not.toHaveProperty('failed')
})

test('a till that is well for fifteen seconds keeps them', async () => {
  const { settings, clock, state, open, publish } = prepareService()
  const service = open()
  publish(1, { 'updates.quietHours': '03:00-04:00' })
  await service.look()
  expect(service.status().waits).toBe('trial')
  await clock.advance(16_000)
  expect(service.status()).not.toHaveProperty('waits')
  state.health = { isListening: false, loadedUpstreams: [] }
  await clock.advance(600_000)
  expect(settings.read().updates?.quietHours).toBe('03:00-04:00')
})

test('what takes effect at a start is watched there, and taken back at the third start after which the till was not well', async () => {
  const { own, settings, clock, open, publish, audit } = prepareService()
  const service = open()
  publish(1, { 'start.port': 47_999, 'updates.quietHours': '03:00-04:00' })
  await service.look()
  await clock.advance(600_000)
  expect(service.status().waits).toBe('trial')
  const start = () => {
    countTrialStart(settings, clock.now())
    return settings.read().start?.port
  }
  // Each of these ends at once, because the port is taken.
  expect([start(), start(), start()]).toEqual([47_999, 47_999, undefined])
  expect(settings.read().updates?.quietHours).toBeUndefined()
  const next = open()
  next.start()
  await clock.advance(1)
  expect(next.status()).toMatchObject({ failed: { counter: 1, outcome: 'taken-back' } })
  expect(own.read().headOffice).not.toHaveProperty('trial')
  expect(audit.at(-1)).toContain('directives-taken-back directives 1')
  expect(start()).toBeUndefined()
})

test('one good start after such a change is enough, and a later start that fails is not held against it', async () => {
  const { settings, clock, open, publish } = prepareService()
  publish(1, { 'limits.queue': 99 })
  const service = open()
  await service.look()
  await clock.advance(600_000)
  service.close()
  countTrialStart(settings, clock.now())
  const next = open()
  next.start()
  await clock.advance(16_000)
  expect(next.status()).not.toHaveProperty('waits')
  for (let n = 0; n < 4; n += 1) countTrialStart(settings, clock.now())
  expect(settings.read().limits?.queue).toBe(99)
})

test('a new file replaces one that waits for a start, and the way back is the one before both', async () => {
  const { settings, clock, state, open, publish } = prepareService()
  const service = open()
  publish(1, { 'limits.queue': 99 })
  await service.look()
  await clock.advance(600_000)
  publish(2, { 'limits.queue': 98 })
  await service.look()
  state.health = { isListening: false, loadedUpstreams: [] }
  await clock.advance(600_000)
  expect(settings.read().limits?.queue).toBeUndefined()
  expect(settings.read().headOffice).not.toHaveProperty('inForce')
})

test('while something that head office asked for waits, each minute is a chance to do it; without it the till sleeps', async () => {
  const { clock, state, open, publish } = prepareService()
  const service = open()
  service.start()
  publish(1, {})
  await service.look()
  const before = state.asksAdvanced
  await clock.advance(10 * 60_000)
  // The first look of the schedule is among these minutes.
  expect(state.asksAdvanced - before).toBeLessThanOrEqual(1)
  state.isAsked = true
  await service.look()
  const since = state.asksAdvanced
  await clock.advance(10 * 60_000)
  expect(state.asksAdvanced - since).toBeGreaterThanOrEqual(10)
  service.close()
})
