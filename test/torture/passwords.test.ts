import { expect, test } from 'vitest'
import { SeededRandom } from '#test/support/seededRandom.ts'
import { makePassword, readPassword } from './passwords.ts'

test('a whole password tells what it was made for, and a torn or mixed one tells nothing', () => {
  const random = new SeededRandom(1)
  for (let serial = 0; serial < 50; serial += 1) {
    const password = makePassword('shop', 'east', serial, random)
    expect(readPassword(password)).toEqual({ upstream: 'shop', cloud: 'east', serial })
    for (const torn of [password.slice(0, -1), password.slice(1), password.replace('.', '')])
      expect(readPassword(torn)).toBeUndefined()
    const other = makePassword('shop', 'west', serial, random)
    expect(readPassword(password.slice(0, 8) + other.slice(8))).toBeUndefined()
  }
})
