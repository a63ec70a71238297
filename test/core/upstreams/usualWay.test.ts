import { expect, test } from 'vitest'
import { withUsualWay } from '#core/upstreams/usualWay.ts'

const away = 'https://eu.api.example.com'

test.each<[string, { baseUrl: string; proxy?: string }, { proxy?: string } | undefined, string | undefined]>([
  ['a new upstream', { baseUrl: away }, undefined, 'system'],
  ['one that is to be called straight', { baseUrl: away, proxy: 'direct' }, undefined, 'direct'],
  ['one behind a proxy', { baseUrl: away, proxy: 'http://p:1' }, undefined, 'http://p:1'],
  ['one on this machine', { baseUrl: 'http://127.0.0.1:8080' }, undefined, undefined],
  ['one on this machine over TLS', { baseUrl: 'https://localhost:8443' }, undefined, undefined],
  ['one on this machine by the way of the system', { baseUrl: 'https://[::1]', proxy: 'system' }, undefined, 'system'],
  ['one that an earlier version set up straight', { baseUrl: away }, {}, undefined],
  ['one whose file no longer names a proxy', { baseUrl: away }, { proxy: 'http://p:1' }, 'system'],
  ['one whose file names a proxy now', { baseUrl: away, proxy: 'http://p:1' }, {}, 'http://p:1'],
])('%s: its way', (_, entry, before, expected) => {
  const common = { id: 'loyalty', scheme: 'basic', ...entry }
  expect(withUsualWay({ common }, before).common.proxy).toBe(expected)
})
