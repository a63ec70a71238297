import { expect, test } from 'vitest'
import type { UpstreamView } from '#contract/upstream.ts'
import { customerUpstreams, preferredUpstream } from '#renderer/screens/customer/customerUpstreams.ts'

const forms = [
  { scheme: 'both', canLookUp: true, canVerify: true },
  { scheme: 'looks-up', canLookUp: true, canVerify: false },
  { scheme: 'verifies', canLookUp: false, canVerify: true },
  { scheme: 'neither', canLookUp: false, canVerify: false },
]

function upstream(id: string, scheme: string, state: UpstreamView['state'] = 'ready'): UpstreamView {
  return { id, scheme, state, baseUrl: 'https://cloud.example', settings: {}, createdAt: 0 }
}

test('an upstream whose scheme knows no customers is left out, and so is one of an unknown scheme', () => {
  const upstreams = [upstream('a', 'neither'), upstream('b', 'verifies'), upstream('c', 'unknown')]
  expect(customerUpstreams(upstreams, forms, [])).toMatchObject([{ id: 'b', canLookUp: false, canVerify: true }])
})

test.each<[string, UpstreamView[], string | undefined]>([
  ['the one that can do both', [upstream('a', 'looks-up'), upstream('b', 'both')], 'b'],
  ['looking up before verifying', [upstream('a', 'verifies'), upstream('b', 'looks-up')], 'b'],
  ['a ready one before an able one', [upstream('a', 'both', 'locked'), upstream('b', 'verifies')], 'b'],
  ['the first of equals', [upstream('a', 'both'), upstream('b', 'both')], 'a'],
  ['none of none', [], undefined],
])('the cashier starts with %s', (_, upstreams, id) => {
  expect(preferredUpstream(customerUpstreams(upstreams, forms, []))?.id).toBe(id)
})

test('an upstream where customers sign in is one, and the last to start with', () => {
  const offer = { upstream: 'a', ways: ['code' as const], providers: [], clients: [] }
  const known = customerUpstreams([upstream('a', 'neither'), upstream('b', 'verifies')], forms, [offer])
  expect(known).toMatchObject([
    { id: 'a', canLookUp: false, canVerify: false, signIn: offer },
    { id: 'b', canVerify: true },
  ])
  expect(preferredUpstream(known)?.id).toBe('b')
  expect(preferredUpstream(known.slice(0, 1))?.id).toBe('a')
})
