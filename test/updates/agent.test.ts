import { expect, test } from 'vitest'
import { presentStatus } from '#api/presenters/status.ts'
import type { UpdateStatus } from '#contract/update.ts'
import { activityOf, healthOf } from '#core/updates/activity.ts'
import { createUpdates } from '#host/createUpdates.ts'
import { inProcessControl } from '#host/inProcessControl.ts'
import { makeFolder } from '#test/support/folder.ts'
import { has } from '#test/support/skips.ts'
import { startTill } from '#test/support/till.ts'
import { openTill } from '#test/support/updateTill.ts'
import { startUpstream } from '#test/support/upstream.ts'

const status: UpdateStatus = {
  ...{ step: 'ready', version: '1.0.0', offered: '1.1.0', waitsFor: 'outside-quiet-hours' },
  ...{ ring: 'default', quietHours: '22:00-06:00', problems: [] },
}

test('an update would interrupt a request under way, and one of a moment ago', async () => {
  const held: (() => void)[] = []
  const upstream = await startUpstream((_, response) => void held.push(() => response.end('{}')))
  const { agent, call } = await startTill({ baseUrl: upstream.url })
  const nothing = { requestsUnderWay: 0, lastRequestAt: undefined, verificationsOpen: 0, pairingsOpen: 0 }
  expect(activityOf(agent)).toEqual(nothing)
  const sale = call('/via/loyalty/v1/sale')
  await expect.poll(() => held.length).toBe(1)
  expect(activityOf(agent)).toMatchObject({ requestsUnderWay: 1 })
  held[0]?.()
  await (await sale).text()
  await expect.poll(() => activityOf(agent)).toMatchObject({ requestsUnderWay: 0, lastRequestAt: expect.any(Number) })
})

test('health says which credentials the agent could read, whatever callers and upstreams make of them', async () => {
  const { agent } = await startTill({ baseUrl: 'http://127.0.0.1:9' })
  expect(healthOf(agent, true)).toEqual({ isListening: true, loadedUpstreams: ['loyalty'] })
  // A paired program can bring this about with one request, and so end an update that it does not want.
  agent.upstreams.lock('loyalty')
  expect(healthOf(agent, true)).toEqual({ isListening: true, loadedUpstreams: ['loyalty'] })
  expect(healthOf(agent, false)).toEqual({ isListening: false, loadedUpstreams: ['loyalty'] })
})

test('health misses an upstream whose credential could not be read', async () => {
  const { agent } = await startTill({ baseUrl: 'http://127.0.0.1:9' })
  const loyalty = agent.upstreams.find('loyalty')
  if (loyalty) loyalty.session = undefined
  expect(healthOf(agent, true)).toEqual({ isListening: true, loadedUpstreams: [] })
})

// The status of a till asked its updates, and those asked the till what is under way: with a release downloaded, both ended in a
// RangeError, and no till ever installed one.
test('a till with a release that waits tells its status, and installs it in its time', async () => {
  const { agent } = await startTill({ baseUrl: 'http://127.0.0.1:9' })
  let minuteOfDay = 12 * 60
  const { office, open, started } = await openTill()
  const activity = () => activityOf(agent)
  const { updates } = open('1.0.0', { activity, minuteOfDay: () => minuteOfDay, onChange: () => void agent.status() })
  agent.updates.attach(updates)
  await office.publish('1.1.0')
  expect(await updates.check()).toMatchObject({ step: 'ready', waitsFor: 'outside-quiet-hours', problems: [] })
  expect(presentStatus(agent.status()).concerns.filter(({ about }) => about === 'till')).toEqual([])
  minuteOfDay = 23 * 60
  await updates.check()
  expect(started).toHaveLength(2)
})

test('the window can ask about updates, and a till that does not update itself says so', async () => {
  const { agent, log } = await startTill({ baseUrl: 'http://127.0.0.1:9' })
  const control = inProcessControl(agent, log, 'start')
  await expect(control.updates.status()).rejects.toMatchObject({ code: 'NOT_SUPPORTED' })
  const asked: string[] = []
  const answer = (what: string) => async () => {
    asked.push(what)
    return status
  }
  agent.updates.attach({ status: () => status, problems: () => [], check: answer('check'), install: answer('install') })
  expect(await control.updates.status()).toEqual(status)
  expect(await control.updates.check()).toEqual(status)
  expect(await control.updates.install()).toEqual(status)
  expect(asked).toEqual(['check', 'install'])
})

test('a record of updates that was damaged is a concern of the till; another problem is none', async () => {
  const { agent } = await startTill({ baseUrl: 'http://127.0.0.1:9' })
  const problems = (['FEED_UNREACHABLE', 'RECORD_DAMAGED', 'RECORD_UNWRITABLE'] as const).map((code) => ({
    ...{ code, reason: `It is ${code}.`, remedy: 'Look.' },
  }))
  expect(agent.updates.recordProblems()).toEqual([])
  const answer = async () => status
  agent.updates.attach({ status: () => status, problems: () => problems, check: answer, install: answer })
  expect(presentStatus(agent.status()).concerns.filter(({ code }) => code.startsWith('RECORD'))).toEqual([
    { about: 'till', code: 'RECORD_DAMAGED', reason: 'It is RECORD_DAMAGED.', remedy: 'Look.' },
    { about: 'till', code: 'RECORD_UNWRITABLE', reason: 'It is RECORD_UNWRITABLE.', remedy: 'Look.' },
  ])
})

test.runIf(has('no release key'))('a build that trusts no release key updates nothing, and says so', async () => {
  const { agent, log } = await startTill({ baseUrl: 'http://127.0.0.1:9' })
  const about = { agent, dataDir: makeFolder(), version: '1.0.0', log, fetch, startArguments: [] }
  const updates = await createUpdates({ ...about, isListening: () => true, leave: async () => {} })
  updates.start()
  expect(await inProcessControl(agent, log, 'start').updates.check()).toMatchObject({ step: 'off', problems: [] })
})
