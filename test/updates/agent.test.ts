import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createUpdates } from '../../electron/adapters/updates/createUpdates.ts'
import type { UpdateStatus } from '../../electron/contract/update.ts'
import { doingsOf, healthOf } from '../../electron/core/updates/doings.ts'
import { releaseKeys } from '../../electron/core/updates/releaseKeys.ts'
import { ownControl } from '../../electron/headless/ownControl.ts'
import { makeFolder, run } from '../support/agentProcess.ts'
import { startTill } from '../support/till.ts'
import { startUpstream } from '../support/upstream.ts'

const status: UpdateStatus = {
  ...{ step: 'ready', version: '1.0.0', offered: '1.1.0', waitsFor: 'outside-quiet-hours' },
  ...{ ring: 'default', quietHours: '22:00-06:00', problems: [] },
}

test('a request under way is what an update would disturb, and so is one of a moment ago', async () => {
  const held: (() => void)[] = []
  const upstream = await startUpstream((_, response) => void held.push(() => response.end('{}')))
  const { agent, call } = await startTill({ baseUrl: upstream.url })
  const nothing = { requestsUnderWay: 0, lastRequestAt: undefined, verificationsOpen: 0, pairingsOpen: 0 }
  expect(doingsOf(agent)).toEqual(nothing)
  const sale = call('/via/loyalty/v1/sale')
  await expect.poll(() => held.length).toBe(1)
  expect(doingsOf(agent)).toMatchObject({ requestsUnderWay: 1 })
  held[0]?.()
  await (await sale).text()
  await expect.poll(() => doingsOf(agent)).toMatchObject({ requestsUnderWay: 0, lastRequestAt: expect.any(Number) })
})

test('health says which upstreams can be called', async () => {
  const { agent } = await startTill({ baseUrl: 'http://127.0.0.1:9' })
  expect(healthOf(agent, true)).toEqual({ isListening: true, readyUpstreams: ['loyalty'] })
  agent.upstreams.lock('loyalty')
  expect(healthOf(agent, false)).toEqual({ isListening: false, readyUpstreams: [] })
})

test('the window may ask how it is with updates, and a till that does not update itself says so', async () => {
  const { agent, log } = await startTill({ baseUrl: 'http://127.0.0.1:9' })
  const control = ownControl(agent, log, 'start')
  await expect(control.updates.status()).rejects.toMatchObject({ code: 'NOT_SUPPORTED' })
  const asked: string[] = []
  const answer = (what: string) => async () => {
    asked.push(what)
    return status
  }
  agent.updates.attach({ status: () => status, check: answer('check'), install: answer('install') })
  expect(await control.updates.status()).toEqual(status)
  expect(await control.updates.check()).toEqual(status)
  expect(await control.updates.install()).toEqual(status)
  expect(asked).toEqual(['check', 'install'])
})

test('the watchman leaves when there is nothing to watch', async () => {
  const dataDir = join(makeFolder(), 'data')
  expect(await run(['guard-update', join(dataDir, 'none.AppImage'), '999999', '--data-dir', dataDir])).toMatchObject({
    code: 0,
  })
})

test.runIf(Object.keys(releaseKeys).length === 0)(
  'a build that trusts no release key updates nothing, and says so',
  async () => {
    const { agent, log } = await startTill({ baseUrl: 'http://127.0.0.1:9' })
    const about = { agent, dataDir: makeFolder(), version: '1.0.0', log, fetch, startArguments: [] }
    const updates = await createUpdates({ ...about, isListening: () => true, leave: async () => {} })
    updates.start()
    expect(await ownControl(agent, log, 'start').updates.check()).toMatchObject({ step: 'off', problems: [] })
  },
)
