import { expect, test } from 'vitest'
import { createMemorySettings } from '#adapters/settings/memorySettings.ts'
import { CodeSettings } from '#contract/codes.ts'
import { FleetSettings } from '#contract/fleet/fleet.ts'
import { LimitSettings } from '#contract/limits.ts'
import { OutboxApprovalSettings } from '#contract/outbox/approval.ts'
import { CounterSettings } from '#contract/sale.ts'
import { NetworkSettings, StartSettings, StoreSettings } from '#contract/setting.ts'
import { StatementSettings } from '#contract/statement.ts'
import { TelemetrySettings } from '#contract/telemetry.ts'
import { TrainingSettings } from '#contract/training.ts'
import { UpdateSettings } from '#contract/update.ts'
import { ChangeFeed } from '#core/base/changeFeed.ts'
import { defaultCodeRules } from '#core/settings/codes.ts'
import { defaultCounter } from '#core/settings/counter.ts'
import { defaultFleet } from '#core/settings/fleet.ts'
import { defaultLimits } from '#core/settings/limits.ts'
import { defaultNetwork } from '#core/settings/network.ts'
import { defaultOutboxApproval } from '#core/settings/outboxApproval.ts'
import { SettingsService } from '#core/settings/settingsService.ts'
import { defaultStart } from '#core/settings/start.ts'
import { defaultStatements } from '#core/settings/statements.ts'
import { defaultTelemetry } from '#core/settings/telemetry.ts'
import { defaultTraining } from '#core/settings/training.ts'
import { defaultUpdates } from '#core/settings/updates.ts'

function createService(started: { limits?: LimitSettings } = {}) {
  const settings = createMemorySettings()
  const changes = new ChangeFeed()
  const topics: string[] = []
  changes.subscribe(({ topic }) => topics.push(topic))
  const service = new SettingsService({ settings, changes, started })
  const view = (name: string) => service.list().find((view) => view.name === name)
  return { settings, service, view, topics }
}

test('a setting that has few values names all of them, for a person to choose from', () => {
  const { service } = createService()
  const choosing = service.list().filter(({ choices }) => choices !== undefined)
  expect(Object.fromEntries(choosing.map(({ name, choices }) => [name, choices]))).toMatchObject({
    ...{ 'codes.brokered': ['refuse', 'count'], 'counter.enrol': ['on', 'off'], 'start.kiosk': ['on', 'off'] },
    ...{ 'network.authorities': ['system', 'built-in'], 'outbox.approval': ['none', 'outage'] },
    ...{ 'statements.algorithm': ['ES256', 'EdDSA'], 'updates.mode': ['automatic', 'paused'] },
  })
  for (const { name, choices = [] } of choosing) {
    for (const choice of choices) expect(service.set(name, choice).value).toBe(choice)
    expect(() => service.set(name, 'another')).toThrow(name)
  }
})

test('every setting of the contract is listed, with its default until it is set', () => {
  const { service } = createService()
  const groups = {
    ...{ limits: LimitSettings, store: StoreSettings, codes: CodeSettings },
    ...{ updates: UpdateSettings, network: NetworkSettings },
    ...{ statements: StatementSettings, counter: CounterSettings, training: TrainingSettings },
    ...{ outbox: OutboxApprovalSettings, start: StartSettings, fleet: FleetSettings, telemetry: TelemetrySettings },
  }
  const expected = Object.entries(groups).flatMap(([group, { shape }]) =>
    Object.keys(shape).map((key) => `${group}.${key}`),
  )
  expect(service.list().map(({ name }) => name)).toEqual(expected)
  for (const { name, value, source, fallback } of service.list()) {
    const [group, key = ''] = name.split('.')
    const defaults: Record<string, object> = {
      ...{ limits: defaultLimits, codes: defaultCodeRules, network: defaultNetwork },
      ...{ statements: defaultStatements, counter: defaultCounter, training: defaultTraining, start: defaultStart },
      ...{ updates: defaultUpdates, telemetry: defaultTelemetry, fleet: defaultFleet, outbox: defaultOutboxApproval },
    }
    const usual = defaults[group ?? '']?.[key as never]
    expect([name, value, fallback, source]).toEqual([name, usual, usual, 'default'])
  }
})

test('each bound shown is the last value accepted', () => {
  const { service } = createService()
  const limits = service.list().filter(({ kind }) => kind === 'number')
  const ofCodes = Object.values(defaultCodeRules).filter((value) => typeof value === 'number')
  const ofStart = Object.values(defaultStart).filter((value) => typeof value === 'number')
  const ofNetwork = Object.values(defaultNetwork).filter((value) => typeof value === 'number')
  const ofCounter = Object.values(defaultCounter).filter((value) => typeof value === 'number')
  const ofTraining = Object.keys(TrainingSettings.shape)
  const ofOutbox = Object.keys(OutboxApprovalSettings.shape).filter((key) => key !== 'approval')
  const ofTelemetry = Object.values(defaultTelemetry).filter((value) => typeof value === 'number')
  const ofFleet = Object.keys(defaultFleet)
  const groups = [ofCodes, ofStart, ofNetwork, ofCounter, ofTraining, ofOutbox, ofTelemetry, ofFleet]
  expect(limits.length).toBe([Object.keys(LimitSettings.shape), ...groups].flat().length)
  for (const { name, least, most = Number.NaN } of limits) {
    expect(service.set(name, most).value).toBe(most)
    expect(() => service.set(name, most + 1)).toThrow(name)
    if (least !== undefined) expect(service.set(name, least).value).toBe(least)
    expect(() => service.set(name, (least ?? 1) - 1)).toThrow(name)
  }
})

test.each([
  ['limits.bodyBytes', 'bytes'],
  ['limits.answerTimeoutMs', 'milliseconds'],
  ['limits.requestsPerSecond', 'per-second'],
  ['limits.queue', 'count'],
])('%s is counted in %s', (name, unit) => {
  expect(createService().view(name)?.unit).toBe(unit)
})

test('a value is stored and published, and is the default again once it is removed', () => {
  const { settings, service, view, topics } = createService()
  const limits = { fallback: 256, needsRestart: true }
  expect(service.set('limits.queue', 9)).toMatchObject({ value: 9, source: 'settings', ...limits })
  expect(service.set('store.country', 'IN')).toMatchObject({ value: 'IN', source: 'settings', needsRestart: false })
  expect(service.set('store.name', 'Fürth – 2')).toMatchObject({ value: 'Fürth – 2' })
  expect(settings.read()).toMatchObject({ limits: { queue: 9 }, store: { country: 'IN', name: 'Fürth – 2' } })
  expect(topics).toEqual(['settings', 'settings', 'settings'])
  expect(service.set('limits.queue', undefined)).toMatchObject({ value: 256, source: 'default', ...limits })
  expect(service.set('store.name', undefined)).not.toHaveProperty('value')
  expect(settings.read()).not.toHaveProperty('limits')
  expect(settings.read().store).toEqual({ country: 'IN' })
  expect(view('store.country')).toMatchObject({ value: 'IN' })
  expect(service.set('limits.burst', undefined)).toMatchObject({ source: 'default' })
})

test('options of the start override the settings', () => {
  const { settings, service } = createService({ limits: { queue: 5 } })
  expect(service.set('limits.queue', 9)).toMatchObject({ value: 5, source: 'start' })
  expect(settings.read().limits).toEqual({ queue: 9 })
  expect(service.set('limits.burst', 9)).toMatchObject({ value: 9, source: 'settings' })
})

test.each([
  ['limits.queue', 1.5, 'limits.queue', 'must be a whole number from 0 to 100000'],
  ['limits.queue', '12', 'limits.queue', 'must be a whole number from 0 to 100000'],
  ['limits.queue', Number.NaN, 'limits.queue', 'must be a whole number from 0 to 100000'],
  ['limits.requestsPerSecond', 0, 'limits.requestsPerSecond', 'must be a number above 0 and at most 1000000'],
  ['store.country', 'UK', 'store.country', 'must be two letters of ISO 3166, and for UK that is GB'],
  ['store.name', 'two\nlines', 'store.name', expect.stringContaining('U+000A')],
  ['store.name', '', 'store.name', 'must have 1 to 60 characters, and be seen'],
  ['store.name', true, 'store.name', expect.any(String)],
  ['limits.toString', 1, '', 'Unknown setting "limits.toString"'],
  ['upstreams', 'x', '', 'Unknown setting "upstreams"'],
  ['limits.queu', 1, '', 'Unknown setting "limits.queu". Did you mean "limits.queue"?'],
])('%s cannot be %j, and nothing is changed', (name, value, path, message) => {
  const { settings, service, topics } = createService()
  const before = settings.read()
  expect(() => service.set(name, value)).toThrow(
    expect.objectContaining({ code: 'INVALID_INPUT', data: { issues: [{ path, message }] } }),
  )
  expect(settings.read()).toBe(before)
  expect(topics).toEqual([])
})
