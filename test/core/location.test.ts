import { expect, test } from 'vitest'
import { localLocation } from '../../electron/core/location.ts'

const place = { id: 'loyalty', origin: 'https://eu.example', pathPrefix: '/api' }

test.each([
  ['https://eu.example/api/v2/x?y=1#z', '/via/loyalty/v2/x?y=1#z'],
  ['/api/v2/x', '/via/loyalty/v2/x'],
  ['next?page=2', 'next?page=2'],
  ['?page=2', '?page=2'],
])('%s leads through the agent again', (from, to) => {
  const headers = ['Location', from]
  localLocation(headers, place)
  expect(headers).toEqual(['Location', to])
})

// attacks.md T45
test.each([
  'https://evil.example/api/x',
  'http://eu.example/api/x',
  '//evil.example/x',
  '\\\\evil.example/x',
  'https://eu.example:444/api/x',
  '/elsewhere',
  'https://eu.example/other',
  'javascript:alert(1)',
])('%s is not followed and not handed on', (from) =>
  expect(() => localLocation(['location', from], place)).toThrow(
    expect.objectContaining({ code: 'UPSTREAM_REDIRECTED' }),
  ),
)
