import { expect, test } from 'vitest'
import { pseudoCatalogue, pseudoText } from '#test/support/pseudoLanguage.ts'

test('a text of the pseudo-language is longer, has accents and keeps its placeholders', () => {
  expect(pseudoText('Look up')).toBe('⟦Lôôķ ûþ þļûš ŵôŕðš⟧')
  expect(pseudoText('Expires in {{count, number}} s')).toMatch(/^⟦Eẋþîŕêš îñ \{\{count, number\}\} š .*⟧$/)
  expect(pseudoText('')).toBe('')
})

test('its catalogue has every plural form there is', () => {
  expect(Object.keys(pseudoCatalogue({ left_one: 'one left', left_other: 'some left' }))).toEqual([
    ...['left_one', 'left_zero', 'left_two', 'left_few', 'left_many', 'left_other'],
  ])
})
