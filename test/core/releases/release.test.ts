import { expect, test } from 'vitest'
import { isInRing, Release, ReleaseFile } from '#core/releases/release.ts'

const releaseFor = (rings: Release['rings'], version = '1.1.0') => ({ rings, version }) as Release
const tills = Array.from({ length: 2_000 }, (_, n) => `installation-${n}`)
const shareOf = (release: Release, ring = 'default') =>
  tills.filter((till) => isInRing(release, ring, till)).length / tills.length

test('as many tills of a ring take a release as head office says, give or take a few', () => {
  expect(shareOf(releaseFor({ default: 0 }))).toBe(0)
  expect(shareOf(releaseFor({ default: 100 }))).toBe(1)
  expect(Math.abs(shareOf(releaseFor({ default: 10 })) - 0.1)).toBeLessThan(0.03)
  expect(shareOf(releaseFor({ pilot: 100 }))).toBe(0)
  expect(shareOf(releaseFor({ pilot: 0, '*': 100 }), 'pilot')).toBe(0)
  // A ring that is named like a property of every object.
  expect(shareOf(releaseFor({ pilot: 0, '*': 100 }), 'constructor')).toBe(1)
})

test('a till keeps a release when the share is raised, and other tills are first the next time', () => {
  const [few, more] = [releaseFor({ default: 10 }), releaseFor({ default: 30 })]
  const early = tills.filter((till) => isInRing(few, 'default', till))
  expect(early.every((till) => isInRing(more, 'default', till))).toBe(true)
  expect(early.every((till) => isInRing(releaseFor({ default: 10 }, '1.2.0'), 'default', till))).toBe(false)
})

test.each(['../till-agent.AppImage', 'a/b.AppImage', '/etc/passwd', '.hidden', '', 'a\\b.exe', 'https://evil'])(
  'a package is not called "%s"',
  (name) => {
    const file = { name, size: 1, sha512: `${'A'.repeat(86)}==` }
    expect(ReleaseFile.safeParse(file).success).toBe(false)
    expect(ReleaseFile.safeParse({ ...file, name: 'till-agent-1.1.0-linux-x86_64.AppImage' }).success).toBe(true)
  },
)

const file = { name: 'till-agent.AppImage', size: 1, sha512: `${'A'.repeat(86)}==` }
const release = {
  ...{ format: 1, channel: 'latest-linux', counter: 1, version: '1.1.0', floor: '1.0.0', urgent: false },
  ...{ releasedAt: 1_760_000_000_000, expiresAt: 1_770_000_000_000, rings: { default: 0, '*': 100 }, files: [file] },
}

test.each<[string, object]>([
  ['as it is published', {}],
  ['with eight packages', { files: Array(8).fill(file) }],
  ['of a channel of forty letters', { channel: 'a'.repeat(40) }],
])('a release %s is one', (_, differs) => {
  expect(Release.safeParse({ ...release, ...differs }).error).toBeUndefined()
})

test.each<[string, object]>([
  ['of another format', { format: 2 }],
  ['without packages', { files: [] }],
  ['with nine', { files: Array(9).fill(file) }],
  ['with a share below none', { rings: { default: -1 } }],
  ['with a share above all', { rings: { '*': 101 } }],
  ['for a ring that is none', { rings: { 'A ring': 1 } }],
  ['of a channel in another folder', { channel: '../latest' }],
  ['of a channel with capitals', { channel: 'Latest' }],
  ['of a channel with an end of its own', { channel: 'latest.yml' }],
  ['of no channel', { channel: '' }],
  ['of a channel of 41 letters', { channel: 'a'.repeat(41) }],
  ['with a counter of none', { counter: 0 }],
  ['with a package of no size', { files: [{ ...file, size: 0 }] }],
  ['with a package of more than 2 GiB', { files: [{ ...file, size: 2 * 1024 ** 3 + 1 }] }],
  ['with something before a hash', { files: [{ ...file, sha512: `A${file.sha512}` }] }],
  ['with something after a hash', { files: [{ ...file, sha512: `${file.sha512}A` }] }],
  ['with a hash of other letters', { files: [{ ...file, sha512: `-${file.sha512.slice(1)}` }] }],
])('what is %s is no release', (_, differs) => {
  expect(Release.safeParse({ ...release, ...differs }).success).toBe(false)
})
