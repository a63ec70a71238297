import { expect, test } from 'vitest'
import { isExcepted } from '#adapters/sockets/noProxy.ts'

test.each<[list: string, host: string, isIt: boolean]>([
  ['', 'api.example.com', false],
  ['*', 'api.example.com', true],
  ['other.org *', 'api.example.com', true],
  ['api.example.com', 'api.example.com', true],
  ['API.Example.Com', 'api.example.com', true],
  ['api.example.com.', 'api.example.com', true],
  ['api.example.com', 'api.example.com.', true],
  ['example.com', 'api.example.com', true],
  ['.example.com', 'api.example.com', true],
  ['.example.com', 'example.com', true],
  ['*.example.com', 'api.example.com', true],
  ['ample.com', 'api.example.com', false],
  ['api.example.com.evil.org', 'api.example.com', false],
  ['com.', 'api.example.com', true],
  ['.', 'api.example.com', false],
  ['a.org, b.org ,example.com', 'api.example.com', true],
  ['a.org b.org\texample.com', 'api.example.com', true],
  ['10.0.0.7', '10.0.0.7', true],
  ['10.0.0.0/8', '10.200.0.7', true],
  ['10.0.0.0/8', '11.0.0.7', false],
  ['10.0.0.7/32', '10.0.0.8', false],
  ['0.0.0.0/0', '192.0.2.1', true],
  ['10.0.0.0/33', '10.0.0.1', false],
  ['10.0.0.0/8/8', '10.0.0.1', false],
  ['10.0.0.0/', '10.0.0.1', false],
  ['0.0.7', '10.0.0.7', false],
  ['10.0.0.0/8', 'api10.example.com', false],
  ['fd00::/8', 'fd12::1', true],
  ['fd00::/8', 'fe80::1', false],
  ['0:0:0:0:0:0:0:1', '::1', true],
  ['[::1]', '::1', true],
  ['[fd00::]/8', 'fd12::1', true],
])('NO_PROXY=%j and the host %s', (list, host, isIt) => {
  expect(isExcepted(list, host, 443)).toBe(isIt)
})

test.each<[list: string, host: string, port: number, isIt: boolean]>([
  ['example.com:443', 'api.example.com', 443, true],
  ['example.com:443', 'api.example.com', 8443, false],
  ['10.0.0.0/8:8443', '10.0.0.1', 8443, true],
  ['[::1]:8443', '::1', 8443, true],
  ['[::1]:8443', '::1', 443, false],
  ['::1:8443', '::1', 8443, false],
])('NO_PROXY=%j and port %s', (list, host, port, isIt) => {
  expect(isExcepted(list, host, port)).toBe(isIt)
})

test('an entry of any length costs little', () => {
  const list = `${'a.'.repeat(50_000)},${'1'.repeat(50_000)},${'['.repeat(50_000)}`
  expect(isExcepted(list, 'api.example.com', 443)).toBe(false)
})
