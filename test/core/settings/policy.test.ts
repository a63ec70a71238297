import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { readManagedPolicy } from '#adapters/settings/managedPolicy.ts'
import { createMemorySettings } from '#adapters/settings/memorySettings.ts'
import { ChangeFeed } from '#core/base/changeFeed.ts'
import { Fault } from '#core/base/fault.ts'
import { limitsOf } from '#core/settings/limits.ts'
import { readPolicy, underPolicy } from '#core/settings/policy.ts'
import { SettingsService } from '#core/settings/settingsService.ts'
import { has } from '#test/support/skips.ts'
import { startTill } from '#test/support/till.ts'

function underHeadOffice(pairs: object) {
  const own = createMemorySettings()
  const { policy } = readPolicy(pairs)
  const settings = underPolicy(own, policy)
  const service = new SettingsService({
    settings,
    changes: new ChangeFeed(),
    started: { limits: { queue: 7 }, policy },
  })
  return { own, settings, service, view: (name: string) => service.list().find((view) => view.name === name) }
}

test('a decision of head office is in force, shows its source and cannot be changed', () => {
  const { own, settings, service, view } = underHeadOffice({ 'limits.queue': 100, 'updates.mode': 'paused' })
  expect(view('limits.queue')).toMatchObject({ value: 100, source: 'policy' })
  expect(view('updates.mode')).toMatchObject({ value: 'paused', source: 'policy' })
  expect(view('updates.ring')).toMatchObject({ source: 'default' })
  expect(limitsOf(settings.read()).queue).toBe(100)
  for (const value of [5, undefined]) {
    const set = () => service.set('limits.queue', value)
    expect(set).toThrow(Fault)
    expect(set).toThrow('Head office decides this setting.')
  }
  expect(own.read().limits).toBeUndefined()
})

test('the value of the shop stays stored, and comes back when head office lifts its decision', () => {
  const { own, settings, service } = underHeadOffice({
    ...{ 'store.country': 'DE', 'limits.queue': 100, 'updates.mode': 'paused' },
  })
  own.write({ ...own.read(), store: { country: 'IN' }, limits: { queue: 9, burst: 3 } })
  expect(settings.read()).toMatchObject({ store: { country: 'DE' }, limits: { queue: 100, burst: 3 } })
  service.set('store.name', 'Pune 4')
  service.set('limits.burst', undefined)
  const { store, limits, updates } = own.read()
  expect({ store, limits }).toEqual({ store: { country: 'IN', name: 'Pune 4' }, limits: { queue: 9 } })
  // Nothing is stored for what only head office says.
  expect(updates).toBeUndefined()
})

test('a mistake in one setting leaves the others in force', () => {
  const { policy, problems } = readPolicy({
    ...{ 'limits.queue': 'many', 'limits.burst': 40, 'limits.burts': 1, 'store.country': 'Deutschland' },
    ...{
      'updates.quietHours': '23:00-05:00',
      'pin.hash': 'x',
      queue: 1,
      'limits.queue.most': 1,
      'limits.constructor': 1,
    },
    ...{ '__proto__.queue': 1, 'store.name': 'Pune 4', 'limits.bodyBytes': '65536' },
  })
  expect(policy).toEqual({
    limits: { burst: 40, bodyBytes: 65_536 },
    store: { name: 'Pune 4' },
    updates: { quietHours: '23:00-05:00' },
  })
  expect(problems.toSorted()).toEqual(
    [
      '__proto__.queue',
      'limits.burts',
      'limits.constructor',
      'limits.queue',
      'limits.queue.most',
      'pin.hash',
      'queue',
      'store.country',
    ].toSorted(),
  )
  for (const pairs of [null, 7, 'x', [1]])
    expect(readPolicy(pairs)).toEqual({ policy: {}, problems: ['the policy is no list of names and values'] })
})

test('where head office says nothing, the settings are the shop’s own', () => {
  const own = createMemorySettings()
  expect(underPolicy(own, {})).toBe(own)
})

test('of a name that is no setting, no more than a line is told', () => {
  const name = `limits.${'x'.repeat(200)}`
  expect(readPolicy({ [name]: 1 }).problems).toEqual([name.slice(0, 100)])
})

test.each(['5', '5.0', '005', '000000000000005', '5.000000'])('the text %j is the number 5', (text) => {
  expect(readPolicy({ 'limits.queue': text })).toEqual({ policy: { limits: { queue: 5 } }, problems: [] })
})

test.each(['', ' 5', '5 ', '+5', '5.', '0x5', '5e0', '0000000000000005', '5.0000000', '٥', '-5', '5.5'])(
  'the text %j is no number of a setting',
  (text) => {
    expect(readPolicy({ 'limits.queue': text })).toEqual({ policy: {}, problems: ['limits.queue'] })
  },
)

test('a limit of head office holds at the POS API', async () => {
  const { policy } = readPolicy({ 'limits.bodyBytes': 1_024 })
  const till = await startTill({ baseUrl: 'http://127.0.0.1:9', deps: { policy } })
  const answer = await till.call('/via/loyalty/v1/sale', { method: 'POST', body: 'x'.repeat(2_000) })
  expect(answer.status).toBe(413)
})

function writePolicy(text: string, mode = 0o644): string {
  const folder = mkdtempSync(join(tmpdir(), 'till-policy-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const path = join(folder, 'policy.json')
  writeFileSync(path, text)
  chmodSync(path, mode)
  return path
}

test.runIf(has('linux', 'root'))('only the administrator is head office', async () => {
  const text = JSON.stringify({ 'limits.queue': 100 })
  expect(await readManagedPolicy('linux', writePolicy(text))).toEqual({
    policy: { limits: { queue: 100 } },
    problems: [],
  })
  const open = writePolicy(text, 0o666)
  expect(await readManagedPolicy('linux', open)).toMatchObject({
    policy: {},
    problems: [expect.stringContaining('others')],
  })
  const fromNotepad = writePolicy(`\ufeff${text}`)
  expect(await readManagedPolicy('linux', fromNotepad)).toMatchObject({ policy: { limits: { queue: 100 } } })
  const broken = await readManagedPolicy('linux', writePolicy('{'))
  expect(broken).toMatchObject({ policy: {}, problems: [expect.stringContaining('no JSON')] })
})

test('a till without a policy is the usual case', async () => {
  expect(await readManagedPolicy('linux', '/nowhere/policy.json')).toEqual({ policy: {}, problems: [] })
  expect(await readManagedPolicy('darwin', '/nowhere/policy.plist')).toEqual({ policy: {}, problems: [] })
})

test('a list that reads like a number is none', () => {
  expect(readPolicy({ 'limits.queue': ['5'] })).toEqual({ policy: {}, problems: ['limits.queue'] })
})
