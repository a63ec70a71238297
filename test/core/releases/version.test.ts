import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Version } from '#contract/update.ts'
import { compareVersions } from '#core/releases/version.ts'

test('versions are compared as numbers', () => {
  expect(compareVersions('1.10.0', '1.9.9')).toBeGreaterThan(0)
  expect(compareVersions('1.0.0', '1.0.0')).toBe(0)
  const version = fc.tuple(fc.nat(99_999), fc.nat(99_999), fc.nat(99_999))
  fc.assert(
    fc.property(version, version, (a, b) => {
      const wanted = a.map((n, i) => Math.sign(n - (b[i] ?? 0))).find((sign) => sign !== 0) ?? 0
      return Math.sign(compareVersions(a.join('.'), b.join('.'))) === wanted
    }),
  )
})

test.each(['1.2', '1.2.0-beta', 'v1.2.0', '1.2.0 ', '999999.0.0'])('"%s" is no version', (text) => {
  expect(Version.safeParse(text).success).toBe(false)
})
