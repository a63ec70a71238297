import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { systemRandom } from '#adapters/system/systemRandom.ts'
import { ClientKey } from '#contract/client.ts'
import { digestOf, LastKey, makeClientKey, md5DigestOf, presentedKey } from '#core/clients/clientKey.ts'

const basic = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`

test('a new key has the agreed form and is never the same', () => {
  const keys = Array.from({ length: 50 }, () => makeClientKey('pos', systemRandom))
  for (const key of keys) expect(ClientKey.safeParse(key).success).toBe(true)
  expect(new Set(keys)).toHaveLength(50)
})

// A till's settings hold the digests of its programs' keys, so the same key must have the same ones for good.
test('the digests of a key never change', () => {
  const key = `ta_pos_${'A'.repeat(43)}`
  const md5 = createHash('md5').update(key).digest('hex')
  expect(digestOf(key)).toBe(createHash('sha256').update(key).digest('base64url'))
  expect(md5DigestOf(key)).toBe(digestOf(md5))
})

test.each([
  [{ 'till-agent-key': 'k' }, 'k'],
  [{ authorization: 'Bearer k' }, 'k'],
  [{ authorization: 'bearer k' }, 'k'],
  [{ authorization: basic('anybody:k') }, 'k'],
  [{ authorization: basic(':k') }, 'k'],
  [{ authorization: basic('a:k:with:colons') }, 'k:with:colons'],
  [{ authorization: 'Bearer k ' }, 'k'],
  [{ authorization: 'BASIC   OmsxMjM=  ' }, 'k123'],
  [{ authorization: 'Basic Oms xMj M=' }, 'k123'],
  [{ authorization: 'Basic OmsxMjM' }, 'k123'],
  [{ 'till-agent-key': 'own', authorization: basic('old:secret') }, 'own'],
  [{}, undefined],
  [{ authorization: '' }, undefined],
  [{ authorization: 'Digest k' }, undefined],
  [{ authorization: 'Digest bearer k' }, undefined],
  [{ authorization: 'Bearer' }, undefined],
  [{ authorization: basic('no colon') }, undefined],
])('the key in %j is %j', (headers, key) => expect(presentedKey(headers)).toBe(key))

test('a connection over which keys take turns knows each by its own digest', () => {
  const lastKey = new LastKey()
  const keys = ['', 'a', 'a', 'b', 'a', 'ab', 'b']
  expect(keys.map((key) => lastKey.digestIn({ 'till-agent-key': key }))).toEqual(keys.map(digestOf))
})

test('a connection whose next request presents no key, or another beside the same header, has not the one before', () => {
  const lastKey = new LastKey()
  const requests = [{}, { authorization: 'Bearer a' }, {}, { authorization: 'Bearer a' }, { authorization: 'Basic' }]
  expect(requests.map((headers) => lastKey.digestIn(headers))).toEqual([
    undefined,
    digestOf('a'),
    undefined,
    digestOf('a'),
    undefined,
  ])
  expect(lastKey.digestIn({ authorization: 'Bearer a', 'till-agent-key': 'own' })).toBe(digestOf('own'))
  expect(lastKey.digestIn({ authorization: 'Bearer a' })).toBe(digestOf('a'))
})
