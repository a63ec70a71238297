import { describe, expect, test } from 'vitest'
import { routeOf } from '#api/pos/routes.ts'
import { requestFacts } from '#test/support/requestFacts.ts'

const page = { origin: 'https://pos.example.com', requestedMethod: 'POST' }

test.each([
  ['GET', '/healthz', {}, 'health'],
  ['POST', '/healthz', {}, 'health'],
  ['GET', '/readyz', {}, 'readiness'],
  ['POST', '/v1/pairings', {}, 'pairing'],
  ['GET', '/v1/pairings/pr_1', {}, 'pairing'],
  ['POST', '/v1/proof', {}, 'proof'],
  ['GET', '/via/loyalty/v2/x', {}, 'broker'],
  ['OPTIONS', '/via/loyalty/v2/x', {}, 'broker'],
  ['GET', '/v1/status', {}, 'call'],
  ['GET', '/metrics', {}, 'call'],
  ['GET', '/nothing-here', {}, 'call'],
  ['OPTIONS', '/via/loyalty/v2/x', page, 'preflight'],
  ['OPTIONS', '/nothing-here', page, 'preflight'],
  ['GET', '/via/loyalty/v2/x', page, 'broker'],
  ['OPTIONS', '/v1/status', { origin: page.origin }, 'call'],
  ['OPTIONS', '/v1/status', { requestedMethod: 'POST' }, 'call'],
])('%s %s %j: %s', (method, target, more, route) => {
  expect(routeOf(requestFacts({ method, target, ...more }))).toBe(route)
})

// attacks.md T03: what only resembles an open route needs a key.
describe('needs a key', () => {
  test.each([
    ['GET', '/healthz/'],
    ['GET', '/healthz?x'],
    ['GET', '/HEALTHZ'],
    ['GET', '/readyz?x'],
    ['GET', '//healthz'],
    ['GET', '/%68ealthz'],
    ['GET', '/v1/pairings'],
    ['DELETE', '/v1/pairings'],
    ['POST', '/v1/pairings/'],
    ['POST', '/v1/pairings?x'],
    ['POST', '/v1/pairing%73'],
    ['POST', '/V1/pairings'],
    ['POST', '/v1/pairings/pr_1'],
    ['GET', '/v1/pairings/'],
    ['GET', '/v1/pairings/pr_1/key'],
    ['GET', '/v1/pairings/pr_1?state=granted'],
    ['GET', '/v1/proof'],
    ['POST', '/v1/proof/'],
    ['POST', '/v1/proof?x'],
    ['POST', '/v1/proo%66'],
    ['GET', '/via'],
  ])('%s %s', (method, target) => {
    expect(routeOf(requestFacts({ method, target }))).toBe('call')
  })
})
