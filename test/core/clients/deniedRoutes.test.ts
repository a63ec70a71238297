import { describe, expect, test } from 'vitest'
import { DeniedRoutes } from '#core/clients/deniedRoutes.ts'

const routes = [
  { methods: ['*'], path: '/v2/otp' },
  { methods: ['GET'], path: '/v2/otp/**' },
  { methods: ['POST', 'PUT'], path: '/paymentRequests/*/payment/**' },
]
const denied = new DeniedRoutes(routes)

// attacks.md T43
describe('a denied route is denied', () => {
  test.each([
    ['GET', '/v2/otp'],
    ['BREW', '/v2/otp'],
    ['POST', '/v2/otp'],
    ['GET', '/v2/otp/919999999993'],
    ['GET', '/v2/otp/a/b'],
    ['POST', '/V2/Otp.json'],
    ['POST', '/v2/otp;x/generate'],
    ['POST', '/paymentRequests/7/payment'],
    ['PUT', '/paymentrequests/7/PAYMENT/'],
    ['POST', '/paymentRequests/7/payment/x'],
    ['POST', '/paymentRequests/7;x/payment.json'],
  ])('%s %s', (method, path) => expect(denied.denies(method, path)).toBe(true))

  // RFC 9110 §9.1: a server may not know a method, and some then do what they do for GET.
  test.each(['HEAD', 'OPTIONS', 'QUERY', 'SEARCH', 'PROPFIND', 'SOURCE'])('by %s where it is denied by GET', (method) =>
    expect(denied.denies(method, '/v2/otp/1')).toBe(true),
  )
})

test('of a route that is denied by GET, each method that writes is left', () => {
  for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) expect(denied.denies(method, '/v2/otp/1')).toBe(false)
})

test('nothing is denied where no route is', () => expect(new DeniedRoutes([]).denies('GET', '/')).toBe(false))

test('a base URL that ends in slashes changes nothing', () => {
  const below = new DeniedRoutes(routes, '//api//v2/')
  expect([below.denies('POST', '/otp'), below.denies('POST', '/v2/otp'), below.denies('POST', '/x')]).toEqual([
    ...[true, true, false],
  ])
})

describe('another is not', () => {
  test.each([
    ['POST', '/v2/otp/generate'],
    ['PUT', '/v2/otp/1'],
    ['GET', '/v2/otps'],
    ['GET', '/v2'],
    ['GET', '/'],
    ['GET', '/x/v2/otp'],
    ['GET', '/paymentRequests/7/payment'],
    ['POST', '/paymentRequests/7'],
    ['POST', '/paymentRequests/7/8/payment'],
  ])('%s %s', (method, path) => expect(denied.denies(method, path)).toBe(false))

  test('where nothing is denied', () => expect(new DeniedRoutes([]).denies('GET', '/v2/otp')).toBe(false))
})

// The mistake: only what came after the base URL was looked at, so a base URL of "…/v2" opened "/otp".
describe('part of a denied route may stand in the base URL', () => {
  test.each([
    ['/v2', '/otp'],
    ['/V2', '/otp.json'],
    ['/gateway/v2', '/otp'],
    ['/gateway', '/v2/otp'],
    ['/v2/otp', '/'],
    ['/v2/otp', '/919999999993'],
  ])('%s, then %s', (prefix, path) => expect(new DeniedRoutes(routes, prefix).denies('GET', path)).toBe(true))

  test.each([
    ['/v2', '/customers'],
    ['/v3', '/otp'],
  ])('%s, then %s is another', (prefix, path) =>
    expect(new DeniedRoutes(routes, prefix).denies('GET', path)).toBe(false),
  )
})
