import { copyFileSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { expect, test } from 'vitest'
import { identityOf, identityText, type ProcessIdentity } from '#adapters/system/processIdentity.ts'
import type { UpdateSettings } from '#contract/update.ts'
import { channel, makeDirectory } from '#test/support/releases.ts'
import { day, openTill, problemsOf } from '#test/support/updateTill.ts'
import { idle, openUpdates } from '#test/support/updatingTill.ts'

test('a new release is found, downloaded, installed and confirmed', async () => {
  const { office, host, dataDir, appImage, clock, left, started, open } = await openTill()
  const published = await office.publish('1.1.0')
  const { updates } = open()
  await updates.check()

  expect(left).toEqual(['left'])
  const previous = join(dataDir, 'updates', 'kept', '1.0.0-till-agent.AppImage')
  expect(started).toEqual([
    [appImage, '--hidden'],
    [
      previous,
      'guard-update',
      appImage,
      identityText(identityOf(process.pid) as ProcessIdentity),
      '--data-dir',
      dataDir,
    ],
  ])
  expect(readFileSync(appImage)).toEqual(readFileSync(published))
  // The release and the package: nothing else is asked for that no signature covers.
  expect(host.seen.map(({ path }) => path)).toEqual([`/${channel}.signed.json`, `/${basename(published)}`])

  const next = open('1.1.0')
  next.updates.start()
  expect(next.updates.status().step).toBe('proving')
  await clock.advance(20_000)
  expect(next.updates.status()).toMatchObject({
    step: 'idle',
    last: { version: '1.1.0', outcome: 'done' },
    problems: [],
  })
})

test('the same version or an older one is not taken', async () => {
  const { office, left, open } = await openTill()
  await office.publish('1.0.0')
  expect(await open().updates.check()).toMatchObject({ step: 'idle', problems: [] })
  await office.publish('0.9.0')
  expect(await open().updates.check()).toMatchObject({ step: 'idle', problems: [] })
  expect(left).toEqual([])
})

test('a till outside the share of its ring waits; head office lets it in by raising the share', async () => {
  const { office, host, left, open } = await openTill({ settings: { ring: 'high-street' } })
  await office.publish('1.1.0', { rings: { 'high-street': 0, '*': 100 } })
  const { updates } = open()
  expect(await updates.check()).toMatchObject({ step: 'available', offered: '1.1.0', waitsFor: 'not-in-ring' })
  expect(host.seen.map(({ path }) => path)).toEqual([`/${channel}.signed.json`])

  await office.publish('1.1.0', { rings: { 'high-street': 100 } })
  await updates.check()
  expect(left).toEqual(['left'])
})

test('a release withdrawn by raising the floor reaches every ring at once, at any hour', async () => {
  const { office, left, open } = await openTill({ deps: { minuteOfDay: () => 12 * 60 } })
  await office.publish('1.1.0', { rings: { pilot: 100 }, floor: '1.1.0' })
  await open().updates.check()
  expect(left).toEqual(['left'])
})

test('a downloaded release that was withdrawn meanwhile is not installed', async () => {
  const { office, left, open } = await openTill({ deps: { minuteOfDay: () => 12 * 60 } })
  await office.publish('1.1.0')
  const { updates } = open()
  expect(await updates.check()).toMatchObject({ step: 'ready', waitsFor: 'outside-quiet-hours' })
  await office.publish('1.2.0', { rings: { '*': 0 } })
  expect(await updates.check()).toMatchObject({ step: 'available', offered: '1.2.0', waitsFor: 'not-in-ring' })
  expect((await updates.install()).waitsFor).toBe('not-in-ring')
  expect(left).toEqual([])
})

test('a till that policy paused or pinned keeps its version, even below the floor, and says so', async () => {
  for (const [settings, waitsFor] of [
    [{ mode: 'paused' }, 'paused'],
    [{ pin: '1.0.5' }, 'pinned'],
  ] as const) {
    const { office, left, open } = await openTill({ settings })
    await office.publish('1.1.0', { floor: '1.1.0' })
    const status = await open().updates.check()
    expect(status).toMatchObject({ step: 'available', waitsFor })
    expect(problemsOf(status)).toEqual(['BELOW_FLOOR'])
    expect(left).toEqual([])
  }
})

test('a whole download continues where it was broken off', async () => {
  const { office, host, dataDir, appImage, left, open } = await openTill()
  const published = await office.publish('1.1.0')
  // Nothing of the old version can be used again.
  writeFileSync(appImage, 'another program')
  host.breakAfter(120_000)
  const { updates } = open()
  expect(problemsOf(await updates.check())).toEqual(['DOWNLOAD_FAILED'])
  const [partial = ''] = readdirSync(join(dataDir, 'updates', 'partial'))
  expect(readFileSync(join(dataDir, 'updates', 'partial', partial)).length).toBeGreaterThan(50_000)

  host.breakAfter(undefined)
  await updates.check()
  expect(left).toEqual(['left'])
  expect(host.seen.at(-1)?.range).toMatch(/^bytes=[1-9]\d+-$/)
  expect(readFileSync(appImage)).toEqual(readFileSync(published))
})

test.each([
  ['request-under-way', { requestsUnderWay: 1 }],
  ['verification-open', { verificationsOpen: 1 }],
  ['pairing-open', { pairingsOpen: 1 }],
])('an update waits while there is a %s, even an urgent one that a person asks for', async (waitsFor, changes) => {
  const activity = { ...idle, ...changes }
  const { office, clock, left, open } = await openTill({ deps: { activity: () => activity } })
  await office.publish('1.1.0', { isUrgent: true })
  const { updates } = open()
  updates.start()
  expect(await updates.check()).toMatchObject({ step: 'ready', waitsFor })
  expect(await updates.install()).toMatchObject({ step: 'ready', waitsFor })
  expect(left).toEqual([])
  Object.assign(activity, idle)
  await clock.advance(60_000)
  await expect.poll(() => left).toEqual(['left'])
})

test('a sale that begins while the package is being checked is not cut short', async () => {
  const activity = { ...idle }
  const { appImage, office, left, open } = await openTill({ deps: { activity: () => activity } })
  await office.publish('1.1.0')
  const { installer } = open()
  const keepRunning = () => {
    activity.requestsUnderWay = 1
    return installer.keepRunning()
  }
  const { updates } = open('1.0.0', { installer: { ...installer, keepRunning } })
  expect(await updates.check()).toMatchObject({ step: 'ready', waitsFor: 'request-under-way' })
  expect(left).toEqual([])
  expect(readdirSync(join(appImage, '..'))).toEqual(['till-agent.AppImage'])
})

test('a moment after a request is still the same sale', async () => {
  const { office, clock, open } = await openTill()
  await office.publish('1.1.0')
  const lastRequestAt = clock.now() - 60_000
  const activity = { ...idle, lastRequestAt }
  expect((await open('1.0.0', { activity: () => activity }).updates.check()).waitsFor).toBe('sale-just-now')
})

test('who asks for an update while a check is at it gets it once the check has found it', async () => {
  const { office, left, open } = await openTill({ deps: { minuteOfDay: () => 12 * 60 } })
  await office.publish('1.1.0')
  const { updates } = open()
  const checked = updates.check()
  expect(updates.status().step).toBe('checking')
  await updates.install()
  expect(left).toEqual(['left'])
  await checked
})

test('an update waits for the quiet hours, unless a person asks for it', async () => {
  const { office, left, open } = await openTill({ deps: { minuteOfDay: () => 12 * 60 } })
  await office.publish('1.1.0')
  const { updates } = open()
  expect(await updates.check()).toMatchObject({ step: 'ready', waitsFor: 'outside-quiet-hours' })
  expect(left).toEqual([])
  await updates.install()
  expect(left).toEqual(['left'])
})

test('a download that the network broke off is soon tried again by itself', async () => {
  const { office, host, appImage, clock, left, open } = await openTill()
  const published = await office.publish('1.1.0')
  writeFileSync(appImage, 'another program')
  host.breakAfter(120_000)
  const { updates } = open()
  updates.start()
  await clock.advance(570_000)
  await expect.poll(() => problemsOf(updates.status())).toEqual(['DOWNLOAD_FAILED'])
  host.breakAfter(undefined)
  await clock.advance(60 * 60_000)
  await expect.poll(() => left).toEqual(['left'])
  expect(readFileSync(appImage)).toEqual(readFileSync(published))
})

test('a program that cannot be replaced stays, and the till says why', async () => {
  const { office, dataDir, clock, log, host } = await openTill()
  await office.publish('1.1.0')
  const appImage = join(makeDirectory(), 'gone', 'till-agent.AppImage')
  const about = { version: '1.0.0', appImage, dataDir, feed: host.url, channel, keys: office.key.trusted, clock, log }
  const { updates } = openUpdates(about)
  expect(problemsOf(await updates.check())).toEqual(['INSTALL_FAILED'])
})

test('an update is not started when it cannot be recorded', async () => {
  const { office, open, left } = await openTill()
  await office.publish('1.1.0')
  const store = {
    read: () => ({ format: 1 as const, failed: [] }),
    setAside: () => {},
    damaged: () => [],
    write: () => {
      throw new Error('ENOSPC')
    },
  }
  expect(problemsOf(await open('1.0.0', { store }).updates.check())).toEqual(['RECORD_UNWRITABLE'])
  expect(left).toEqual([])
})

test('an installation that a package manager updates does not update itself', async () => {
  const { open } = await openTill()
  const { updates } = open('1.0.0', { installer: undefined })
  updates.start()
  expect(await updates.check()).toMatchObject({ step: 'off', problems: [] })
})

test('the package kept for a rollback is the one that ran', async () => {
  const { office, appImage, dataDir, open } = await openTill()
  await office.publish('1.1.0')
  copyFileSync(appImage, `${appImage}.before`)
  await open().updates.check()
  const kept = readdirSync(join(dataDir, 'updates', 'kept'))
  expect(kept).toEqual(['1.0.0-till-agent.AppImage'])
  expect(readFileSync(join(dataDir, 'updates', 'kept', kept[0] ?? ''))).toEqual(readFileSync(`${appImage}.before`))
  expect(existsSync(appImage)).toBe(true)
})

/** The installer of a till, and something that happens while it checks the package. */
function duringCheck({ installer }: ReturnType<Awaited<ReturnType<typeof openTill>>['open']>, happens: () => unknown) {
  const keepRunning = async () => {
    await happens()
    return installer.keepRunning()
  }
  return { installer: { ...installer, keepRunning } }
}

test('a policy that pauses updates while the package is being checked is heeded', async () => {
  const settings: UpdateSettings = {}
  const { appImage, office, left, open } = await openTill({ settings })
  await office.publish('1.1.0')
  const pause = () => Object.assign(settings, { mode: 'paused' })
  const { updates } = open('1.0.0', duringCheck(open(), pause))
  expect(await updates.check()).toMatchObject({ step: 'ready', waitsFor: 'paused' })
  expect(left).toEqual([])
  expect(readdirSync(join(appImage, '..'))).toEqual(['till-agent.AppImage'])
})

test('an agent that ends while the package is being checked installs nothing', async () => {
  const { appImage, office, left, open } = await openTill()
  await office.publish('1.1.0')
  const end = () => updates.close()
  const { updates } = open('1.0.0', duringCheck(open(), end))
  await updates.check()
  expect(left).toEqual([])
  expect(readdirSync(join(appImage, '..'))).toEqual(['till-agent.AppImage'])
})

test('a downloaded release that ran out meanwhile is not installed', async () => {
  let minuteOfDay = 12 * 60
  const { office, clock, left, open } = await openTill({ deps: { minuteOfDay: () => minuteOfDay } })
  await office.publish('1.1.0', { days: 1 })
  const { updates } = open()
  expect(await updates.check()).toMatchObject({ step: 'ready', waitsFor: 'outside-quiet-hours' })
  await clock.advance(2 * day)
  minuteOfDay = 23 * 60
  expect(problemsOf(await updates.install())).toEqual(['RELEASE_EXPIRED'])
  expect(left).toEqual([])
})

test('a program that leaves a verification open holds an urgent update up for a day, and no longer', async () => {
  const { office, clock, left, open } = await openTill({
    deps: { activity: () => ({ ...idle, verificationsOpen: 1 }) },
  })
  await office.publish('1.1.0', { isUrgent: true })
  const { updates } = open()
  updates.start()
  expect(await updates.check()).toMatchObject({ step: 'ready', waitsFor: 'verification-open' })
  await clock.advance(day - 60_000)
  expect(left).toEqual([])
  await clock.advance(120_000)
  await expect.poll(() => left).toEqual(['left'])
})
