import { expect, test } from 'vitest'
import { createMemorySettings } from '../../electron/adapters/memorySettings.ts'
import { LimitSettings } from '../../electron/contract/limits.ts'
import { StoreSettings } from '../../electron/contract/setting.ts'
import { UpdateSettings } from '../../electron/contract/update.ts'
import { Changes } from '../../electron/core/changes.ts'
import { defaultLimits } from '../../electron/core/limits.ts'
import { SettingsDesk } from '../../electron/core/settingsDesk.ts'

function begin(started: { limits?: LimitSettings } = {}) {
  const settings = createMemorySettings()
  const changes = new Changes()
  const heard: string[] = []
  changes.watch(({ topic }) => heard.push(topic))
  const desk = new SettingsDesk({ settings, changes, started })
  const view = (name: string) => desk.list().find((one) => one.name === name)
  return { settings, desk, view, heard }
}

test('everything that the contract knows can be seen, and is its default until somebody sets it', () => {
  const { desk } = begin()
  const groups = { limits: LimitSettings, store: StoreSettings, updates: UpdateSettings }
  const expected = Object.entries(groups).flatMap(([group, { shape }]) =>
    Object.keys(shape).map((key) => `${group}.${key}`),
  )
  expect(desk.list().map(({ name }) => name)).toEqual(expected)
  for (const { name, value, source, fallback } of desk.list()) {
    const usual = defaultLimits[name.replace('limits.', '') as keyof LimitSettings]
    expect([name, value, fallback, source]).toEqual([name, usual, usual, 'default'])
  }
})

test('each bound that is shown is the last one taken', () => {
  const { desk } = begin()
  const limits = desk.list().filter(({ kind }) => kind === 'number')
  expect(limits.length).toBe(Object.keys(LimitSettings.shape).length)
  for (const { name, least, most = Number.NaN } of limits) {
    expect(desk.set(name, most).value).toBe(most)
    expect(() => desk.set(name, most + 1)).toThrow(name)
    if (least !== undefined) expect(desk.set(name, least).value).toBe(least)
    expect(() => desk.set(name, (least ?? 1) - 1)).toThrow(name)
  }
})

test.each([
  ['limits.bodyBytes', 'bytes'],
  ['limits.answerTimeoutMs', 'milliseconds'],
  ['limits.requestsPerSecond', 'per-second'],
  ['limits.queue', 'count'],
])('%s is counted in %s', (name, unit) => {
  expect(begin().view(name)?.unit).toBe(unit)
})

test('what was set is kept and told, and goes back to its default when it is taken away', () => {
  const { settings, desk, view, heard } = begin()
  const limits = { fallback: 256, needsRestart: true }
  expect(desk.set('limits.queue', 9)).toMatchObject({ value: 9, source: 'settings', ...limits })
  expect(desk.set('store.country', 'IN')).toMatchObject({ value: 'IN', source: 'settings', needsRestart: false })
  expect(desk.set('store.name', 'Fürth – 2')).toMatchObject({ value: 'Fürth – 2' })
  expect(settings.read()).toMatchObject({ limits: { queue: 9 }, store: { country: 'IN', name: 'Fürth – 2' } })
  expect(heard).toEqual(['settings', 'settings', 'settings'])
  expect(desk.set('limits.queue', undefined)).toMatchObject({ value: 256, source: 'default', ...limits })
  expect(desk.set('store.name', undefined)).not.toHaveProperty('value')
  expect(settings.read()).not.toHaveProperty('limits')
  expect(settings.read().store).toEqual({ country: 'IN' })
  expect(view('store.country')).toMatchObject({ value: 'IN' })
  expect(desk.set('limits.burst', undefined)).toMatchObject({ source: 'default' })
})

test('what the agent was started with counts before what is set', () => {
  const { settings, desk } = begin({ limits: { queue: 5 } })
  expect(desk.set('limits.queue', 9)).toMatchObject({ value: 5, source: 'start' })
  expect(settings.read().limits).toEqual({ queue: 9 })
  expect(desk.set('limits.burst', 9)).toMatchObject({ value: 9, source: 'settings' })
})

test.each([
  ['limits.queue', 1.5, 'limits.queue', 'must be a whole number from 0 to 100000'],
  ['limits.queue', '12', 'limits.queue', 'must be a whole number from 0 to 100000'],
  ['limits.queue', Number.NaN, 'limits.queue', 'must be a whole number from 0 to 100000'],
  ['limits.requestsPerSecond', 0, 'limits.requestsPerSecond', 'must be a number above 0 and at most 1000000'],
  ['store.country', 'in', 'store.country', 'must be two capital letters such as IN'],
  ['store.name', 'two\nlines', 'store.name', 'must have 1 to 60 characters'],
  ['store.name', true, 'store.name', expect.any(String)],
  ['limits.toString', 1, 'name', 'there is no setting of this name'],
  ['upstreams', 'x', 'name', 'there is no setting of this name'],
])('%s cannot be %j, and nothing is changed', (name, value, path, message) => {
  const { settings, desk, heard } = begin()
  const before = settings.read()
  expect(() => desk.set(name, value)).toThrow(
    expect.objectContaining({ code: 'INVALID_INPUT', data: { issues: [{ path, message }] } }),
  )
  expect(settings.read()).toBe(before)
  expect(heard).toEqual([])
})
