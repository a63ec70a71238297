import { describe, expect, test } from 'vitest'
import { identifiersOf } from '#core/codes/directoryIdentifiers.ts'
import { cardOf } from '#core/customers/customerCard.ts'
import type { DirectoryCustomer } from '#core/scheme/customerDirectory.ts'

const customer = (more: Partial<DirectoryCustomer> = {}): DirectoryCustomer => ({ flags: [], ...more })
const cardWith = (more: Partial<DirectoryCustomer>, country = 'IN') =>
  cardOf(customer(more), {
    ...{ lookUpId: 'lu_1', upstream: 'cloud' },
    identifiers: identifiersOf(customer(more), country),
    left: new Map([['sms' as const, 7]]),
  })

describe('a code goes to', () => {
  test.each([
    ['a number with its country code, wherever the till is', '919999999993', 'DE', '+919999999993'],
    ['a number with its plus', '+919999999993', 'DE', '+919999999993'],
    ["a local number of the store's country", '015112345678', 'DE', '+4915112345678'],
    ['a number range that the library does not know', '910000000004', 'IN', '+910000000004'],
    ['no local number when the country is not known', '015112345678', undefined, undefined],
    ['no text that is not a number', 'on request', 'IN', undefined],
    ['no number with something after it', '919999999993x', 'IN', undefined],
  ])('%s', (_, mobile, country, number) => {
    expect(identifiersOf(customer({ mobile }), country).get('sms')?.value).toBe(number)
  })

  test('no address where the directory has none', () => {
    expect([...identifiersOf(customer({ mobile: '919999999993' }), 'IN').keys()]).toEqual(['sms'])
  })

  test.each([
    ['asha@example.com', 'asha@example.com'],
    ['two@at@example.com', undefined],
    ['asha@exa mple.com', undefined],
    ['asha@example.com\r\nBcc: all', undefined],
    [`${'a'.repeat(65)}@example.com`, undefined],
  ])('the address %j: %s', (email, address) => {
    expect(identifiersOf(customer({ email }), 'IN').get('email')?.value).toBe(address)
  })
})

describe('a card', () => {
  test('shows no identifier, only where a code can be sent', () => {
    expect(cardWith({ mobile: '919999999993', email: 'asha@example.com', points: 0 })).toEqual({
      ...{ lookUpId: 'lu_1', upstream: 'cloud', points: 0, marks: [] },
      channels: [
        { channel: 'sms', masked: '••••••• 93', codesLeftToday: 7 },
        { channel: 'email', masked: 'a•••@e•••.com' },
      ],
    })
  })

  test('shows tier and points only where the upstream names them, and its marks', () => {
    const whole = cardWith({ tier: 'Gold\u202e', points: 12, flags: ['blocked'] as never })
    expect(whole).toEqual({
      ...{ lookUpId: 'lu_1', upstream: 'cloud', tier: 'Gold', points: 12 },
      ...{ channels: [], marks: ['blocked'] },
    })
    expect(Object.keys(cardWith({ tier: ' ' }))).toEqual(['lookUpId', 'upstream', 'channels', 'marks'])
  })

  // U+202E would turn the text of the page around.
  test.each([
    ['\u202eAsha\u0007 Example ', 'Asha Example'],
    ['a'.repeat(200), 'a'.repeat(100)],
    ['😀'.repeat(200), '😀'.repeat(100)],
    ['\u2066 \u2069', undefined],
  ])('shows the name %j as %j', (name, shown) => {
    expect(cardWith({ name }).name).toBe(shown)
  })
})
