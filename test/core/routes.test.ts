import { describe, expect, test } from 'vitest'
import { loosePath, RouteTable } from '../../electron/core/routes.ts'

const table = new RouteTable([
  { methods: ['GET'], path: '/v1.1/customer/get' },
  { methods: ['POST', 'PUT'], path: '/v2/customers/*' },
  { methods: ['*'], path: '/open/**' },
])

describe('a grant opens what it says', () => {
  test.each([
    ['GET', '/v1.1/customer/get'],
    ['HEAD', '/v1.1/customer/get'],
    ['PUT', '/v2/customers/12'],
    ['DELETE', '/open/a/b'],
    ['GET', '/open/'],
  ])('%s %s', (method, path) => expect(table.allows(method, path)).toBe(true))
})

describe('the route that opened it is named without what the path says', () => {
  test.each([
    ['GET', '/v1.1/customer/get', 'GET /v1.1/customer/get'],
    ['PUT', '/v2/customers/919999999993', 'PUT /v2/customers/*'],
    ['DELETE', '/open/919999999993/b', 'DELETE /open/**'],
    ['PUT', '/v2/customers/12/points', undefined],
  ])('%s %s', (method, path, route) => expect(table.routeFor(method, path)).toBe(route))
})

describe('and nothing beside it', () => {
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
  ])('%s %s', (method, path) => expect(table.allows(method, path)).toBe(false))
})

// attacks.md T40, T43: the many spellings that some server takes for one path.
describe('a deny list sees through every spelling', () => {
  test.each([
    '/v2/otp',
    '/V2/OTP',
    '/v2/otp/',
    '/v2/otp.',
    '/v2/otp. .',
    '/v2/otp;a=b',
    '/v2;x/otp',
    '/v2/otp.json',
    '/v2/otp.XML',
    '/v2/otp.json/',
  ])('%s', (path) => expect(loosePath(path)).toBe('/v2/otp'))
})
