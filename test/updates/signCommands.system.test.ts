import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { verifySignedRelease } from '#core/releases/signedRelease.ts'
import {
  channel,
  makeDirectory,
  makeRelease,
  refusalOf,
  runMakeKey,
  runSign,
  signedReleaseIn,
} from '#test/support/releases.ts'

const root = join(import.meta.dirname, '../..')

test("head office's commands make a key, and releases that a till with this key trusts", async () => {
  const folder = makeDirectory()
  const keyFile = join(makeDirectory(), 'release.pem')
  const trust = { keys: runMakeKey(keyFile), channel }
  const sign = (...args: string[]) => runSign(['--channel', join(folder, `${channel}.yml`), '--key', keyFile, ...args])
  const read = () => verifySignedRelease(signedReleaseIn(folder), trust, undefined, Date.now()).release

  await makeRelease(folder, '1.1.0')
  const first = ['--counter', '7', '--ring', 'pilot=10', '--ring', '*=0', '--floor', '1.0.0', '--urgent', '--days', '1']
  expect(sign(...first)).toContain('1.1.0, counter 7, floor 1.0.0, pilot 10 %, * 0 %')
  const { rings, expiresAt, releasedAt, ...release } = read()
  expect(release).toMatchObject({ counter: 7, version: '1.1.0', floor: '1.0.0', urgent: true })
  expect(rings).toEqual({ pilot: 10, '*': 0 })
  expect(expiresAt - releasedAt).toBe(24 * 60 * 60_000)

  await makeRelease(folder, '1.2.0')
  sign('--after', join(folder, `${channel}.signed.json`))
  expect(read()).toMatchObject({ counter: 8, version: '1.2.0', floor: '1.0.0', rings, urgent: false })
})

test('a release is signed with both keys while one replaces the other', async () => {
  const folder = makeDirectory()
  const [oldKey, newKey] = ['old.pem', 'new.pem'].map((name) => join(makeDirectory(), name))
  const trusted = [oldKey, newKey].map((file = '') => runMakeKey(file))
  await makeRelease(folder, '1.1.0')
  const keyArgs = [oldKey, newKey].flatMap((file = '') => ['--key', file])
  runSign(['--channel', join(folder, `${channel}.yml`), '--counter', '1', '--ring', '*=100', ...keyArgs])
  for (const keys of trusted)
    expect(verifySignedRelease(signedReleaseIn(folder), { keys, channel }, undefined, Date.now()).release.version).toBe(
      '1.1.0',
    )
})

test('a key is never overwritten', () => {
  const keyFile = join(makeDirectory(), 'release.pem')
  runMakeKey(keyFile)
  const before = readFileSync(keyFile)
  expect(() => runMakeKey(keyFile)).toThrow()
  expect(readFileSync(keyFile)).toEqual(before)
})

/** Head office: a key, a package of 1.2.0, and what it says when it refuses to sign. */
async function openOffice() {
  const folder = makeDirectory()
  const keyFile = join(makeDirectory(), 'release.pem')
  const keys = runMakeKey(keyFile)
  await makeRelease(folder, '1.2.0')
  const channelFile = join(folder, `${channel}.yml`)
  const target = join(folder, `${channel}.signed.json`)
  return {
    ...{ folder, keyFile, channelFile, target, keys },
    sign: (...args: string[]) => runSign(['--channel', channelFile, '--key', keyFile, ...args]),
    refusal: (...args: string[]) => refusalOf('sign.mjs', ['--channel', channelFile, '--key', keyFile, ...args]),
    /** What is published, with changes by whoever can write to the host and has no key. */
    forge(changes: object, signatures: object[] = []) {
      const release = { format: 1, channel, counter: 8, version: '1.1.0', floor: '1.0.0', urgent: false, ...changes }
      const file = join(makeDirectory(), 'published.json')
      writeFileSync(file, JSON.stringify({ release: JSON.stringify(release), signatures }))
      return file
    },
  }
}

const rings = ['--ring', 'pilot=100', '--ring', '*=0']

describe('the host cannot make head office sign', () => {
  test.each([
    // All tills below 1.2.0 would have taken the pilot release at noon, and no later one could have been signed.
    ['a counter and a floor of its choice', { counter: 9_007_199_254_740_990, floor: '1.2.0', rings: { '*': 100 } }],
    ['a pull taken back', { floor: '0.0.0' }],
  ])('%s', async (_, changes) => {
    const { forge, refusal, target } = await openOffice()
    expect(refusal('--after', forge(changes), ...rings)).toContain('signed by none of our keys')
    expect(existsSync(target)).toBe(false)
  })

  test('what a foreign key signed, under the id of ours', async () => {
    const { forge, refusal, keys } = await openOffice()
    const [keyId = ''] = Object.keys(keys)
    const signatures = [{ keyId, signature: Buffer.alloc(64).toString('base64') }]
    expect(refusal('--after', forge({}, signatures), ...rings)).toContain('signed by none of our keys')
  })

  test('the rings of an older release of ours', async () => {
    const { folder, sign, target, keys } = await openOffice()
    sign('--counter', '1', '--ring', '*=100')
    const older = join(makeDirectory(), 'older.json')
    cpSync(target, older)
    sign(...rings)
    sign('--after', older)
    const { release } = verifySignedRelease(signedReleaseIn(folder), { keys, channel }, undefined, Date.now())
    expect(release).toMatchObject({ counter: 3, rings: { pilot: 100, '*': 0 } })
  })

  test('anything, when the ledger beside the key can no longer be read', async () => {
    const { keyFile, sign, refusal } = await openOffice()
    sign('--counter', '1', ...rings)
    const ledger = keyFile.replace('.pem', '.ledger.json')
    expect(JSON.parse(readFileSync(ledger, 'utf8'))).toMatchObject({ [channel]: { counter: 1, rings: { pilot: 100 } } })
    writeFileSync(ledger, JSON.stringify({ [channel]: { counter: '9' } }))
    expect(refusal(...rings)).toContain('no longer what was signed last')
  })
})

describe('signing as planned', () => {
  async function openPlan(changes: object = {}) {
    const office = await openOffice()
    const plan = join(makeDirectory(), 'plan.json')
    const published = makeDirectory()
    const planned = {
      version: '1.2.0',
      counter: 9,
      floor: '1.0.0',
      rings: { pilot: 100 },
      urgent: false,
      days: 30,
      first: [],
    }
    writeFileSync(plan, JSON.stringify({ ...planned, ...changes }))
    const args = ['--plan', plan, '--published', published]
    return {
      ...office,
      published,
      signPlanned: () => office.refusal(...args),
      /** An earlier release of ours that is published. */
      publish(counter: string, ...more: string[]) {
        office.sign('--counter', counter, '--ring', '*=100', '--ledger', join(makeDirectory(), 'ledger.json'), ...more)
        cpSync(office.target, join(published, `${channel}.signed.json`))
      },
    }
  }

  test('signs counter, floor and rings of the plan, whatever was published before', async () => {
    const { publish, signPlanned, folder, keys } = await openPlan()
    publish('8')
    expect(signPlanned()).toBe('')
    const { release } = verifySignedRelease(signedReleaseIn(folder), { keys, channel }, undefined, Date.now())
    expect(release).toMatchObject({ version: '1.2.0', counter: 9, floor: '1.0.0', rings: { pilot: 100 } })
  })

  test('needs no ledger where the key is in no file', async () => {
    const { publish, channelFile, keyFile, published } = await openPlan()
    publish('8')
    const env = { ...process.env, RELEASE_KEY: readFileSync(keyFile, 'utf8') }
    const byHand = ['--channel', channelFile, '--key', 'env:RELEASE_KEY', ...rings]
    expect(refusalOf('sign.mjs', byHand, env)).toContain('Say where the ledger is')
    expect(readdirSync(published)).toEqual([`${channel}.signed.json`])
  })

  test.each([
    ['a channel that shows nothing, unless the plan says so', {}, undefined, 'Nothing of'],
    [
      'a channel that shows something although the plan says that it never did',
      { first: [channel] },
      '8',
      'that it never was',
    ],
    ['a counter that is published', { counter: 8 }, '8', 'above 8'],
    ['a leap', { counter: 1_009 }, '8', 'rise by 1000'],
    ['packages of another version', { version: '1.3.0' }, '8', 'The plan is for 1.3.0'],
    ['nothing planned', { counter: 0 }, '8', 'Nothing is planned yet'],
  ])('refuses %s', async (_, changes, counter, sentence) => {
    const { publish, signPlanned } = await openPlan(changes)
    if (counter) publish(counter)
    expect(signPlanned()).toContain(sentence)
  })

  test('refuses a lower floor than the published one', async () => {
    const { publish, signPlanned } = await openPlan()
    publish('8', '--floor', '1.2.0')
    expect(signPlanned()).toContain('never lowered')
  })

  test('signs the first release of a channel when the plan says that it is', async () => {
    expect((await openPlan({ first: [channel] })).signPlanned()).toBe('')
  })

  test('leaves what a job published before it broke off', async () => {
    const { signPlanned, published, target, publish } = await openPlan()
    publish('8')
    signPlanned()
    const before = readFileSync(target)
    cpSync(target, join(published, `${channel}.signed.json`))
    expect(signPlanned()).toBe('')
    expect(readFileSync(target)).toEqual(before)
  })
})

// A package that came with `npm ci` would otherwise see the key.
test('the process that holds the key loads no package', async () => {
  const { folder, channelFile, keyFile, keys } = await openOffice()
  const copy = makeDirectory()
  cpSync(join(root, 'build/release'), join(copy, 'build/release'), { recursive: true })
  for (const rules of ['electron/core/releases', 'electron/core/signing'])
    cpSync(join(root, rules), join(copy, rules), { recursive: true })
  cpSync(join(root, 'package.json'), join(copy, 'package.json'))
  const sign = (...args: string[]) =>
    execFileSync(process.execPath, [join(copy, 'build/release/sign.mjs'), '--channel', channelFile, ...args], {
      encoding: 'utf8',
    })
  sign('--key', keyFile, '--counter', '1', ...rings)
  expect(sign('--key', keyFile, '--after', join(folder, `${channel}.signed.json`))).toContain('counter 2')
  const { release } = verifySignedRelease(signedReleaseIn(folder), { keys, channel }, undefined, Date.now())
  expect(release.version).toBe('1.2.0')
})
