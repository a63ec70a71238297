import { expect, test } from 'vitest'
import { isInRing, type Release, ReleaseFile } from '#core/releases/release.ts'

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
