import { expect, test } from 'vitest'
import { grantText } from '#core/clients/grantText.ts'

test('a grant stands in the audit trail with all that it allows', () => {
  const allow = ['capillary:sell', { methods: ['GET', 'POST'], path: '/v2/x' }]
  expect(grantText({ upstream: 'loyalty', allow } as never)).toBe('loyalty=capillary:sell|GET,POST /v2/x')
})
