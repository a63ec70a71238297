import { describe, expect, test } from 'vitest'
import { Fault } from '#core/base/fault.ts'
import { readQuery } from '#core/customers/customerQuery.ts'

/** As in `mobile +919999999993`. */
const asked = (query: string, country?: string) =>
  readQuery(query, country).map(({ kind, value }) => `${kind} ${value}`)

const asha = 'mobile +919999999993'

describe('a mobile number', () => {
  test.each(['+919999999993', '+91 99999 99993', '0091-99999-99993', '(+91) 99999 99993', 'tel:+919999999993'])(
    'written whole: %s',
    (query) => {
      expect(asked(query, 'IN')[0]).toBe(asha)
      expect(asked(query)[0]).toBe(asha)
    },
  )

  test.each(['9999999993', '099999 99993', '919999999993', '９９９９９９９９９３'])(
    'as people of the country write it: %s',
    (query) => {
      expect(asked(query, 'IN')[0]).toBe(asha)
    },
  )

  test('may be the number of a card, too, and then that is asked next', () => {
    expect(asked('9999999993', 'IN')).toEqual([asha, 'card 9999999993', 'external-id 9999999993'])
  })

  test('with a plus is nothing else', () => {
    expect(asked('+919999999993', 'IN')).toEqual([asha])
  })
})

test('an e-mail address is asked for in small letters, as registers keep them, and then as it was typed', () => {
  expect(asked('asha@example.com', 'IN')).toEqual(['email asha@example.com'])
  expect(asked(' Asha@Example.COM ')).toEqual(['email asha@example.com', 'email Asha@Example.COM'])
  expect(asked('asha＠example.com')).toEqual(['email asha@example.com'])
  expect(asked('mailto:asha@example.com?subject=hello')).toEqual(['email asha@example.com'])
})

describe('an address of', () => {
  test.each([
    ['several domains', 'asha@mail.shop.example.com', true],
    ['64 letters before the @', `${'a'.repeat(64)}@example.com`, true],
    ['65 letters before the @', `${'a'.repeat(65)}@example.com`, false],
    ['a domain of one letter', 'asha@example.c', false],
  ])('%s: %s may be asked for: %s', (_, text, may) => {
    if (may) expect(asked(text)).toEqual([`email ${text}`])
    else expect(() => asked(text)).toThrow(Fault)
  })
})

describe('a card', () => {
  const card = ['card 700099999993', 'external-id 700099999993']

  test.each([
    ['typed', '700099999993'],
    ['typed on an Arabic keyboard', '٧٠٠٠٩٩٩٩٩٩٩٣'],
    ['typed in Devanagari', '७००० ९९९९ ९९९३'],
    ['typed in the groups that are printed on it', '7000 9999 9993'],
    ['with dashes', '7000-9999-9993'],
    ['scanned, with Enter', '700099999993\r\n'],
    ['scanned between STX and ETX', '\u0002700099999993\u0003'],
    ['scanned with the mark of its symbology', ']C1700099999993'],
    ['scanned from GS1 with its separator', '\u001d700099999993\u001d'],
    ['swiped, the first track', '%700099999993?'],
    ['swiped, the first track with a name', '%B700099999993^EXAMPLE/ASHA^9912?'],
    ['swiped, the second track', ';700099999993=991212345?'],
    ['swiped, both tracks', '%B700099999993^EXAMPLE/ASHA^9912?;700099999993=9912?'],
    ['swiped, and cut short', '%700099999993'],
  ])('%s', (_, query) => {
    expect(asked(query, 'IN')).toEqual(card)
  })

  test('or another id may have letters, and then every sign counts', () => {
    expect(asked('EX-900001', 'IN')).toEqual(['card EX-900001', 'external-id EX-900001'])
  })
})

test.each([
  ['nothing', ''],
  ['blanks', '  \t '],
  ['control characters', '\u0002\r\n\u0003'],
  ['a letter', 'a'],
  ['half an address', 'asha@'],
  ['an address without a domain', 'asha@localhost'],
  ['an address that a cloud could split', 'asha,bruno@example.com'],
  ['two addresses', 'asha@example.com,bruno@example.com'],
  ['two numbers, which a cloud would take for two customers', '919999999993,919999999994'],
  ['a name', 'Asha Example'],
  ['a plus before the number of a card', '+7000'],
  ['a plus before another id', '+EX-900001'],
  ['a plus with nothing of a number', '+12'],
  ['a page', 'https://example.com/?card=1'],
  ['an address in other words', 'Asha <asha@example.com>'],
  ['a query in place of a value', 'EX1&mobile=919999999993'],
])('%s is refused by the name of the field', (_, query) => {
  const refused = (() => {
    try {
      return readQuery(query, 'IN')
    } catch (thrown) {
      return thrown
    }
  })()
  expect(refused).toBeInstanceOf(Fault)
  expect(refused).toMatchObject({ code: 'INVALID_INPUT', data: { issues: [{ path: 'query' }] } })
})
