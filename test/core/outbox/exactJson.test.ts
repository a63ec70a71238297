import { describe, expect, test } from 'vitest'
import { ExactJson } from '#core/outbox/decisions/exactJson.ts'

const sale = '{"a":{"amount":99.50,"id":12345678901234567890},"list":[{"b":"x"}],"none":null,"flag":true}'

test.each([
  ['a text', ['list', 0, 'b'], 'x'],
  ['a number as it was written', ['a', 'amount'], '99.50'],
  ['a number that a double cannot hold', ['a', 'id'], '12345678901234567890'],
  ['nothing where an object is', ['a'], undefined],
  ['nothing where neither a text nor a number is', ['flag'], undefined],
  ['nothing where nothing is', ['a', 'missing', 'deeper'], undefined],
  ['nothing that an object inherits', ['a', 'constructor', 'name'], undefined],
] as const)('reads %s', (_, path, expected) => {
  expect(ExactJson.parse(sale)?.textAt(path)).toBe(expected)
})

describe('replaces a value, and leaves every other as it was written:', () => {
  test.each([
    ['a text', ['list', 0, 'b'], 'y', sale.replace('"x"', '"y"')],
    ['a number by a number', ['a', 'amount'], '10', sale.replace('99.50', '10')],
    ['a number by a text that is none', ['a', 'amount'], '+10', sale.replace('99.50', '"+10"')],
    ['null by a text', ['none'], 'y', sale.replace('null', '"y"')],
    ['what is not there yet', ['a', 'who', 'mobile'], '91', sale.replace('7890}', '7890,"who":{"mobile":"91"}}')],
    ['not an object', ['a'], 'y', undefined],
    ['not what would be inside a text', ['list', 0, 'b', 'c'], 'y', undefined],
    ['not behind the end of a list', ['list', 1], 'y', undefined],
  ] as const)('%s', (_, path, text, expected) => {
    expect(ExactJson.parse(sale)?.with(path, text)?.toString()).toBe(expected)
  })
})

test('what is no JSON is not read', () => {
  expect(ExactJson.parse('{')).toBeUndefined()
})
