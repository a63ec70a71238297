import { expect, test } from 'vitest'
import { resembling } from '#core/clients/resemblance.ts'

const clients = [
  { id: 'pos', name: 'Checkout' },
  { id: 'till-4', name: 'Till 4' },
]

test.each([
  ['the same name', 'Checkout', ['pos']],
  ['in other letters', 'CHECKOUT', ['pos']],
  ['with a Cyrillic letter', 'Сheckout', ['pos']],
  ['all in Cyrillic that looks like Latin', 'Тill 4', ['till-4']],
  ['with a capital i for an l', 'TiII 4', ['till-4']],
  ['with a digit for a letter', 'Ti1l 4', ['till-4']],
  ['full-width', 'Ｃｈｅｃｋｏｕｔ', ['pos']],
  ['with an accent in two parts', 'Checkou\u0074', ['pos']],
  ['the id of a client', 'TILL-4', ['till-4']],
  ['with other blanks', 'till  4', ['till-4']],
  ['with a blank before and after', ' Checkout ', ['pos']],
  ['with dashes of another kind', 'till—4', ['till-4']],
  ['with a small Cyrillic letter', 'cheсkout', ['pos']],
  ['with something that cannot be seen', 'Check\u200bout', ['pos']],
])('a name that looks like a client’s is said to: %s', async (_, name, ids) => {
  expect(await resembling(name, clients)).toEqual(ids)
})

test.each(['Check in', 'Till 5', 'Till', 'Kiosk', 'Till4', '结账'])('%s is its own', async (name) => {
  expect(await resembling(name, clients)).toEqual([])
})
