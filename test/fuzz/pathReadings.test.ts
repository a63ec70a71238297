import { expect, test } from 'vitest'
import { pathReadings } from './pathReadings.ts'

test.each([
  '/v2/otp',
  '/v2/%6ftp',
  '/v2/%256ftp',
  '/v2/;/otp',
  '/v2/otp;x=1',
  '/v2/otp%3fx',
  '/v2/otp%23',
  '/v2/otp%20',
  '/v2/otp%c2%a0',
  '/v2/%20otp',
  '/v2/otp.',
  '/v2/x/../otp',
  '/v2/%2e/otp',
  '/v2/x/%2e%2e%2fotp',
  '/v2\\otp',
  '/v2/..;/v2/otp',
])('%s may be read as /v2/otp', (path) => {
  expect(pathReadings(path)).toContain('/v2/otp')
})

test.each(['/v2/otps', '/v2/x/otp', '/v3/otp', '/v2/%2fx'])('%s may not', (path) => {
  expect(pathReadings(path)).not.toContain('/v2/otp')
})
