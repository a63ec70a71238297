import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { channel, makeReleaseKey, signedReleaseIn } from '#test/support/releases.ts'
import { day, openTill, problemsOf } from '#test/support/updateTill.ts'

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
  await office.publish('1.1.0', { keys: [makeReleaseKey()] })
  expect(problemsOf(await open().updates.check())).toEqual(['RELEASE_KEY_UNKNOWN'])
})

test('while keys change, a release signed with both is trusted by tills that know either', async () => {
  const { office, left, open } = await openTill()
  const newKey = makeReleaseKey()
  await office.publish('1.1.0', { keys: [office.key, newKey] })
  await open('1.0.0', { trust: { keys: newKey.trusted, channel } }).updates.check()
  await open().updates.check()
  expect(left).toEqual(['left', 'left'])
})

test('a release for another kind of machine is refused', async () => {
  const { office, open } = await openTill()
  await office.publish('1.1.0')
  const status = await open('1.0.0', { trust: { keys: office.key.trusted, channel: 'latest-mac' } }).updates.check()
  expect(problemsOf(status)).toEqual(['RELEASE_OF_OTHER_CHANNEL'])
})

test('a release that ran out is refused', async () => {
  const { office, clock, open } = await openTill()
  await office.publish('1.1.0', { days: 1 })
  await clock.advance(2 * day)
  expect(problemsOf(await open().updates.check())).toEqual(['RELEASE_EXPIRED'])
})

test('an older release list is refused after a newer one was trusted, and so is another with the same counter', async () => {
  const { office, open } = await openTill()
  await office.publish('1.1.0', { rings: { '*': 0 } })
  const old = signedReleaseIn(office.folder)
  await office.publish('1.2.0', { rings: { '*': 0 } })
  await open().updates.check()
  writeFileSync(join(office.folder, `${channel}.signed.json`), old)
  expect(problemsOf(await open().updates.check())).toEqual(['RELEASE_ROLLED_BACK'])
  await office.publish('1.3.0', { counter: 2 })
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
  const { appImage, office, open } = await openTill({ deps: { minuteOfDay: () => 12 * 60 } })
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

test('a release that was trusted once does not count as fresh for ever', async () => {
  const { office, clock, host, open } = await openTill({ deps: { minuteOfDay: () => 12 * 60 } })
  await office.publish('1.1.0', { days: 60 })
  const { updates } = open()
  expect((await updates.check()).step).toBe('ready')
  host.answerWith(`/${channel}.signed.json`, (response) => void response.writeHead(503).end())
  await clock.advance(8 * day)
  expect(problemsOf(updates.status())).toContain('FEED_FROZEN')
})

test('a till that sees no release for a week says that updates may be held back', async () => {
  const { office, clock, open } = await openTill()
  const { updates } = open('1.0.0', { settings: () => ({ feed: 'http://127.0.0.1:9' }) })
  updates.start()
  expect(problemsOf(updates.status())).toEqual([])
  await clock.advance(8 * day)
  await expect.poll(() => problemsOf(updates.status())).toContain('FEED_FROZEN')
  await office.publish('1.0.0')
  await updates.check()
  // Signed before the week began, but received now and not expired.
  expect(problemsOf(updates.status())).toEqual([])
})

test('a damaged record is set aside, and the till says that it knows no older release any more', async () => {
  const { office, dataDir, open } = await openTill()
  await office.publish('1.1.0', { rings: { '*': 0 } })
  await open().updates.check()
  writeFileSync(join(dataDir, 'updates.json'), '{"format":1,"seen":{"coun')
  const { updates } = open()
  expect(problemsOf(updates.status())).toEqual(['RECORD_DAMAGED'])
  await updates.check()
  expect(readdirSync(dataDir).filter((name) => name.startsWith('updates.damaged-'))).toHaveLength(1)
  // Until a person has looked into it and moved the file.
  expect(problemsOf(open().updates.status())).toEqual(['RECORD_DAMAGED'])
})

test('a till without a record trusts no release from before its own build', async () => {
  const { office, open } = await openTill()
  await office.publish('1.1.0', { counter: 7 })
  const trust = { keys: office.key.trusted, channel, minCounter: 8 }
  expect(problemsOf(await open('1.0.0', { trust }).updates.check())).toEqual(['RELEASE_ROLLED_BACK'])
})

test('a counter that a thief pushed up goes with the key that was stolen', async () => {
  const { office, left, open } = await openTill()
  const newKey = makeReleaseKey()
  await office.publish('1.1.0', { counter: 900, rings: { '*': 0 } })
  await open().updates.check()
  await office.publish('1.2.0', { counter: 3, keys: [newKey] })
  // While the stolen key is trusted, so is what it signed.
  const both = { keys: { ...office.key.trusted, ...newKey.trusted }, channel }
  expect(problemsOf(await open('1.0.0', { trust: both }).updates.check())).toEqual(['RELEASE_ROLLED_BACK'])
  expect(left).toEqual([])
  await open('1.0.0', { trust: { keys: newKey.trusted, channel } }).updates.check()
  expect(left).toEqual(['left'])
})

test('no release can keep later ones out', async () => {
  const { office, left, open } = await openTill()
  await office.publish('1.1.0', { counter: Number.MAX_SAFE_INTEGER })
  expect(problemsOf(await open().updates.check())).toEqual(['RELEASE_OUT_OF_BOUNDS'])
  await office.publish('1.1.0', { days: 91 })
  expect(problemsOf(await open().updates.check())).toEqual(['RELEASE_OUT_OF_BOUNDS'])
  await office.publish('1.1.0', { counter: 1, releasedAt: Date.now() + 2 * day })
  expect(problemsOf(await open().updates.check())).toEqual(['RELEASE_DATED_AHEAD'])
  await office.publish('1.1.0', { counter: 1 })
  await open().updates.check()
  expect(left).toEqual(['left'])
})
