import { expect, test } from 'vitest'
import { corsHeaders, exposedHeaders, preflightHeaders } from '#api/pos/cors.ts'

const origin = 'https://pos.example.com'
const standard =
  'Authorization, Till-Agent-Key, Till-Agent-Signature, Till-Agent-Customer, Till-Agent-User, Content-Type'

// attacks.md T06: no wildcard, and no leave for cookies.
test('a paired origin is named itself', () => {
  expect(corsHeaders(origin)).toEqual({ 'Access-Control-Allow-Origin': origin, Vary: 'Origin' })
  expect(Object.keys(preflightHeaders(origin, {}))).not.toContain('Access-Control-Allow-Credentials')
})

test.each([
  [undefined, standard],
  ['x-own, content-type', 'x-own, content-type'],
  ['x-own,x-other', 'x-own,x-other'],
  ['', standard],
  ['*\r\nSet-Cookie: a=b', standard],
  ['x own', standard],
])('a preflight for the fields %j allows %s', (requested, allowed) => {
  const headers = preflightHeaders(origin, { 'access-control-request-headers': requested })
  expect(headers['Access-Control-Allow-Headers']).toBe(allowed)
})

test('a browser remembers a preflight for ten minutes', () => {
  expect(preflightHeaders(origin, {})['Access-Control-Max-Age']).toBe('600')
})

test.each([
  ['true', 'true'],
  ['false', undefined],
  [undefined, undefined],
])('a preflight for the private network: %s is answered with %s', (requested, allowed) => {
  const headers = preflightHeaders(origin, { 'access-control-request-private-network': requested })
  expect(headers['Access-Control-Allow-Private-Network']).toBe(allowed)
})

test('a page may read every field of a response, each named once', () => {
  expect(exposedHeaders(['X-A', '1', 'Set-Cookie', 'a', 'X-A', '2'])).toBe('X-A, Set-Cookie')
})
