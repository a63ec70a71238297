import { describe, expect, test } from 'vitest'
import { canaries, encodedCanaries, findLeaks } from '#test/support/canaries.ts'

const { password, md5, basicValue, clientKey, oauthSecret } = canaries

describe('a leaked secret is found', () => {
  test.each([
    ['as it is', `key ${clientKey}.`, 'clientKey'],
    ['in a URL', `?password=${encodeURIComponent(password)}`, 'password (URL-encoded)'],
    ['in a form', new URLSearchParams({ password }).toString(), 'password (form-encoded)'],
    ['as the hash that logs in', `digest=${md5}`, 'md5'],
    ['in a header', `Authorization: Basic ${basicValue}`, 'basicValue'],
    ['in hex', Buffer.from(oauthSecret).toString('hex'), 'oauthSecret (hex)'],
    ['in the middle of base64', Buffer.from(`any:${clientKey}:more`).toString('base64'), 'clientKey (base64)'],
    ['one byte further on', Buffer.from(`anyo:${clientKey}:more`).toString('base64'), 'clientKey (base64)'],
    ['between colours', `\x1b[31mkey\x1b[39m \x1b[2m${clientKey}\x1b[22m`, 'clientKey'],
  ])('%s', (_, text, label) => {
    expect(findLeaks(`first\n${text}`)).toContainEqual(expect.objectContaining({ label, line: 2 }))
  })
})

test('and the finding does not repeat it', () => {
  const text = encodedCanaries()
    .map(({ value }) => `got ${value}`)
    .join('\n')
  expect(findLeaks(text).length).toBeGreaterThanOrEqual(encodedCanaries().length)
  expect(findLeaks(JSON.stringify(findLeaks(text)))).toEqual([])
})

test('an ordinary text holds none', () => {
  expect(findLeaks('2 passed, 0 failed')).toEqual([])
})
