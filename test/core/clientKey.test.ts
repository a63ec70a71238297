import { expect, test } from 'vitest'
import { systemRandom } from '../../electron/adapters/systemRandom.ts'
import { ClientKey } from '../../electron/contract/client.ts'
import { makeClientKey, presentedKey } from '../../electron/core/clientKey.ts'

const basic = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`

test('a new key has the agreed form and is never the same', () => {
  const keys = Array.from({ length: 50 }, () => makeClientKey('pos', systemRandom))
  for (const key of keys) expect(ClientKey.safeParse(key).success).toBe(true)
  expect(new Set(keys)).toHaveLength(50)
})

test.each([
  [{ 'till-agent-key': 'k' }, 'k'],
  [{ authorization: 'Bearer k' }, 'k'],
  [{ authorization: 'bearer k' }, 'k'],
  [{ authorization: basic('anybody:k') }, 'k'],
  [{ authorization: basic(':k') }, 'k'],
  [{ authorization: basic('a:k:with:colons') }, 'k:with:colons'],
  [{ 'till-agent-key': 'own', authorization: basic('old:secret') }, 'own'],
  [{}, undefined],
  [{ authorization: '' }, undefined],
  [{ authorization: 'Digest k' }, undefined],
  [{ authorization: 'Bearer' }, undefined],
  [{ authorization: basic('no colon') }, undefined],
])('the key in %j is %j', (headers, key) => expect(presentedKey(headers)).toBe(key))
