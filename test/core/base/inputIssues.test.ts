import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import type { Fault } from '#core/base/fault.ts'
import { invalid, issuesOf } from '#core/base/inputIssues.ts'
import { similarName } from '#core/base/similarName.ts'

const Entry = z.strictObject({
  till: z.string().min(2).max(4).optional(),
  port: z.int().min(1).max(9).optional(),
  mode: z.enum(['on', 'off']).optional(),
  grants: z.array(z.string()).min(1).optional(),
  mail: z.email().optional(),
  own: z.string().regex(/^x$/, 'must be an x').optional(),
  isFast: z.boolean().optional(),
})

function sentenceOf(value: unknown, schema: z.ZodType = Entry): string {
  const read = schema.safeParse(value)
  if (read.success) throw new Error('It was taken.')
  return (invalid(issuesOf(read.error)) as Fault).detail
}

describe('what is wrong with a value is said to people', () => {
  test.each<[unknown, string]>([
    [{ til: 'x' }, 'unknown setting "til". Did you mean "till"?'],
    [{ colour: 'x' }, 'unknown setting "colour".'],
    [{ till: 7 }, 'till: must be text.'],
    [{ till: 'x' }, 'till: must be at least 2 characters long.'],
    [{ till: 'xxxxx' }, 'till: must be at most 4 characters long.'],
    [{ port: 1.5 }, 'port: must be a whole number.'],
    [{ port: 0 }, 'port: must be at least 1.'],
    [{ port: '1' }, 'port: must be a number.'],
    [{ mode: 'maybe' }, 'mode: must be one of on, off.'],
    [{ grants: [] }, 'grants: must be at least 1 items.'],
    [{ grants: 'all' }, 'grants: must be a list.'],
    [{ grants: [1] }, 'grants[0]: must be text.'],
    [{ mail: 'me' }, 'mail: must be a whole e-mail address.'],
    [{ isFast: 'yes' }, 'isFast: must be true or false.'],
    [{ own: 'y' }, 'own: must be an x.'],
    ['text', 'must be a group of names and values.'],
  ])('%j: %s', (value, sentence) => {
    expect(sentenceOf(value)).toBe(sentence)
  })

  test('a name that is missing, and no value is repeated', () => {
    expect(sentenceOf({}, z.object({ till: z.string() }))).toBe('till: is missing.')
    expect(sentenceOf({ a: 'hunter2' }, z.object({ a: z.union([z.number(), z.boolean()]) }))).not.toContain('hunter2')
  })
})

test.each([
  ['til', 'till'],
  ['tlil', 'till'],
  ['baseurl', 'baseUrl'],
  ['base-url', 'baseUrl'],
  ['x', undefined],
  ['password', undefined],
  ['', undefined],
])('%j is a slip of %j', (typed, meant) => {
  expect(similarName(typed, ['till', 'baseUrl', 'region'])).toBe(meant)
})
