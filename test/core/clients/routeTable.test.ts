import { describe, expect, test } from 'vitest'
import { matchesLoosely, RouteTable } from '#core/clients/routeTable.ts'

const table = new RouteTable([
  { methods: ['GET'], path: '/v1.1/customer/get' },
  { methods: ['POST', 'PUT'], path: '/v2/customers/*' },
  { methods: ['*'], path: '/open/**' },
])

describe('a grant allows its routes', () => {
  test.each([
    ['GET', '/v1.1/customer/get'],
    ['HEAD', '/v1.1/customer/get'],
    ['PUT', '/v2/customers/12'],
    ['DELETE', '/open/a/b'],
    ['GET', '/open/'],
  ])('%s %s', (method, path) => expect(table.allows(method, path)).toBe(true))
})

describe('the allowing route is named without the path', () => {
  test.each([
    ['GET', '/v1.1/customer/get', 'GET /v1.1/customer/get'],
    ['PUT', '/v2/customers/919999999993', 'PUT /v2/customers/*'],
    ['DELETE', '/open/919999999993/b', 'DELETE /open/**'],
    ['PUT', '/v2/customers/12/points', undefined],
  ])('%s %s', (method, path, route) => expect(table.routeFor(method, path)).toBe(route))
})

describe('and no other', () => {
  test.each([
    ['POST', '/v1.1/customer/get'],
    ['get', '/v1.1/customer/get'],
    ['GET', '/v1x1/customer/get'],
    ['GET', '/v1.1/customer/get/'],
    ['GET', '/v1.1/customer/get/more'],
    ['GET', '/v1.1/CUSTOMER/get'],
    ['PUT', '/v2/customers/'],
    ['PUT', '/v2/customers/12/points'],
    ['GET', '/v2/customers/12'],
    ['GET', '/opened'],
    ['PUT', '/V2/customers/12'],
    ['PUT', '/v2/customers/12/'],
    ['PUT', '/v2;x/customers/12'],
    ['DELETE', '/Open/a'],
    ['DELETE', '/open'],
  ])('%s %s', (method, path) => expect(table.allows(method, path)).toBe(false))
})

// A pattern stands for many paths, so it allows only what a lenient server reads as one of them, too.
describe('a pattern does not allow what a lenient server reads as another path', () => {
  test.each([
    ['PUT', '/v2/customers/.json'],
    ['PUT', '/v2/customers/+'],
    ['PUT', '/v2/customers/&x'],
  ])('%s %s', (method, path) => expect(table.allows(method, path)).toBe(false))

  test.each([
    ['PUT', '/v2/customers/12.json'],
    ['PUT', '/v2/customers/Müller'],
    ['PUT', '/v2/customers/+4917'],
    ['PUT', '/v2/customers/12;v=1'],
    ['GET', '/open/.json'],
    ['GET', '/open/A/b.c/'],
  ])('%s %s is one', (method, path) => expect(table.allows(method, path)).toBe(true))

  test('a grant of everything is one of everything', () => {
    const all = new RouteTable([{ methods: ['*'], path: '/**' }])
    for (const path of ['/', '/a', '/a/', '/A/b;c/.json']) expect([path, all.allows('GET', path)]).toEqual([path, true])
  })
})

describe('a route that stands for any method is', () => {
  const any = new RouteTable([{ methods: ['*'], path: '/ping' }])

  test('that path and no other', () => {
    expect(any.routeFor('DELETE', '/ping')).toBe('DELETE /ping')
    expect(any.routeFor('GET', '/ping/a')).toBeUndefined()
  })
})

test('HEAD needs GET, and is not all that is needed for it', () => {
  const posts = new RouteTable([{ methods: ['POST'], path: '/a' }])
  expect(posts.allows('HEAD', '/a')).toBe(false)
  const heads = new RouteTable([{ methods: ['HEAD'], path: '/a' }])
  expect([heads.allows('HEAD', '/a'), heads.allows('GET', '/a')]).toEqual([true, false])
})

describe('loosely, a pattern matches', () => {
  test.each<[string, string, boolean]>([
    ['/a/**', '/a', true],
    ['/a/**', '/a/b/c', true],
    ['/a/**', '', false],
    ['/a/b/**', '/a', false],
    ['/a/*', '/a/b', true],
    ['/a/*', '/a/b/c', false],
    ['/a/*', '/a', false],
    // As a server reads it that runs `a.aspx`.
    ['/a/b', '/a.aspx/b', true],
    ['/a/b', '/c/b', false],
    ['/a/b', '/a/c', false],
    ['/a/b/**', '/a/c/d', false],
    ['/a.x/b', '/a/b', false],
  ])('%s matches %j: %s', (pattern, path, does) => {
    expect(matchesLoosely(pattern.split('/'), path.split('/'))).toBe(does)
  })
})

test('any of the methods of a scheme’s route is enough', () => {
  expect(table.allowsAnyOf({ methods: ['DELETE', 'GET'], path: '/v1.1/customer/get' })).toBe(true)
})

test('a route of a scheme is allowed however its path is spelt in a grant', () => {
  expect(table.allowsAnyOf({ methods: ['GET'], path: '/V1.1/Customer/Get.json' })).toBe(true)
  expect(table.allowsAnyOf({ methods: ['POST'], path: '/v1.1/customer/get' })).toBe(false)
})
