import { expect, test } from 'vitest'
import { proxyLoginOf, readProxyUrl, withoutProxyPassword } from '#contract/text/proxyUrl.ts'
import { ProxySetting } from '#contract/values.ts'

test.each([
  ['direct', 'direct'],
  ['system', 'system'],
  [' system\r\n', 'system'],
  ['http://proxy.store:3128', 'http://proxy.store:3128'],
  ['proxy.store:3128', 'http://proxy.store:3128'],
  ['https://till@proxy.store', 'https://till@proxy.store'],
  ['[::1]:3128', 'http://[::1]:3128'],
  ['http://till:a%25b@proxy.store:3128/', 'http://till:a%25b@proxy.store:3128'],
])('the proxy %j', (text, kept) => {
  expect(ProxySetting.parse(text)).toBe(kept)
  expect(ProxySetting.parse(kept)).toBe(kept)
})

test.each([
  '',
  'sytem',
  'proxy.store',
  'socks5://proxy.store:1080',
  'http://wpad/proxy.pac',
  'http://a:%zz@p:1',
  'http://:b@p:1',
  'http://p:1?x',
])('the proxy %j is refused with an example', (text) => {
  expect(ProxySetting.safeParse(text).error?.issues).toMatchObject([
    { message: expect.stringContaining('http://proxy.store:3128') },
  ])
})

test('the login of a proxy is decoded, and its password is left out where nobody needs it', () => {
  const url = readProxyUrl('http://till%40store:a%25b@proxy.store:3128') as URL
  expect(proxyLoginOf(url)).toEqual({ user: 'till@store', password: 'a%b' })
  expect(withoutProxyPassword(url)).toBe('http://till%40store@proxy.store:3128')
  const bare = readProxyUrl('proxy.store') as URL
  expect(proxyLoginOf(bare)).toBeUndefined()
  expect(withoutProxyPassword(bare)).toBe('http://proxy.store')
})
