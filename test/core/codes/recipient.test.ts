import { describe, expect, test } from 'vitest'
import { budgetKey, maskRecipient, readTarget, recipientFrom } from '#core/codes/recipient.ts'
import type { CodeTarget } from '#core/scheme/codeProvider.ts'

const mobile = (value: string): CodeTarget & { type: 'mobile' | 'email' } => ({ type: 'mobile', value })
const email = (value: string): CodeTarget & { type: 'mobile' | 'email' } => ({ type: 'email', value })
const asha = mobile('+919999999993')
const address = email('asha@example.com')

// A second spelling with a budget of its own would give a customer twice as many codes (attacks.md T54).
test.each([
  [mobile('+91 99999-99993'), asha],
  [mobile('0091 9999999993'), asha],
  [mobile('919999999993'), asha],
  [mobile('099999 99993'), asha],
  [mobile('९९९९९९९९९३'), asha],
  [email(' Asha@Example.COM'), address],
  [email('\ufeffasha@example.com\u200b'), address],
  [email('asha＠example.com'), address],
])('%j is the recipient %j, and has its budget', (identifier, recipient) => {
  expect(recipientFrom(identifier, 'IN')).toEqual(recipient)
  expect(budgetKey(identifier, 'IN')).toEqual(recipient)
})

test.each([
  ['MX', '+52 1 55 1234 5678', '55 1234 5678'],
  ['AR', '+54 9 11 2345-6789', '11 2345-6789'],
  ['BR', '+55 11 8765-4321', '11 98765-4321'],
])('in %s, %s and %s have one budget', (country, first, second) => {
  expect(budgetKey(mobile(first), country)).toEqual(budgetKey(mobile(second), country))
})

describe('no recipient is', () => {
  test.each([
    [mobile('hello'), 'IN', 'must be a mobile number, such as +919999999993'],
    [mobile('9999999993'), undefined, 'must be a mobile number, with its country code, such as +919999999993'],
    [email('hello'), 'IN', 'must be an e-mail address'],
  ])('%j in %s', (identifier, country, message) => {
    const issues = [{ path: 'identifier.value', message }]
    expect(() => recipientFrom(identifier, country)).toThrow(
      expect.objectContaining({ code: 'INVALID_INPUT', data: { issues } }),
    )
  })
})

test.each([
  [mobile('12345'), mobile('12 345')],
  [mobile('12345'), mobile(' 1.2-345')],
  [mobile('12345'), { type: 'other', value: '12345' } as const],
  [{ type: 'other', value: '7000' } as const, { type: 'other', value: '٧٠٠٠' } as const],
  [{ type: 'other', value: 'Card-7' } as const, { type: 'other', value: 'ＣＡＲＤ 7' } as const],
])('%j, which only the upstream can read, has the budget of %j', (a, b) => {
  expect(budgetKey(a, 'IN')).toEqual(budgetKey(b, 'IN'))
  expect(budgetKey(a, 'IN').type).toBe('other')
})

// Clouds take numbers with their country code and no plus: read as one at home, a code abroad would be let through.
test.each([
  ['a mobile at home', '9999999993', 'IN', '+919999999993'],
  ['one with its own code', '919999999993', 'IN', '+919999999993'],
  ['one abroad', '447400123456', 'IN', '+447400123456'],
  ['one abroad that is no mobile', '442071234567', 'IN', '+442071234567'],
  ['a mobile abroad that could be a place at home', '919999999993', 'DE', '+919999999993'],
  ['a place at home', '4930123456', 'DE', '+4930123456'],
  ['a place at home, without its code', '030123456', 'DE', '+4930123456'],
])('%s is read as a cloud reads it: %s in %s', (_, digits, country, number) => {
  expect(readTarget(mobile(digits), country)).toEqual(mobile(number))
})

test('one at home that is a mobile here and abroad is the one here', () => {
  expect(readTarget(mobile('9113000000'), 'IN')).toEqual(mobile('+919113000000'))
})

test('without a country, digits are what they are with their country code', () => {
  expect(readTarget(mobile('919999999993'), undefined)).toEqual(asha)
})

test('what an upstream alone can read keeps its place in the query, and never becomes a number', () => {
  const query = { kind: 'card', value: '7' } as const
  const target = { type: 'other', value: '+91 99999 99993', query } as const
  expect(readTarget(target, 'IN')).toEqual({ type: 'other', value: '919999999993', query })
  expect(readTarget({ type: 'other', value: 'Card ٧' }, 'IN')).toEqual({ type: 'other', value: 'card7' })
})

test('an address that is none is what only the upstream can read', () => {
  expect(readTarget(email('Asha at Example'), 'IN')).toEqual({ type: 'other', value: 'ashaatexample' })
})

test('an e-mail address has a budget as it is', () => expect(budgetKey(address, 'AR')).toEqual(address))

test('a recipient is shown masked', () => {
  expect(maskRecipient({ type: 'mobile', value: '+919999999993' })).toBe('••••••• 93')
  expect(maskRecipient({ type: 'email', value: 'asha@example.com' })).toBe('a•••@e•••.com')
})
