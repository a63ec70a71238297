import { copyFileSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { createMemoryLog } from '../../electron/adapters/memoryLog.ts'
import type { UpdateSettings } from '../../electron/contract/update.ts'
import type { UpdatePorts } from '../../electron/core/updates/updates.ts'
import { createTestClock } from '../support/clock.ts'
import { startReleaseHost } from '../support/releaseHost.ts'
import {
  channel,
  foreignKey,
  makeDirectory,
  makeKey,
  makePackage,
  openHeadOffice,
  signedReleaseIn,
} from '../support/releases.ts'
import { openUpdates } from '../support/updatingTill.ts'

// Head office's commands are processes of their own.
vi.setConfig({ testTimeout: 60_000 })

const day = 24 * 60 * 60_000

interface TillOptions {
  settings?: UpdateSettings
  ports?: Partial<UpdatePorts>
}

/** A till of version 1.0.0, and head office with its host. */
async function openTill({ settings, ports }: TillOptions = {}) {
  const office = openHeadOffice()
  const host = await startReleaseHost(office.folder)
  const dataDir = makeDirectory()
  const appImage = join(makeDirectory(), 'till-agent.AppImage')
  await makePackage(appImage, '1.0.0')
  writeFileSync(
    join(dataDir, 'app-update.yml'),
    'provider: generic\nurl: http://127.0.0.1:9\nupdaterCacheDirName: till-agent\n',
  )
  const clock = createTestClock(Date.now())
  const log = createMemoryLog()
  const left: string[] = []
  const leave = async (last: () => unknown) => {
    last()
    left.push('left')
  }
  const open = (version = '1.0.0', more: Partial<UpdatePorts> = {}) => {
    const about = { version, appImage, dataDir, feed: host.url, channel, keys: office.keys, clock, log }
    const till = openUpdates({ ...about, ...(settings && { settings }), ports: { leave, ...ports, ...more } })
    onTestFinished(() => till.updates.close())
    return till
  }
  return { office, host, dataDir, appImage, clock, log, left, open }
}

function problemsOf({ problems }: { problems: { code: string }[] }): string[] {
  return problems.map(({ code }) => code)
}

test('a new release is found, downloaded by its differences, put in place and proven', async () => {
  const { office, host, appImage, clock, left, open } = await openTill()
  const published = await office.publish('1.1.0')
  const { updates } = open()
  await updates.check()

  expect(left).toEqual(['left'])
  expect(readFileSync(appImage)).toEqual(readFileSync(published))
  expect(host.sentBytes()).toBeLessThan(readFileSync(published).length / 4)
  expect(host.seen.some(({ range }) => range !== undefined)).toBe(true)

  const next = open('1.1.0')
  next.updates.start()
  expect(next.updates.status().step).toBe('proving')
  await clock.pass(20_000)
  expect(next.updates.status()).toMatchObject({
    step: 'idle',
    last: { version: '1.1.0', outcome: 'done' },
    problems: [],
  })
})

test('a version of the same number or an older one is not taken', async () => {
  const { office, left, open } = await openTill()
  await office.publish('1.0.0')
  expect(await open().updates.check()).toMatchObject({ step: 'idle', problems: [] })
  await office.publish('0.9.0')
  expect(await open().updates.check()).toMatchObject({ step: 'idle', problems: [] })
  expect(left).toEqual([])
})

test('a till outside the share of its ring waits; head office lets it in by raising the share', async () => {
  const { office, host, left, open } = await openTill({ settings: { ring: 'high-street' } })
  await office.publish('1.1.0', { args: ['--ring', 'high-street=0', '--ring', '*=100'] })
  const { updates } = open()
  expect(await updates.check()).toMatchObject({ step: 'available', offered: '1.1.0', waitsFor: 'not-in-ring' })
  expect(host.seen.map(({ path }) => path)).toEqual([`/${channel}.signed.json`])

  await office.publish('1.1.0', { args: ['--ring', 'high-street=100'] })
  await updates.check()
  expect(left).toEqual(['left'])
})

test('a release pulled by raising the floor reaches every ring at once, whatever the hour', async () => {
  const { office, left, open } = await openTill({ ports: { minuteOfDay: () => 12 * 60 } })
  await office.publish('1.1.0', { args: ['--ring', 'pilot=100', '--floor', '1.1.0'] })
  await open().updates.check()
  expect(left).toEqual(['left'])
})

test('a downloaded release that was pulled meanwhile is not installed', async () => {
  const { office, left, open } = await openTill({ ports: { minuteOfDay: () => 12 * 60 } })
  await office.publish('1.1.0')
  const { updates } = open()
  expect(await updates.check()).toMatchObject({ step: 'ready', waitsFor: 'outside-quiet-hours' })
  await office.publish('1.2.0', { args: ['--ring', '*=0'] })
  expect(await updates.check()).toMatchObject({ step: 'available', offered: '1.2.0', waitsFor: 'not-in-ring' })
  expect((await updates.install()).waitsFor).toBe('not-in-ring')
  expect(left).toEqual([])
})

test('what policy paused or pinned stays where it is, even below the floor, and says so', async () => {
  for (const [settings, waitsFor] of [
    [{ mode: 'paused' }, 'paused'],
    [{ pin: '1.0.5' }, 'pinned'],
  ] as const) {
    const { office, left, open } = await openTill({ settings })
    await office.publish('1.1.0', { args: ['--floor', '1.1.0'] })
    const status = await open().updates.check()
    expect(status).toMatchObject({ step: 'available', waitsFor })
    expect(problemsOf(status)).toEqual(['BELOW_FLOOR'])
    expect(left).toEqual([])
  }
})

test.each([
  ['RELEASE_TAMPERED', 'a letter of the release', (signed: string) => signed.replace('1.1.0', '1.1.1')],
  [
    'RELEASE_TAMPERED',
    'another signature',
    (signed: string) => signed.replace(/"signature": "..../, '"signature": "AAAA'),
  ],
  ['RELEASE_KEY_UNKNOWN', 'another key id', (signed: string) => signed.replace(/"keyId": "../, '"keyId": "zz')],
  [
    'RELEASE_KEY_UNKNOWN',
    'the id of an object',
    (signed: string) => signed.replace(/"keyId": "\w+"/, '"keyId": "__proto__"'),
  ],
  ['RELEASE_MALFORMED', 'half of it', (signed: string) => signed.slice(0, signed.length / 2)],
  ['RELEASE_TOO_LARGE', 'far too much', (signed: string) => signed + ' '.repeat(70_000)],
])('a release list is refused with %s when somebody puts in %s', async (code, _, tamper) => {
  const { office, host, left, open } = await openTill()
  await office.publish('1.1.0')
  const file = join(office.folder, `${channel}.signed.json`)
  writeFileSync(file, tamper(readFileSync(file, 'utf8')))
  const status = await open().updates.check()
  expect(problemsOf(status)).toEqual([code])
  expect(status.step).toBe('idle')
  expect(host.seen.map(({ path }) => path)).toEqual([`/${channel}.signed.json`])
  expect(left).toEqual([])
})

test('a release list that never ends is not read for ever', async () => {
  const { host, open } = await openTill()
  host.answerWith(`/${channel}.signed.json`, (response) => {
    const more = () => {
      while (!response.destroyed && response.write(Buffer.alloc(16_384, 32))) {}
      response.once('drain', more)
    }
    more()
  })
  expect(problemsOf(await open().updates.check())).toEqual(['RELEASE_TOO_LARGE'])
})

test('a release signed by somebody else is refused', async () => {
  const { office, open } = await openTill()
  await office.publish('1.1.0', { args: ['--key', foreignKey()] })
  expect(problemsOf(await open().updates.check())).toEqual(['RELEASE_KEY_UNKNOWN'])
})

test('while keys change, a release signed with both is believed by tills that know either', async () => {
  const { office, left, open } = await openTill()
  const newKey = join(makeDirectory(), 'new.pem')
  const keys = makeKey(newKey)
  await office.publish('1.1.0', { args: ['--key', office.keyFile, '--key', newKey] })
  await open('1.0.0', { trust: { keys, channel } }).updates.check()
  await open().updates.check()
  expect(left).toEqual(['left', 'left'])
})

test('a release for another kind of machine is refused', async () => {
  const { office, open } = await openTill()
  await office.publish('1.1.0')
  const status = await open('1.0.0', { trust: { keys: office.keys, channel: 'latest-mac' } }).updates.check()
  expect(problemsOf(status)).toEqual(['RELEASE_OF_OTHER_CHANNEL'])
})

test('a release that ran out is refused', async () => {
  const { office, clock, open } = await openTill()
  await office.publish('1.1.0', { args: ['--days', '1'] })
  await clock.pass(2 * day)
  expect(problemsOf(await open().updates.check())).toEqual(['RELEASE_EXPIRED'])
})

test('an older release list is refused after a newer one was seen, and so is another of the same count', async () => {
  const { office, open } = await openTill()
  await office.publish('1.1.0', { args: ['--ring', '*=0'] })
  const old = signedReleaseIn(office.folder)
  await office.publish('1.2.0', { args: ['--ring', '*=0'] })
  await open().updates.check()
  writeFileSync(join(office.folder, `${channel}.signed.json`), old)
  expect(problemsOf(await open().updates.check())).toEqual(['RELEASE_ROLLED_BACK'])
  await office.publish('1.3.0', { args: ['--counter', '2'] })
  expect(problemsOf(await open().updates.check())).toEqual(['RELEASE_ROLLED_BACK'])
})

test('a package that is not the signed one is not kept', async () => {
  const { office, appImage, left, open } = await openTill()
  const published = await office.publish('1.1.0')
  writeFileSync(published, readFileSync(published).fill('x', 100, 200))
  const before = readFileSync(appImage)
  expect(problemsOf(await open().updates.check())).toEqual(['PACKAGE_MISMATCH'])
  expect(readFileSync(appImage)).toEqual(before)
  expect(left).toEqual([])
})

test('a package that never ends is broken off at its signed size', async () => {
  const { office, host, dataDir, open } = await openTill()
  const path = `/${(await office.publish('1.1.0')).split('/').at(-1)}`
  let sent = 0
  host.answerWith(path, (response) => {
    response.writeHead(200)
    const more = () => {
      while (!response.destroyed && response.write(Buffer.alloc(65_536))) sent += 65_536
      response.once('drain', more)
    }
    more()
  })
  expect(problemsOf(await open().updates.check())).toEqual(['PACKAGE_MISMATCH'])
  expect(sent).toBeLessThan(64 * 1024 * 1024)
  const left = readdirSync(join(dataDir, 'updates', 'partial')).map((name) =>
    readFileSync(join(dataDir, 'updates', 'partial', name)),
  )
  expect(left.every(({ length }) => length === 0)).toBe(true)
})

test('a package that is swapped after it was checked is found before it is run', async () => {
  const { appImage, office, open } = await openTill({ ports: { minuteOfDay: () => 12 * 60 } })
  await office.publish('1.1.0')
  let path = ''
  const till = open()
  const { installer } = till
  const swapping = open('1.0.0', {
    installer: {
      ...installer,
      async download(...args) {
        path = await installer.download(...args)
        return path
      },
    },
  })
  await swapping.updates.check()
  const before = readFileSync(appImage)
  writeFileSync(path, '#!/bin/sh\necho bait\n', { mode: 0o755 })
  const status = await swapping.updates.install()
  expect(problemsOf(status)).toEqual(['PACKAGE_MISMATCH'])
  expect(readFileSync(appImage)).toEqual(before)
  expect(readdirSync(join(appImage, '..'))).toEqual(['till-agent.AppImage'])
})

test('a whole download goes on where it was broken off', async () => {
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
])('an update waits while there is a %s, even an urgent one that somebody asks for', async (waitsFor, doing) => {
  const doings = { requestsUnderWay: 0, lastRequestAt: undefined, verificationsOpen: 0, pairingsOpen: 0, ...doing }
  const { office, clock, left, open } = await openTill({ ports: { doings: () => doings } })
  await office.publish('1.1.0', { args: ['--urgent'] })
  const { updates } = open()
  updates.start()
  expect(await updates.check()).toMatchObject({ step: 'ready', waitsFor })
  expect(await updates.install()).toMatchObject({ step: 'ready', waitsFor })
  expect(left).toEqual([])
  Object.assign(doings, { requestsUnderWay: 0, verificationsOpen: 0, pairingsOpen: 0 })
  await clock.pass(60_000)
  await expect.poll(() => left).toEqual(['left'])
})

test('a sale that begins while the package is being checked is not cut short', async () => {
  const doings = { requestsUnderWay: 0, lastRequestAt: undefined, verificationsOpen: 0, pairingsOpen: 0 }
  const { appImage, office, left, open } = await openTill({ ports: { doings: () => doings } })
  await office.publish('1.1.0')
  const { installer } = open()
  const keepRunning = () => {
    doings.requestsUnderWay = 1
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
  const doings = { requestsUnderWay: 0, lastRequestAt, verificationsOpen: 0, pairingsOpen: 0 }
  expect((await open('1.0.0', { doings: () => doings }).updates.check()).waitsFor).toBe('sale-just-now')
})

test('an update waits for the quiet hours, unless somebody asks for it', async () => {
  const { office, left, open } = await openTill({ ports: { minuteOfDay: () => 12 * 60 } })
  await office.publish('1.1.0')
  const { updates } = open()
  expect(await updates.check()).toMatchObject({ step: 'ready', waitsFor: 'outside-quiet-hours' })
  expect(left).toEqual([])
  await updates.install()
  expect(left).toEqual(['left'])
})

test('a version that is not well is replaced by the one before, and is not tried again', async () => {
  const { office, appImage, clock, left, open } = await openTill()
  await office.publish('1.1.0')
  const before = readFileSync(appImage)
  const well = { isListening: true, readyUpstreams: ['loyalty'] }
  await open('1.0.0', { health: () => well }).updates.check()
  expect(readFileSync(appImage)).not.toEqual(before)

  const next = open('1.1.0', { health: () => ({ isListening: true, readyUpstreams: [] }) })
  next.updates.start()
  await clock.pass(125_000)
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
  for (const health of [{ isListening: false, readyUpstreams: [] }, undefined]) {
    const { office, appImage, clock, left, open } = await openTill()
    await office.publish('1.1.0')
    const before = readFileSync(appImage)
    await open().updates.check()
    open('1.1.0', { health: () => health }).updates.start()
    await clock.pass(125_000)
    await expect.poll(() => left).toEqual(['left', 'left'])
    expect(readFileSync(appImage)).toEqual(before)
  }
})

test('the way back waits for a sale that has begun meanwhile, but not for ever', async () => {
  const doings = { requestsUnderWay: 1, lastRequestAt: undefined, verificationsOpen: 0, pairingsOpen: 0 }
  const { office, clock, left, open } = await openTill()
  await office.publish('1.1.0')
  await open('1.0.0', { health: () => ({ isListening: true, readyUpstreams: ['loyalty'] }) }).updates.check()
  const { updates } = open('1.1.0', { health: () => ({ isListening: true, readyUpstreams: [] }), doings: () => doings })
  updates.start()
  await clock.pass(200_000)
  expect(updates.status().step).toBe('proving')
  doings.requestsUnderWay = 0
  await clock.pass(5_000)
  await expect.poll(() => left).toEqual(['left', 'left'])
})

test('a release that was believed once is not fresh for ever', async () => {
  const { office, clock, host, open } = await openTill({ ports: { minuteOfDay: () => 12 * 60 } })
  await office.publish('1.1.0', { args: ['--days', '60'] })
  const { updates } = open()
  expect((await updates.check()).step).toBe('ready')
  host.answerWith(`/${channel}.signed.json`, (response) => void response.writeHead(503).end())
  await clock.pass(8 * day)
  expect(problemsOf(updates.status())).toContain('FEED_FROZEN')
})

test('without a way back a version that is not well stays, and says so', async () => {
  const { office, clock, dataDir, left, open } = await openTill()
  await office.publish('1.1.0')
  await open().updates.check()
  const [kept = ''] = readdirSync(join(dataDir, 'updates', 'kept'))
  writeFileSync(join(dataDir, 'updates', 'kept', kept), 'swapped meanwhile')
  const { updates } = open('1.1.0', { health: () => undefined })
  updates.start()
  await clock.pass(125_000)
  await expect.poll(() => problemsOf(updates.status())).toEqual(['NO_WAY_BACK'])
  expect(updates.status().last).toMatchObject({ outcome: 'stuck' })
  expect(left).toEqual(['left'])
})

test('a download that the network broke off is tried again soon, by itself', async () => {
  const { office, host, appImage, clock, left, open } = await openTill()
  const published = await office.publish('1.1.0')
  writeFileSync(appImage, 'another program')
  host.breakAfter(120_000)
  const { updates } = open()
  updates.start()
  await clock.pass(61_000)
  await expect.poll(() => problemsOf(updates.status())).toEqual(['DOWNLOAD_FAILED'])
  host.breakAfter(undefined)
  await clock.pass(60 * 60_000)
  await expect.poll(() => left, { timeout: 10_000 }).toEqual(['left'])
  expect(readFileSync(appImage)).toEqual(readFileSync(published))
})

test('a till that sees no release for a week says that updates may be held back', async () => {
  const { office, clock, open } = await openTill()
  const { updates } = open('1.0.0', { settings: () => ({ feed: 'http://127.0.0.1:9' }) })
  updates.start()
  expect(problemsOf(updates.status())).toEqual([])
  await clock.pass(8 * day)
  await expect.poll(() => problemsOf(updates.status())).toContain('FEED_FROZEN')
  await office.publish('1.0.0')
  await updates.check()
  // It was signed before the week began, and yet it has come now, in date.
  expect(problemsOf(updates.status())).toEqual([])
})

test('a program that may not be replaced stays, and the till says why', async () => {
  const { office, dataDir, clock, log, host } = await openTill()
  await office.publish('1.1.0')
  const appImage = join(makeDirectory(), 'gone', 'till-agent.AppImage')
  const about = { version: '1.0.0', appImage, dataDir, feed: host.url, channel, keys: office.keys, clock, log }
  const { updates } = openUpdates(about)
  expect(problemsOf(await updates.check())).toEqual(['INSTALL_FAILED'])
})

test('an update is not begun when it cannot be written down', async () => {
  const { office, open, left } = await openTill()
  await office.publish('1.1.0')
  const store = {
    read: () => ({ format: 1 as const, failed: [] }),
    write: () => {
      throw new Error('ENOSPC')
    },
  }
  expect(problemsOf(await open('1.0.0', { store }).updates.check())).toEqual(['RECORD_UNWRITABLE'])
  expect(left).toEqual([])
})

test('an installation that others keep up to date leaves it to them', async () => {
  const { open } = await openTill()
  const { updates } = open('1.0.0', { installer: undefined })
  updates.start()
  expect(await updates.check()).toMatchObject({ step: 'off', problems: [] })
})

test('the package that was laid by is the one that ran', async () => {
  const { office, appImage, dataDir, open } = await openTill()
  await office.publish('1.1.0')
  copyFileSync(appImage, `${appImage}.before`)
  await open().updates.check()
  const kept = readdirSync(join(dataDir, 'updates', 'kept'))
  expect(kept).toEqual(['1.0.0-till-agent.AppImage'])
  expect(readFileSync(join(dataDir, 'updates', 'kept', kept[0] ?? ''))).toEqual(readFileSync(`${appImage}.before`))
  expect(existsSync(appImage)).toBe(true)
})
