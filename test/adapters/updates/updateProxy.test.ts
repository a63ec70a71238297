import { expect, test } from 'vitest'
import { updateProxyOf } from '#adapters/updates/updateProxy.ts'

const feed = 'https://releases.example.com/till-agent/linux.signed.json'
const system = { mode: 'system' }
const by = (proxyRules: string) => ({ mode: 'fixed_servers', proxyRules })

test.each<[env: NodeJS.ProcessEnv, expected: object]>([
  [{}, system],
  [{ HTTP_PROXY: 'http://proxy.store:3128' }, system],
  [{ HTTPS_PROXY: 'proxy.store:3128' }, by('http://proxy.store:3128')],
  [{ https_proxy: 'https://till:hunter2@proxy.store' }, by('https://proxy.store')],
  [{ HTTPS_PROXY: 'proxy.store:3128', NO_PROXY: '.example.com' }, system],
])('with the environment %j updates go by %j', (env, expected) => {
  expect(updateProxyOf(feed, env)).toEqual(expected)
})

test('a proxy that cannot be read stops updates only, and is named', () => {
  expect(() => updateProxyOf(feed, { HTTPS_PROXY: 'socks5://proxy.store' })).toThrow(
    expect.objectContaining({ code: 'FEED_UNREACHABLE', detail: expect.stringContaining('HTTPS_PROXY') }),
  )
})
