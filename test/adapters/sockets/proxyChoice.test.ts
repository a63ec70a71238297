import { expect, test } from 'vitest'
import { proxyRouteOf } from '#adapters/sockets/proxyChoice.ts'
import { proxyInUse } from '#adapters/sockets/proxyInUse.ts'
import { Secret } from '#core/base/secret.ts'
import type { UpstreamEndpoint } from '#core/network/network.ts'
import { noSystemProxy } from '#core/network/systemProxy.ts'

const secure = 'https://eu.api.example.com'

/** The choice in one text: the proxy with its login, or where the unreadable one stands. */
function choiceOf(endpoint: Partial<UpstreamEndpoint>, env: NodeJS.ProcessEnv): string {
  const choice = proxyRouteOf({ baseUrl: secure, ...endpoint }, env)
  if (choice.kind === 'proxy') return choice.url.href
  return choice.kind === 'unreadable' ? `unreadable: ${choice.source}` : choice.kind
}

test.each<[string, Partial<UpstreamEndpoint>, NodeJS.ProcessEnv, string]>([
  ['no setting', {}, { HTTPS_PROXY: 'http://p:1' }, 'direct'],
  ['direct', { proxy: 'direct' }, { HTTPS_PROXY: 'http://p:1' }, 'direct'],
  ['an address', { proxy: 'http://proxy.store:3128' }, { HTTPS_PROXY: 'http://p:1' }, 'http://proxy.store:3128/'],
  ['an address over TLS', { proxy: 'https://proxy.store' }, {}, 'https://proxy.store/'],
  ['system', { proxy: 'system' }, { HTTPS_PROXY: 'http://p:1', http_proxy: 'http://q:2' }, 'http://p:1/'],
  ['system, small letters first', { proxy: 'system' }, { https_proxy: 'p:1', HTTPS_PROXY: 'q:2' }, 'http://p:1/'],
  ['system, an empty variable', { proxy: 'system' }, { https_proxy: '', HTTPS_PROXY: 'q:2' }, 'http://q:2/'],
  ['system, for all protocols', { proxy: 'system' }, { ALL_PROXY: 'p:1' }, 'http://p:1/'],
  ['system, one protocol before all', { proxy: 'system' }, { all_proxy: 'q:2', HTTPS_PROXY: 'p:1' }, 'http://p:1/'],
  ['system without a proxy, which the settings of the system may name', { proxy: 'system' }, {}, 'system'],
  ['system, another protocol only', { proxy: 'system' }, { HTTP_PROXY: 'http://p:1' }, 'system'],
  ['system, excepted', { proxy: 'system' }, { HTTPS_PROXY: 'p:1', NO_PROXY: 'x,.example.com' }, 'direct'],
  ['system, another excepted', { proxy: 'system' }, { HTTPS_PROXY: 'p:1', no_proxy: 'ample.com' }, 'http://p:1/'],
  ['system, excepted at its own port', { proxy: 'system' }, { HTTPS_PROXY: 'p:1', no_proxy: '*.com:443' }, 'direct'],
  ['an address, which has no exceptions', { proxy: 'http://p:1' }, { NO_PROXY: '*' }, 'http://p:1/'],
  // Undici took this for a URL of the scheme "proxy:" and the agent ended at its start.
  ['system, without a scheme', { proxy: 'system' }, { HTTPS_PROXY: 'proxy:8080' }, 'http://proxy:8080/'],
  ['system, with a login', { proxy: 'system' }, { HTTPS_PROXY: 'u:p@proxy:1' }, 'http://u:p@proxy:1/'],
  [
    'system, odd login',
    { proxy: 'system' },
    { HTTPS_PROXY: 'http://till:a%6qb@proxy:8080' },
    'unreadable: HTTPS_PROXY',
  ],
  ['system, SOCKS', { proxy: 'system' }, { all_proxy: 'socks5://proxy:1080' }, 'unreadable: all_proxy'],
  ['system, a PAC file', { proxy: 'system' }, { https_proxy: 'http://wpad/proxy.pac' }, 'unreadable: https_proxy'],
  ['system, nonsense', { proxy: 'system' }, { HTTPS_PROXY: 'http://' }, 'unreadable: HTTPS_PROXY'],
  ['system, excepted nonsense', { proxy: 'system' }, { HTTPS_PROXY: 'http://', NO_PROXY: '*' }, 'direct'],
  ['nonsense', { proxy: 'http://a:%zz@p:1' }, {}, 'unreadable: proxy'],
])('%s: the way to an upstream', (_, endpoint, env, expected) => {
  expect(choiceOf(endpoint, env)).toBe(expected)
})

test('the password of the settings is for the proxy of the settings only', () => {
  const proxyPassword = () => new Secret('hunter2')
  const routeTo = (proxy: string) =>
    proxyRouteOf({ baseUrl: secure, proxy, proxyPassword }, { HTTPS_PROXY: 'http://till@p:1' })
  expect(routeTo('http://till@p:1')).toMatchObject({ kind: 'proxy', password: proxyPassword })
  expect(routeTo('system')).toEqual({ kind: 'proxy', url: new URL('http://till@p:1') })
})

// A plain http: upstream is on this machine. Through a proxy elsewhere, its credential would cross the network in the clear.
test.each([
  ['http://proxy.store:3128', 'direct'],
  ['http://127.0.0.1:3128', 'http://127.0.0.1:3128/'],
  ['http://localhost:3128', 'http://localhost:3128/'],
])('an upstream in the clear and the proxy %s', (proxy, expected) => {
  const baseUrl = 'http://127.0.0.1:8080'
  expect(choiceOf({ baseUrl, proxy }, {})).toBe(expected)
  expect(choiceOf({ baseUrl, proxy: 'system' }, { http_proxy: proxy })).toBe(expected)
})

test('people read the address of a proxy without its login', async () => {
  const shown = (proxy: string) => proxyInUse({ baseUrl: secure, proxy }, {}, noSystemProxy)
  expect(await shown('http://anna:hunter2@proxy.store:3128')).toEqual({
    kind: 'proxy',
    address: 'http://proxy.store:3128',
  })
  expect(await shown('http://anna:%zz@proxy.store')).toEqual({ kind: 'unreadable', source: 'proxy' })
  expect(await shown('direct')).toEqual({ kind: 'direct' })
})
