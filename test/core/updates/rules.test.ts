import { generateKeyPairSync, sign } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { pickPackage } from '../../../electron/adapters/updates/pickPackage.ts'
import { wallClock } from '../../../electron/adapters/updates/wallClock.ts'
import { QuietHours, Version } from '../../../electron/contract/update.ts'
import { areQuiet } from '../../../electron/core/updates/quietHours.ts'
import { isInRing, type Release, ReleaseFile } from '../../../electron/core/updates/release.ts'
import { readSigned, signingContext } from '../../../electron/core/updates/signedRelease.ts'
import { compareVersions } from '../../../electron/core/updates/version.ts'

const at = (time: string) => {
  const [hour = 0, minute = 0] = time.split(':').map(Number)
  return hour * 60 + minute
}

test.each([
  ['22:00-06:00', '21:59', false],
  ['22:00-06:00', '22:00', true],
  ['22:00-06:00', '23:59', true],
  ['22:00-06:00', '00:00', true],
  ['22:00-06:00', '05:59', true],
  ['22:00-06:00', '06:00', false],
  ['01:00-05:00', '00:59', false],
  ['01:00-05:00', '04:59', true],
  ['01:00-05:00', '05:00', false],
  ['00:00-00:00', '12:00', true],
])('in the quiet hours %s it is %s: %s', (hours, time, quiet) => {
  expect(areQuiet(hours, at(time))).toBe(quiet)
})

test.each(['22-06', '24:00-06:00', '22:60-06:00', '22:00–06:00', '22:00-06:00 ', ''])(
  '"%s" are no quiet hours',
  (text) => {
    expect(QuietHours.safeParse(text).success).toBe(false)
  },
)

test('the clock on the wall goes by the zone of the store, through both changes of the hour', () => {
  const berlin = wallClock('Europe/Berlin')
  const utc = (text: string) => Date.parse(`${text}Z`)
  expect(berlin(utc('2026-01-15T23:30'))).toBe(at('00:30'))
  // 29 March 2026: two o'clock is three o'clock.
  expect(berlin(utc('2026-03-29T00:59'))).toBe(at('01:59'))
  expect(berlin(utc('2026-03-29T01:00'))).toBe(at('03:00'))
  // 25 October 2026: two o'clock comes twice.
  expect(berlin(utc('2026-10-25T00:30'))).toBe(at('02:30'))
  expect(berlin(utc('2026-10-25T01:30'))).toBe(at('02:30'))
  expect(wallClock('Asia/Kolkata')(utc('2026-06-01T18:30'))).toBe(0)
})

const release = (rings: Release['rings'], version = '1.1.0') => ({ rings, version }) as Release
const tills = Array.from({ length: 2_000 }, (_, n) => `installation-${n}`)
const shareOf = (of: Release, ring = 'default') =>
  tills.filter((till) => isInRing(of, ring, till)).length / tills.length

test('of a ring as many tills take a release as head office says, give or take a few', () => {
  expect(shareOf(release({ default: 0 }))).toBe(0)
  expect(shareOf(release({ default: 100 }))).toBe(1)
  expect(Math.abs(shareOf(release({ default: 10 })) - 0.1)).toBeLessThan(0.03)
  expect(shareOf(release({ pilot: 100 }))).toBe(0)
  expect(shareOf(release({ pilot: 0, '*': 100 }), 'pilot')).toBe(0)
  expect(shareOf(release({ pilot: 0, '*': 100 }), 'constructor')).toBe(1)
})

test('whoever has a release keeps it when the share is raised, and other tills are first the next time', () => {
  const [few, more] = [release({ default: 10 }), release({ default: 30 })]
  const early = tills.filter((till) => isInRing(few, 'default', till))
  expect(early.every((till) => isInRing(more, 'default', till))).toBe(true)
  expect(early.every((till) => isInRing(release({ default: 10 }, '1.2.0'), 'default', till))).toBe(false)
})

test('versions are compared as numbers', () => {
  expect(compareVersions('1.10.0', '1.9.9')).toBeGreaterThan(0)
  expect(compareVersions('1.0.0', '1.0.0')).toBe(0)
  const version = fc.tuple(fc.nat(99_999), fc.nat(99_999), fc.nat(99_999))
  fc.assert(
    fc.property(version, version, (one, other) => {
      const wanted = one.map((n, i) => Math.sign(n - (other[i] ?? 0))).find((sign) => sign !== 0) ?? 0
      return Math.sign(compareVersions(one.join('.'), other.join('.'))) === wanted
    }),
  )
})

test.each(['1.2', '1.2.0-beta', 'v1.2.0', '1.2.0 ', '999999.0.0'])('"%s" is no version', (text) => {
  expect(Version.safeParse(text).success).toBe(false)
})

test.each(['../till-agent.AppImage', 'a/b.AppImage', '/etc/passwd', '.hidden', '', 'a\\b.exe', 'https://evil'])(
  'a package is not called "%s"',
  (name) => {
    const file = { name, size: 1, sha512: `${'A'.repeat(86)}==` }
    expect(ReleaseFile.safeParse(file).success).toBe(false)
    expect(ReleaseFile.safeParse({ ...file, name: 'till-agent-1.1.0-linux-x86_64.AppImage' }).success).toBe(true)
  },
)

test('a till takes the package for its own processor', () => {
  const named = (name: string) => ({ name, size: 1, sha512: '' })
  const files = ['a-1.1.0-linux-amd64.deb', 'a-1.1.0-linux-arm64.AppImage', 'a-1.1.0-linux-x86_64.AppImage'].map(named)
  expect(pickPackage(files, '.AppImage', 'x64')?.name).toBe('a-1.1.0-linux-x86_64.AppImage')
  expect(pickPackage(files, '.AppImage', 'arm64')?.name).toBe('a-1.1.0-linux-arm64.AppImage')
  expect(pickPackage(files, '.AppImage', 'riscv64')).toBeUndefined()
  expect(pickPackage([named('till-agent-1.1.0.exe')], '.exe', 'arm64')?.name).toBe('till-agent-1.1.0.exe')
})

test('a clock that was set back brings no old release to life, and one that is ahead kills no new one', () => {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519')
  const { x: key = '' } = publicKey.export({ format: 'jwk' })
  const signed = (counter: number, releasedAt: number) => {
    const file = { name: 'a.AppImage', size: 1, sha512: `${'A'.repeat(86)}==` }
    const about = { format: 1, channel: 'latest-linux', counter, version: '1.1.0', floor: '1.0.0', urgent: false }
    const text = JSON.stringify({
      ...about,
      releasedAt,
      expiresAt: releasedAt + 100,
      rings: { '*': 100 },
      files: [file],
    })
    const signature = sign(null, Buffer.from(signingContext + text), privateKey).toString('base64')
    return Buffer.from(JSON.stringify({ release: text, signatures: [{ keyId: 'a', signature }] }))
  }
  const trust = { keys: { a: key }, channel: 'latest-linux' }
  const { seen } = readSigned(signed(1, 1_000), trust, undefined, 1_050)
  expect(seen.counter).toBe(1)
  // Signed later, and yet said to have run out before the newest that was seen.
  expect(() => readSigned(signed(2, 800), trust, seen, 850)).toThrow('out of date')
  expect(readSigned(signed(3, 1_200), trust, seen, 10).release.counter).toBe(3)
  // What was signed for something else is not signed for this.
  const foreign = JSON.parse(signed(4, 1_200).toString())
  foreign.signatures[0].signature = sign(null, Buffer.from(foreign.release), privateKey).toString('base64')
  expect(() => readSigned(Buffer.from(JSON.stringify(foreign)), trust, seen, 1_250)).toThrow('changed after')
})
