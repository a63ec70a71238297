import { expect, test } from 'vitest'
import { isLoopbackHost } from '#contract/text/loopbackHosts.ts'

test.for<[url: string, isLoopback: boolean]>([
  ['http://127.0.0.1:47600/', true],
  ['http://[::1]/', true],
  ['http://LOCALHOST/', true],
  // Spellings that the URL parser itself resolves to 127.0.0.1.
  ['http://127.1/', true],
  ['http://2130706433/', true],
  ['http://localhost./', false],
  ['http://127.0.0.2/', false],
  ['http://[::ffff:127.0.0.1]/', false],
  ['http://0.0.0.0/', false],
  ['http://localhost.evil.example/', false],
])('%s', ([url, isLoopback]) => {
  expect(isLoopbackHost(new URL(url).hostname)).toBe(isLoopback)
})
