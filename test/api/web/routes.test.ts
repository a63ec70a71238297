import { describe, expect, test } from 'vitest'
import { checkCall, checkLinkUse, linkPath, routeOf } from '#api/web/routes.ts'

test.each([
  ['GET', '/', { kind: 'file', path: '/' }],
  ['GET', '/?from=bookmark', { kind: 'file', path: '/' }],
  ['HEAD', '/icon.svg', { kind: 'file', path: '/icon.svg' }],
  ['GET', '/rpc/status', { kind: 'file', path: '/rpc/status' }],
  ['GET', '/end', { kind: 'file', path: '/end' }],
  ['GET', '/start', { kind: 'file', path: '/start' }],
  ['GET', '/START/abc', { kind: 'file', path: '/START/abc' }],
  ['GET', '/start/', { kind: 'open-link', token: '' }],
  ['GET', '/start/abc?utm=x', { kind: 'open-link', token: 'abc' }],
  ['HEAD', '/start/abc', { kind: 'open-link', token: 'abc' }],
  ['GET', `/proof/${'a'.repeat(43)}`, { kind: 'prove', challenge: 'a'.repeat(43) }],
  ['GET', '/proof/short', { kind: 'file', path: '/proof/short' }],
  ['POST', '/end', { kind: 'sign-out' }],
  ['POST', '/end?x', { kind: 'sign-out' }],
  ['POST', '/rpc/status', { kind: 'call' }],
  ['POST', '/start/abc', { kind: 'call' }],
  ['POST', '/', { kind: 'call' }],
])('%s %s: %j', (method, target, route) => {
  expect(routeOf({ method, target })).toEqual(route)
})

test('a link leads to the route that opens it', () => {
  expect(routeOf({ method: 'GET', target: linkPath('abc') })).toEqual({ kind: 'open-link', token: 'abc' })
})

// attacks.md T18
describe('a link is used up by a person’s browser alone', () => {
  test.each([
    ['GET', {}, undefined],
    ['GET', { 'sec-purpose': 'other' }, undefined],
    ['HEAD', {}, 'METHOD_NOT_ALLOWED'],
    ['GET', { 'sec-purpose': 'prefetch' }, 'NOT_SUPPORTED'],
    ['GET', { 'sec-purpose': 'prefetch;prerender' }, 'NOT_SUPPORTED'],
    ['GET', { purpose: 'Prefetch' }, 'NOT_SUPPORTED'],
    ['GET', { 'x-moz': 'prefetch' }, 'NOT_SUPPORTED'],
    ['GET', { 'x-purpose': 'preview' }, 'NOT_SUPPORTED'],
  ])('%s %j: %s', (method, headers, code) => {
    expect(checkLinkUse(method, headers as Record<string, string>)?.code).toBe(code)
  })
})

// attacks.md T08: no form can send it.
describe('a call is JSON of a known size', () => {
  test.each([
    ['application/json', '2', undefined],
    ['Application/JSON; charset=utf-8', '2', undefined],
    [undefined, '0', undefined],
    ['text/plain', '2', 'MALFORMED_REQUEST'],
    ['application/x-www-form-urlencoded', '2', 'MALFORMED_REQUEST'],
    ['multipart/form-data; boundary=x', '2', 'MALFORMED_REQUEST'],
    ['application/jsonp', '2', 'MALFORMED_REQUEST'],
    [undefined, '2', 'MALFORMED_REQUEST'],
    ['application/json', undefined, 'MALFORMED_REQUEST'],
    ['application/json', '1048577', 'BODY_TOO_LARGE'],
  ])('Content-Type %s, Content-Length %s: %s', (type, length, code) => {
    expect(checkCall({ 'content-type': type, 'content-length': length })?.code).toBe(code)
  })
})
