import { expect, test } from 'vitest'
import { fullNameIn, personNameIn } from '#schemes/oidc/person.ts'

test.each([
  [{ preferred_username: 'anna', email: 'a@example.com', name: 'Anna', sub: '1' }, 'anna'],
  [{ preferred_username: '', email: 'a@example.com', sub: '1' }, 'a@example.com'],
  [{ name: 'Anna', sub: '1' }, 'Anna'],
  [{ preferred_username: 7, sub: '1' }, '1'],
  [{ name: 'x'.repeat(101) }, 'x'.repeat(100)],
  [{}, undefined],
])('%j is %j', (claims, expected) => {
  expect(personNameIn(claims)).toBe(expected)
})

test.each([
  [{ name: 'Anna Example', preferred_username: 'anna', email: 'anna@example.com', sub: '7' }, 'Anna Example'],
  [{ preferred_username: 'anna', email: 'anna@example.com', sub: '7' }, 'anna'],
  [{ name: '', email: 'anna@example.com', sub: '7' }, 'anna@example.com'],
  [{ name: 'a'.repeat(200) }, 'a'.repeat(100)],
  [{ name: 7, sub: '7' }, undefined],
])('others know the person with %j as %s', (claims, expected) => {
  expect(fullNameIn(claims)).toBe(expected)
})
