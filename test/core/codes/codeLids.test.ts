import { expect, test } from 'vitest'
import { type CodeSubject, countingKeys, lidsOn } from '#core/codes/codeLids.ts'
import { defaultCodeRules } from '#core/settings/codes.ts'

const subject = (more: Partial<CodeSubject> = {}): CodeSubject => ({
  ...{
    sentTo: 'hash',
    channel: 'mobile',
    person: ['hash', 'hash of the address'],
    client: 'pos',
    upstream: 'loyalty',
    abroad: 'GB',
  },
  ...more,
})

test.each([
  ['a client, abroad', subject(), ['hash', 'channel:mobile', 'client:pos', 'till:loyalty', 'store', 'country:GB']],
  [
    'a client, at home',
    subject({ abroad: undefined }),
    ['hash', 'channel:mobile', 'client:pos', 'till:loyalty', 'store'],
  ],
  [
    'a cashier',
    subject({ channel: 'email', client: undefined, abroad: undefined }),
    ['hash', 'channel:email', 'till:loyalty', 'store'],
  ],
])('a code for %s counts once for each of these', (_, asked, keys) => {
  expect(countingKeys(asked)).toEqual(keys)
})

/** As in `client perClientPerHour 60 1h client:pos`. */
const lidTexts = (asked: CodeSubject) =>
  lidsOn(asked, defaultCodeRules).map(
    ({ scope, setting, max, windowMs, keys }) => `${scope} ${setting} ${max} ${windowMs / 3_600_000}h ${keys}`,
  )

test('a code for a client abroad is under every lid', () => {
  expect(lidTexts(subject())).toEqual([
    'customer perCustomerPerDay 10 24h hash,hash of the address',
    'client perClientPerHour 60 1h client:pos',
    'client perClientPerDay 400 24h client:pos',
    'till perTillPerHour 120 1h till:loyalty',
    'till perTillPerDay 800 24h till:loyalty',
    'store perStorePerHour 600 1h store',
    'store perStorePerDay 4000 24h store',
    'country perForeignCountryPerDay 100 24h country:GB',
  ])
})

test('a code for a cashier at home is under those of customer, till and store', () => {
  const scopes = lidsOn(subject({ client: undefined, abroad: undefined }), defaultCodeRules).map(({ scope }) => scope)
  expect([...new Set(scopes)]).toEqual(['customer', 'till', 'store'])
})
