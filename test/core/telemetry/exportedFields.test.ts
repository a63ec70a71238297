import { expect, test } from 'vitest'
import { exportedFields } from '#core/telemetry/exportedFields.ts'

test.each([
  ['ids, codes and numbers go', { client: 'pos', upstream: 'loyalty', code: 'UPSTREAM_LOCKED', count: 3, status: 401 }],
  ['a reference goes', { reference: '0b6f0d6e-5c1a-4a7e-9f55-3d1d4a3f8e21' }],
  ['a version goes', { version: '1.12.0' }],
])('%s', (_, fields) => {
  expect(exportedFields(fields)).toEqual(fields)
})

test.each([
  ['a sentence stays', { detail: 'The file of Ravi Kumar could not be sent.' }],
  ['one word of a sentence stays, which may be a name', { detail: 'Ravi', reason: 'Kumar' }],
  ['words in the field of a code stay', { code: 'Ravi Kumar' }],
  ['a mobile number stays', { reference: '919876543210' }],
  ['a mobile number as a number stays', { count: 919876543210123 }],
  ['a route stays, since a part of it may name a customer', { route: 'GET /v2/customers/*' }],
  ['a path of this machine stays', { problem: '/home/ravi' }],
  ['what is no field of the log stays', { customer: 'ravi' } as object],
])('%s', (_, fields) => {
  expect(exportedFields(fields)).toEqual({})
})
