import { describe, expect, test } from 'vitest'
import type { PairingRequest } from '#contract/pairing.ts'
import type { Random } from '#core/base/random.ts'
import { Secret } from '#core/base/secret.ts'
import { comparisonCodeFrom, Pairing, shown } from '#core/clients/pairing.ts'

/** Draws these numbers of 32 bits, one after the other; for longer draws, zeros. */
function drawing(...numbers: number[]): Random {
  return {
    bytes: (count: number) => {
      const bytes = Buffer.alloc(count)
      if (count === 4) bytes.writeUInt32BE(numbers.shift() ?? 0)
      return bytes
    },
  }
}

describe('a comparison code', () => {
  test.each([
    [[0], '000 000'],
    [[7], '000 007'],
    [[123_456], '123 456'],
    [[999_999], '999 999'],
    [[1_000_000], '000 000'],
    [[4_293_999_999], '999 999'],
    // The numbers from here on would make some codes likelier than others.
    [[4_294_000_000, 42], '000 042'],
    [[4_294_967_295, 4_294_000_001, 654_321], '654 321'],
  ])('drawn as %j is %s', (numbers, code) => expect(comparisonCodeFrom(drawing(...numbers))).toBe(code))
})

const request = { client: { id: 'pos', name: 'Checkout' }, grants: [] } as unknown as PairingRequest
const open = () => new Pairing(request, 'poll secret', 1_000, drawing(123_456))

describe('a pairing', () => {
  test('is shown as it was asked for, and with nothing that is not known', () => {
    const pairing = open()
    expect(pairing).toMatchObject({ state: 'pending', isShown: false, resembles: [], wrongSecrets: 0 })
    expect(pairing.id).toMatch(/^pr_[\w-]{20,}$/)
    expect(pairing.view).toStrictEqual({ ...request, id: pairing.id, comparisonCode: '123 456', expiresAt: 1_000 })
  })

  test('is shown with the program that asks, and whom it could be taken for', () => {
    const pairing = Object.assign(open(), { program: { pid: 7, path: '/opt/pos' }, resembles: ['poss'] })
    expect(pairing.view).toMatchObject({ program: { pid: 7, path: '/opt/pos' }, resembles: ['poss'] })
  })

  test.each([
    ['poll secret', true],
    ['poll secret ', false],
    ['', false],
  ])('belongs to who has its secret: %j', (secret, isTheirs) => expect(open().hasSecret(secret)).toBe(isTheirs))

  test('hands the key over once', () => {
    const pairing = open()
    expect(pairing.takeAnswer()).toStrictEqual({ state: 'pending' })
    pairing.state = 'granted'
    pairing.granted = { client: 'pos', grants: [], key: new Secret('ta_pos_key') }
    const answer = { state: 'granted', client: 'pos', grants: [] }
    expect(pairing.takeAnswer()).toStrictEqual({ ...answer, key: 'ta_pos_key' })
    expect(pairing.takeAnswer()).toStrictEqual(answer)
  })
})

test('a program whose file is not known is shown by its number; a name’s odd letters are marked', () => {
  expect(shown({ pid: 7 })).toStrictEqual({ pid: 7 })
  expect(shown({ pid: 7, path: '/opt/p\u202eos' }).path).not.toContain('\u202e')
})
