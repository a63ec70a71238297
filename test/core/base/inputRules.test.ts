import { expect, test } from 'vitest'
import { z } from 'zod'
import { issuesOf } from '#core/base/inputIssues.ts'

test.each([
  ['a missing text', z.string(), undefined, { name: 'missing' }],
  ['an empty text', z.string().min(1), '', { name: 'missing' }],
  ['a short text', z.string().min(4), '12', { name: 'too-short', limit: 4 }],
  ['a long text', z.string().max(2), '123', { name: 'too-long', limit: 2 }],
  ['a small number', z.number().min(1), 0, { name: 'at-least', limit: 1 }],
  ['a large number', z.int().max(9), 10, { name: 'at-most', limit: 9 }],
  ['a text for a number', z.number(), 'x', { name: 'number' }],
  ['a fraction for a whole number', z.int(), 1.5, { name: 'whole-number' }],
  ['no choice of the list', z.enum(['a', 'b']), 'c', { name: 'one-of', choices: ['a', 'b'] }],
  ['half an e-mail address', z.email(), 'a@', { name: 'email' }],
  ['what a schema refuses in words of its own', z.string().regex(/^x/, 'must begin with x'), 'y', undefined],
])('%s breaks a rule that a window can name', (_, schema, value, rule) => {
  const { error } = z.object({ field: schema }).safeParse({ field: value })
  expect(error && issuesOf(error)).toMatchObject([{ path: 'field', ...(rule && { rule }) }])
  if (!rule) expect(error && issuesOf(error)[0]).not.toHaveProperty('rule')
})
