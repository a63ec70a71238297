import { expect, test } from 'vitest'
import { absent, Ledger } from './ledger.ts'

test('an acknowledged change must be found', () => {
  const ledger = new Ledger()
  ledger.begin('client pos', 'key 1')
  ledger.acknowledge('client pos', 'key 1')
  expect(ledger.settle('client pos', absent)).toBe(false)
})

test('a change that was cut off may be found or not, and is settled by looking', () => {
  const ledger = new Ledger()
  ledger.begin('client pos', 'key 1')
  expect(ledger.possible('client pos')).toEqual([absent, 'key 1'])
  expect(() => ledger.known('client pos')).toThrow('may be')
  expect(ledger.settle('client pos', 'key 1')).toBe(true)
  expect(ledger.settle('client pos', absent)).toBe(false)
})

test('a refused change must not be found', () => {
  const ledger = new Ledger()
  ledger.begin('client pos', 'key 1')
  ledger.refuse('client pos', absent)
  expect(ledger.settle('client pos', 'key 1')).toBe(false)
})

test('a thing between two states is none of both', () => {
  const ledger = new Ledger()
  ledger.acknowledge('upstream u', 'cloud a, password 1')
  ledger.begin('upstream u', 'cloud b, password 2')
  expect(ledger.settle('upstream u', 'cloud a, password 2')).toBe(false)
})
