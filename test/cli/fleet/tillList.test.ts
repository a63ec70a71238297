import { expect, test } from 'vitest'
import { rowsIn } from '#cli/fleet/tillList.ts'

test.each<[string, string, object[]]>([
  [
    'of two tills',
    'till,pin\npune-1,1\npune-2,2\n',
    [
      { till: 'pune-1', pin: '1' },
      { till: 'pune-2', pin: '2' },
    ],
  ],
  ['without an end to its last line', 'till\npune-1', [{ till: 'pune-1' }]],
  ['as Excel saves it', 'till,pin\r\npune-1,1\r\n', [{ till: 'pune-1', pin: '1' }]],
  ['with quotes, commas and line breaks', 'till,pin\n"Paris, ""1""","a\nb"\n', [{ till: 'Paris, "1"', pin: 'a\nb' }]],
  ['with an empty value at the end', 'till,pin\npune-1,\n', [{ till: 'pune-1', pin: '' }]],
  ['with an empty line', 'till,pin\n\npune-1,1\n', [{ till: 'pune-1', pin: '1' }]],
  ['of no till', 'till,pin\n', []],
])('a list %s is read', (_, text, rows) => {
  expect(rowsIn(text, 'tills.csv')).toEqual(rows)
})

test.each([
  ['without a column of names', 'store\npune\n', /one of them is "till"/],
  ['with one column twice', 'till,till\na,b\n', /two columns have one name/],
  ['with a value too many', 'till\na,secret\n', /till 1 has 2 values, and there are 1 columns/],
  ['whose quote does not end', 'till\n"a\n', /a quoted value does not end/],
])('a list %s is refused, without a value of it', (_, text, message) => {
  expect(() => rowsIn(text, 'tills.csv')).toThrow(message)
  expect(() => rowsIn(text, 'tills.csv')).not.toThrow(/secret/)
})
