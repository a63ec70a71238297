import { existsSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { userInfo } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { claimantOf, closeClaims, makeClaim, openClaims } from '#adapters/system/callerClaim.ts'
import { makeFolder } from '#test/support/folder.ts'
import { has } from '#test/support/skips.ts'

function claims(): string {
  const directory = join(makeFolder(), 'callers')
  openClaims(directory)
  return directory
}

describe.runIf(has('unix'))('who calls over a socket', () => {
  test('is who made the directory that is named, as long as it is there', () => {
    const directory = claims()
    const claim = makeClaim(directory)
    expect(claimantOf(directory, claim.name)).toBe(userInfo().uid)
    claim.withdraw()
    claim.withdraw()
    expect([claimantOf(directory, claim.name), readdirSync(directory)]).toEqual([undefined, []])
  })

  // A file or a link of somebody else could have been put there by anybody.
  test.each<[string, (path: string) => void]>([
    ['a file', (path) => writeFileSync(path, '')],
    ['a link', (path) => symlinkSync(makeFolder(), path)],
  ])('is not told by %s', (_, make) => {
    const directory = claims()
    const name = 'ab'.repeat(32)
    make(join(directory, name))
    expect(claimantOf(directory, name)).toBeUndefined()
  })

  test.each([undefined, '', '..', '.', `../${'a'.repeat(61)}`, 'AB'.repeat(32)])(
    'is not told by the name %s',
    (name) => {
      expect(claimantOf(claims(), name)).toBeUndefined()
    },
  )

  test('is asked anew after a start, whatever was left there', () => {
    const directory = claims()
    const { name } = makeClaim(directory)
    mkdirSync(join(directory, name, 'left'))
    openClaims(directory)
    expect([claimantOf(directory, name), readdirSync(directory)]).toEqual([undefined, []])
    closeClaims(directory)
    closeClaims(directory)
    expect(existsSync(directory)).toBe(false)
  })
})
