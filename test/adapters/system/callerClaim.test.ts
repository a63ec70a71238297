import { existsSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { userInfo } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import {
  claimantOf,
  closeClaims,
  makeClaim,
  openClaims,
  ownerByMount,
  ownerInTime,
} from '#adapters/system/callerClaim.ts'
import { makeFolder } from '#test/support/folder.ts'
import { has } from '#test/support/skips.ts'

function claims(): string {
  const directory = join(makeFolder(), 'callers')
  openClaims(directory)
  return directory
}

const ways = [
  ...(has('linux') ? [['by its mount', ownerByMount] as const] : []),
  ...(has('unix') ? [['in time', ownerInTime] as const] : []),
]

describe.each(ways)('who calls over a socket, looked at %s,', (_, look) => {
  test('is who made the directory that is named, as long as it is there', async () => {
    const directory = claims()
    const claim = makeClaim(directory)
    expect(await claimantOf(directory, claim.name, look)).toBe(userInfo().uid)
    claim.withdraw()
    claim.withdraw()
    expect([await claimantOf(directory, claim.name, look), readdirSync(directory)]).toEqual([undefined, []])
  })

  // A file or a link of somebody else could have been put there by anybody.
  test.each<[string, (path: string) => void]>([
    ['a file', (path) => writeFileSync(path, '')],
    ['a link', (path) => symlinkSync(makeFolder(), path)],
  ])('is not told by %s', async (_, make) => {
    const directory = claims()
    const name = 'ab'.repeat(32)
    make(join(directory, name))
    expect(await claimantOf(directory, name, look)).toBeUndefined()
  })

  test.each([undefined, '', '..', '.', `../${'a'.repeat(61)}`, 'AB'.repeat(32)])(
    'is not told by the name %s',
    async (name) => {
      expect(await claimantOf(claims(), name, look)).toBeUndefined()
    },
  )

  test('is asked anew after a start, whatever was left there', async () => {
    const directory = claims()
    const { name } = makeClaim(directory)
    mkdirSync(join(directory, name, 'left'))
    openClaims(directory)
    expect([await claimantOf(directory, name, look), readdirSync(directory)]).toEqual([undefined, []])
    closeClaims(directory)
    closeClaims(directory)
    expect(existsSync(directory)).toBe(false)
  })
})
