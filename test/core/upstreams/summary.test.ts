import { expect, test } from 'vitest'
import { Fault } from '#core/base/fault.ts'
import type { StoredUpstream } from '#core/settings/settings.ts'
import type { Upstream } from '#core/upstream/upstream.ts'
import { summaryOf } from '#core/upstreams/summary.ts'

const record: StoredUpstream = {
  ...{ id: 'loyalty', scheme: 'basic', baseUrl: 'https://a.example.com', settings: {}, createdAt: 1 },
}
const unreadable = new Fault('INVALID_INPUT', 'The CA file cannot be read.')

/** An upstream in use, as far as its state depends on it. */
const open = (parts: object) => ({ id: 'loyalty', session: undefined, problem: undefined, ...parts }) as Upstream
const signedOut = { browserSignIn: { notSignedInReason: () => 'Nobody has signed in yet.' } }
const signedIn = { browserSignIn: { notSignedInReason: () => undefined } }

test.each<[string, Partial<StoredUpstream>, Upstream | undefined, object]>([
  ['a session', {}, open({ session: {} }), { state: 'ready' }],
  ['a person who is signed in', {}, open({ session: signedIn }), { state: 'ready' }],
  [
    'nobody signed in',
    {},
    open({ session: signedOut }),
    { state: 'not-ready', problem: { remedy: { action: 'sign-in-upstream', target: 'loyalty' } } },
  ],
  [
    'no credential',
    {},
    open({}),
    { state: 'not-ready', problem: { remedy: { action: 'rotate-upstream', target: 'loyalty' } } },
  ],
  ['a problem of its own', {}, open({ problem: unreadable }), { state: 'not-ready', problem: unreadable }],
  ['never opened', {}, undefined, { state: 'not-ready', problem: { code: 'UPSTREAM_NOT_READY' } }],
  [
    'a lock goes before all else',
    { lockedAt: 2 },
    open({ session: {} }),
    { state: 'locked', problem: { code: 'UPSTREAM_LOCKED' } },
  ],
])('%s', (_, more, upstream, expected) => {
  const summary = summaryOf({ ...record, ...more }, upstream)
  expect(summary).toMatchObject({ ...record, ...expected })
  expect(summary).not.toHaveProperty('lockedAt')
})
