import { expect, test } from 'vitest'
import { nobody, statementClientOf } from '#renderer/screens/customer/statementClient.ts'

const pos = { id: 'pos', name: 'Checkout' }
const kiosk = { id: 'kiosk', name: 'Kiosk' }

test.each([
  ['nobody where there is no client', [], undefined, undefined],
  ['the only client there is', [pos], undefined, 'pos'],
  ['nobody while one of several is to be chosen', [pos, kiosk], undefined, undefined],
  ['the one that was chosen', [pos, kiosk], 'kiosk', 'kiosk'],
  ['nobody when that was chosen', [pos, kiosk], nobody, undefined],
  ['nobody when that was chosen, although there is one', [pos], nobody, undefined],
  ['the only one left after the chosen one was revoked', [pos], 'kiosk', 'pos'],
])('the statement is for %s', (_, clients, chosen, id) => {
  expect(statementClientOf(clients, chosen)).toBe(id)
})
