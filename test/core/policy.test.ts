import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { readManagedPolicy, registryValues } from '../../electron/adapters/managedPolicy.ts'
import { createMemorySettings } from '../../electron/adapters/memorySettings.ts'
import { Changes } from '../../electron/core/changes.ts'
import { Fault } from '../../electron/core/fault.ts'
import { limitsOf } from '../../electron/core/limits.ts'
import { readPolicy, underPolicy } from '../../electron/core/policy.ts'
import { SettingsDesk } from '../../electron/core/settingsDesk.ts'
import { startTill } from '../support/till.ts'

function underHeadOffice(pairs: object) {
  const own = createMemorySettings()
  const { policy } = readPolicy(pairs)
  const settings = underPolicy(own, policy)
  const desk = new SettingsDesk({ settings, changes: new Changes(), started: { limits: { queue: 7 }, policy } })
  return { own, settings, desk, view: (name: string) => desk.list().find((one) => one.name === name) }
}

test('what head office decided is in force, says where it came from, and cannot be set', () => {
  const { own, settings, desk, view } = underHeadOffice({ 'limits.queue': 100, 'updates.mode': 'paused' })
  expect(view('limits.queue')).toMatchObject({ value: 100, source: 'policy' })
  expect(view('updates.mode')).toMatchObject({ value: 'paused', source: 'policy' })
  expect(view('updates.ring')).toMatchObject({ source: 'default' })
  expect(limitsOf(settings.read()).queue).toBe(100)
  for (const value of [5, undefined]) {
    const set = () => desk.set('limits.queue', value)
    expect(set).toThrow(Fault)
    expect(set).toThrow('Head office decides this setting.')
  }
  expect(own.read().limits).toBeUndefined()
})

test('what the shop had set stays below, and comes back when head office has no word any more', () => {
  const { own, settings, desk } = underHeadOffice({ 'store.country': 'DE', 'limits.queue': 100 })
  own.write({ ...own.read(), store: { country: 'IN' }, limits: { queue: 9, burst: 3 } })
  expect(settings.read()).toMatchObject({ store: { country: 'DE' }, limits: { queue: 100, burst: 3 } })
  desk.set('store.name', 'Pune 4')
  desk.set('limits.burst', undefined)
  expect(own.read()).toMatchObject({ store: { country: 'IN', name: 'Pune 4' }, limits: { queue: 9 } })
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
  for (const pairs of [null, 7, 'x', [1]]) expect(readPolicy(pairs).policy).toEqual({})
})

test('a limit of head office holds at the POS door', async () => {
  const { policy } = readPolicy({ 'limits.bodyBytes': 1_024 })
  const till = await startTill({ baseUrl: 'http://127.0.0.1:9', ports: { policy } })
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

test.runIf(process.platform === 'linux' && process.getuid?.() === 0)(
  'only the administrator is head office',
  async () => {
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
    const broken = await readManagedPolicy('linux', writePolicy('{'))
    expect(broken).toMatchObject({ policy: {}, problems: [expect.stringContaining('no JSON')] })
  },
)

test('a till without a policy is the usual case', async () => {
  expect(await readManagedPolicy('linux', '/nowhere/policy.json')).toEqual({ policy: {}, problems: [] })
  expect(await readManagedPolicy('darwin', '/nowhere/policy.plist')).toEqual({ policy: {}, problems: [] })
})

test('the registry is read as Windows prints it', () => {
  const printed = [
    '',
    'HKEY_LOCAL_MACHINE\\Software\\Policies\\TillAgent',
    '    limits.queue    REG_DWORD    0x64',
    '    updates.quietHours    REG_SZ    22:00-06:00',
    '    store.name    REG_SZ    Pune  4    East',
    '    binary    REG_BINARY    00',
    '',
    'HKEY_LOCAL_MACHINE\\Software\\Policies\\TillAgent\\Other',
    '',
  ].join('\r\n')
  expect(registryValues(printed)).toEqual({
    'limits.queue': 100,
    'updates.quietHours': '22:00-06:00',
    'store.name': 'Pune  4    East',
  })
})
