import { inspect } from 'node:util'
import { expect, test } from 'vitest'
import { Secret } from '#core/base/secret.ts'

test('a secret can be used, and neither printed, logged nor serialised', () => {
  const secret = new Secret('hidden-text')
  const around = { secret, list: [secret] }
  const printed = [
    inspect(around, { depth: 9, showHidden: true }),
    JSON.stringify(around),
    `${secret}`,
    String(secret),
    inspect(new Map([[secret, secret]])),
  ]
  for (const text of printed) expect(text).not.toContain('hidden-text')
  expect(structuredClone({ ...secret })).toEqual({})
  expect(secret.reveal()).toBe('hidden-text')
})
