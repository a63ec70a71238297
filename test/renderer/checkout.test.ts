import { expect, test } from 'vitest'
import { ClientId } from '#contract/values.ts'
import { checkoutGrants, clientIdFor } from '#renderer/parts/grant/checkout.ts'

test.each([
  ['Checkout 1', 'checkout-1'],
  ['  Caisse n° 2 – Entrée ', 'caisse-n-2-entree'],
  ['4 Tills', 'tills'],
  ['صندوق', 'checkout'],
  ['x'.repeat(100), 'x'.repeat(32)],
  [`${'x'.repeat(31)} y`, 'x'.repeat(31)],
])('the id of "%s" is %s', (name, id) => {
  expect(clientIdFor(name)).toBe(id)
  expect(ClientId.safeParse(id).success).toBe(true)
})

test('a checkout gets what a sale takes, and no token of the cloud', () => {
  const upstreams = [
    { id: 'loyalty', scheme: 'capillary-till' },
    { id: 'documents', scheme: 'gini' },
    { id: 'other', scheme: 'basic' },
  ]
  const forms = [
    { scheme: 'capillary-till', presets: ['capillary:look-up', 'capillary:sell'] },
    { scheme: 'gini', presets: ['gini:documents', 'hand-over'] },
    { scheme: 'basic', presets: [] },
  ]
  expect(checkoutGrants(upstreams, forms)).toEqual([
    { upstream: 'loyalty', allow: ['capillary:sell'] },
    { upstream: 'documents', allow: ['gini:documents'] },
    { upstream: 'other', allow: [{ methods: ['*'], path: '/**' }] },
  ])
})
