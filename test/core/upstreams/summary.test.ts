import { expect, test } from 'vitest'
import { Fault } from '#core/base/fault.ts'
import type { StoredUpstream } from '#core/settings/settings.ts'
import type { Upstream } from '#core/upstream/upstream.ts'
import { keychainSilent, noCredential, signInNeeded, summaryOf } from '#core/upstreams/summary.ts'

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
  [
    'a lock that could not be stored yet',
    {},
    open({ session: {}, locked: true }),
    { state: 'locked', problem: { code: 'UPSTREAM_LOCKED' } },
  ],
])('%s', (_, more, upstream, expected) => {
  const summary = summaryOf({ ...record, ...more }, upstream)
  expect(summary).toMatchObject({ ...record, ...expected })
  expect(summary).not.toHaveProperty('lockedAt')
})

test('a summary shows neither the password of the proxy nor where secrets are kept', () => {
  const stored = { ...record, proxy: 'http://till:hush@proxy.example:8080', secrets: { credential: 'loyalty.2' } }
  const summary = summaryOf(stored, open({ session: {} }))
  expect(summary).toStrictEqual({ ...record, proxy: 'http://till@proxy.example:8080', state: 'ready' })
})

test('nothing is said of what an upstream does not have', () => {
  expect(summaryOf(record, open({ session: {} }))).toStrictEqual({ ...record, state: 'ready' })
  expect(summaryOf(record, open({ session: { customers: {} } }))).toStrictEqual({ ...record, state: 'ready' })
})

test('a sign-in with the browser and the policy of customers are told', () => {
  const policy = { codeDigits: 6 }
  const session = { ...signedIn, customers: { policy: () => policy } }
  expect(summaryOf(record, open({ session }))).toStrictEqual({
    ...record,
    ...{ signsInWithBrowser: true, signInPolicy: policy, state: 'ready' },
  })
})

test.each<[string, Fault | undefined, object]>([
  ['a person has to sign in', signInNeeded(open({ session: signedOut })), {}],
  ['the keychain is silent', keychainSilent(), { retryAfterSeconds: 5 }],
  ['there is no credential', noCredential('loyalty'), {}],
])('while %s, callers are told when to come again only where that alone can help', (_, problem, data) => {
  expect(problem?.code).toBe('UPSTREAM_NOT_READY')
  expect(problem?.data).toStrictEqual(data)
})

test('a person who has to sign in is told why', () => {
  expect(signInNeeded(open({ session: signedOut }))?.detail).toBe('Nobody has signed in yet.')
})

test.each([
  ['nobody has to', open({})],
  ['somebody has', open({ session: signedIn })],
  ['the scheme knows none', open({ session: {} })],
])('no sign-in is asked for where %s', (_, upstream) => expect(signInNeeded(upstream)).toBeUndefined())
