import { describe, expect, test } from 'vitest'
import type { CashierVerification } from '#contract/verification.ts'
import {
  type CashierEvent,
  type CashierSession,
  initial,
  isServing,
  reduceSession,
} from '#renderer/screens/customer/cashierSession.ts'

const at = 1_000
const typed = '+919999999993'
const asha = {
  lookUpId: `lu_${'A'.repeat(22)}`,
  upstream: 'loyalty',
  name: 'Asha',
  tier: 'Gold',
  points: 1_250,
  channels: [{ channel: 'sms' as const, masked: '••••••• 93' }],
  marks: [],
}
const fault = { code: 'UPSTREAM_BUSY' as const, detail: '', remedy: '', issues: [] }

function verification(overrides: Partial<CashierVerification> = {}): CashierVerification {
  return {
    id: `vf_${'A'.repeat(22)}`,
    state: 'code-sent',
    maskedIdentifier: '••••••• 93',
    channel: 'sms',
    expiresAt: 600_000,
    resendAfterSeconds: 30,
    triesLeft: 5,
    sendsLeft: 4,
    upstream: 'loyalty',
    codesLeftToday: 9,
    ...overrides,
  }
}

/** A verification that a client started. */
const requested = verification({ id: `vf_${'B'.repeat(22)}`, client: 'pos' })

function sessionAfter(...events: CashierEvent[]): CashierSession {
  return events.reduce(reduceSession, initial)
}

const found: CashierEvent[] = [
  { type: 'typed', text: typed },
  { type: 'called', pending: 'looking-up' },
  { type: 'looked-up', answer: { outcome: 'found', customer: asha } },
]
const sent: CashierEvent[] = [...found, { type: 'code-sent', verification: verification(), at }]

test('the typed number is forgotten once the customer is found', () => {
  expect(sessionAfter(...found)).toEqual({ step: 'found', customer: asha, typed: '', dismissedIds: [] })
})

test('the typed number is kept while a code may still be sent to it', () => {
  const session = sessionAfter(
    { type: 'typed', text: typed },
    { type: 'looked-up', answer: { outcome: 'not-found', canVerify: true, canEnrol: false, codesLeftToday: 3 } },
  )
  expect(session).toMatchObject({ step: 'unverified', reason: 'not-found', canVerify: true, codesLeftToday: 3, typed })
})

test('the typed number is kept when the look-up fails, so that it can be sent again', () => {
  const session = sessionAfter(
    { type: 'typed', text: typed },
    { type: 'called', pending: 'looking-up' },
    { type: 'failed', fault },
  )
  expect(session).toMatchObject({ step: 'idle', typed, fault, pending: undefined })
})

test('the next call clears the fault', () => {
  expect(sessionAfter({ type: 'failed', fault }, { type: 'called', pending: 'looking-up' }).fault).toBeUndefined()
})

test('the next scan leaves the customer who was found', () => {
  expect(sessionAfter(...found, { type: 'typed', text: '4' })).toEqual({ step: 'idle', typed: '4', dismissedIds: [] })
})

test('who was found, with level and points, stays beside the code and its confirmation', () => {
  expect(sessionAfter(...sent)).toMatchObject({
    step: 'verifying',
    customer: { name: 'Asha', tier: 'Gold', points: 1_250 },
  })
  const confirmed = verification({ state: 'confirmed' })
  expect(sessionAfter(...sent, { type: 'checked', verification: confirmed, at })).toMatchObject({
    step: 'ended',
    customer: { name: 'Asha', tier: 'Gold', points: 1_250 },
  })
})

test('a code that goes the other way takes the place of the first, under the same name', () => {
  const customer = { name: 'Asha', lookUpId: asha.lookUpId }
  const byEmail = verification({ id: `vf_${'E'.repeat(22)}`, channel: 'email' })
  expect(sessionAfter(...sent, { type: 'code-sent', verification: byEmail, at, customer })).toMatchObject({
    ...{ step: 'verifying', verification: byEmail, customer, wrongCodes: 0 },
  })
  // A report about the first one changes nothing any more.
  const first = verification({ state: 'cancelled' })
  const after = sessionAfter(...[...sent, { type: 'code-sent', verification: byEmail, at, customer } as const], {
    type: 'updated',
    verification: first,
    at,
  })
  expect(after).toMatchObject({ step: 'verifying', verification: byEmail })
})

test('a verification of a client is not shown under the name of another customer', () => {
  expect(sessionAfter(...found, { type: 'resumed', verification: requested, at })).not.toHaveProperty('customer')
})

const other = { ...asha, lookUpId: `lu_${'C'.repeat(22)}`, name: 'Ben', tier: 'Silver' }
const foundOther: CashierEvent[] = [
  { type: 'dismissed' },
  { type: 'typed', text: '+919999999990' },
  { type: 'called', pending: 'looking-up' },
  { type: 'looked-up', answer: { outcome: 'found', customer: other } },
]

test('nor is one of the cashier’s own that is gone on with while another customer is on the screen', () => {
  const session = sessionAfter(...sent, ...foundOther, { type: 'resumed', verification: verification(), at })
  expect(session).toMatchObject({ step: 'verifying', verification: { maskedIdentifier: '••••••• 93' } })
  expect(session).not.toHaveProperty('customer')
  const confirmed = reduceSession(session, { type: 'checked', verification: verification({ state: 'confirmed' }), at })
  expect(confirmed).not.toHaveProperty('customer')
})

test('a verification that was just left comes back with its own customer', () => {
  const { name, tier } = asha
  const resumed = { type: 'resumed', verification: verification(), at, customer: { name, tier } } as const
  expect(sessionAfter(...sent, ...foundOther, resumed)).toMatchObject({ customer: { name: 'Asha', tier: 'Gold' } })
})

test('each wrong code is counted', () => {
  const once = sessionAfter(...sent, { type: 'checked', verification: verification({ triesLeft: 4 }), at })
  expect(once).toMatchObject({ step: 'verifying', wrongCodes: 1, verification: { triesLeft: 4 } })
  const twice = reduceSession(once, { type: 'checked', verification: verification({ triesLeft: 3 }), at })
  expect(twice).toMatchObject({ wrongCodes: 2 })
})

test('another code resets the count of wrong ones', () => {
  const session = sessionAfter(
    ...sent,
    { type: 'checked', verification: verification({ triesLeft: 4 }), at },
    { type: 'code-sent', verification: verification({ triesLeft: 4, sendsLeft: 3 }), at },
  )
  expect(session).toMatchObject({ wrongCodes: 0, verification: { sendsLeft: 3 } })
})

test.each(['confirmed', 'refused', 'expired', 'cancelled'] as const)(
  'a verification that the agent reports as %s ends the session',
  (state) => {
    const session = sessionAfter(...sent, { type: 'updated', verification: verification({ state }), at })
    expect(session).toMatchObject({ step: 'ended', verification: { state } })
  },
)

test('a late response does not reopen an ended verification', () => {
  const ended = sessionAfter(...sent, { type: 'checked', verification: verification({ state: 'confirmed' }), at })
  expect(reduceSession(ended, { type: 'updated', verification: verification(), at })).toEqual(ended)
  expect(reduceSession(ended, { type: 'checked', verification: verification(), at })).toEqual(ended)
})

test('a report about another verification changes nothing', () => {
  const session = sessionAfter(...sent)
  const report: CashierEvent = { type: 'updated', verification: { ...requested, state: 'confirmed' }, at }
  expect(reduceSession(session, report)).toEqual(session)
})

test('a report does not answer whether a scan was the next customer’s', () => {
  const asked = sessionAfter(...sent, { type: 'scanned', text: '700099999993' })
  const report: CashierEvent = { type: 'updated', verification: verification({ triesLeft: 4 }), at }
  expect(reduceSession(asked, report)).toMatchObject({ scanned: '700099999993', verification: { triesLeft: 4 } })
})

test('a report neither ends the call in flight nor clears a fault', () => {
  const checking = sessionAfter(...sent, { type: 'called', pending: 'checking' })
  const report: CashierEvent = { type: 'updated', verification: verification({ triesLeft: 4 }), at }
  expect(reduceSession(checking, report).pending).toBe('checking')
  const failed = sessionAfter(...sent, { type: 'failed', fault })
  expect(reduceSession(failed, report).fault).toBe(failed.fault)
  // The sentence depends on what was being done.
  expect(
    reduceSession(reduceSession(failed, { type: 'called', pending: 'checking' }), { type: 'failed', fault }).fault,
  ).toMatchObject({
    ...fault,
    during: 'checking',
  })
})

test('a verification of a client comes up by itself when no customer is served', () => {
  expect(sessionAfter({ type: 'listed', verifications: [requested], at })).toMatchObject({
    step: 'verifying',
    verification: requested,
  })
})

test('a verification that the cashier started does not come up by itself again', () => {
  expect(sessionAfter({ type: 'listed', verifications: [verification()], at }).step).toBe('idle')
})

test.each<[string, CashierEvent[]]>([
  ['something is typed', [{ type: 'typed', text: '4' }]],
  ['a look-up is in flight', [{ type: 'called', pending: 'looking-up' }]],
  ['a fault is shown', [{ type: 'failed', fault }]],
  ['a customer was found', found],
  ['a code is awaited', sent],
])('a verification of a client does not take the screen while %s', (_, events) => {
  const session = sessionAfter(...events)
  expect(isServing(session)).toBe(true)
  expect(reduceSession(session, { type: 'listed', verifications: [requested, verification()], at })).toEqual(session)
})

test('a dismissed verification does not come up by itself while it is open', () => {
  const dismissed = sessionAfter({ type: 'listed', verifications: [requested], at }, { type: 'dismissed' })
  expect(dismissed).toEqual({ step: 'idle', typed: '', dismissedIds: [requested.id] })
  expect(reduceSession(dismissed, { type: 'listed', verifications: [requested], at }).step).toBe('idle')
  expect(reduceSession(dismissed, { type: 'listed', verifications: [], at }).dismissedIds).toEqual([])
})

test('a dismissed verification comes back when the cashier resumes it', () => {
  const dismissed = sessionAfter({ type: 'listed', verifications: [requested], at }, { type: 'dismissed' })
  expect(reduceSession(dismissed, { type: 'resumed', verification: requested, at }).step).toBe('verifying')
})

test('the next customer begins with nothing of the last', () => {
  const ended = sessionAfter(...sent, { type: 'checked', verification: verification({ state: 'confirmed' }), at })
  expect(reduceSession(ended, { type: 'dismissed' })).toEqual(initial)
})

describe('a customer who signs in', () => {
  const customer = {
    ...{ customer: `cs_${'A'.repeat(24)}`, client: 'pos', upstream: 'brand', since: 0, lastUsedAt: 0 },
    state: 'started' as const,
  }
  const signIn = { by: 'browser' as const, url: 'https://login.example/', expiresAt: 300_000 }
  const started: CashierEvent[] = [
    { type: 'called', pending: 'starting-sign-in' },
    { type: 'sign-in-started', customer, signIn },
  ]
  const done = { ...customer, state: 'signed-in' as const, name: 'Anna Example' }

  test('is waited for, then shown', () => {
    expect(sessionAfter(...started)).toEqual({ step: 'signing-in', customer, signIn, typed: '', dismissedIds: [] })
    const session = sessionAfter(...started, { type: 'signed-in', customer: done })
    expect(session).toEqual({ step: 'signed-in', customer: done, typed: '', dismissedIds: [] })
  })

  test('keeps the screen when a checkout asks to verify somebody', () => {
    const session = sessionAfter(...started, { type: 'listed', verifications: [requested], at })
    expect(session.step).toBe('signing-in')
    expect(isServing(session)).toBe(true)
  })

  test('but did not, leaves the reason and the screen to begin again', () => {
    expect(sessionAfter(...started, { type: 'sign-in-failed', fault })).toEqual({ ...initial, fault })
  })

  test.each<CashierEvent>([
    { type: 'signed-in', customer: done },
    { type: 'sign-in-failed', fault },
  ])('and was left meanwhile, does not come back: %j', (event) => {
    expect(sessionAfter(...started, { type: 'dismissed' }, event)).toEqual(initial)
  })

  test('is not taken for the one before', () => {
    const other = { ...done, customer: `cs_${'B'.repeat(24)}` }
    expect(sessionAfter(...started, { type: 'signed-in', customer: other }).step).toBe('signing-in')
  })
})

// One 429 of the cloud's own count was told as "too many wrong codes", after none.
test.each([
  [3, true],
  [1, false],
])('a refusal with %d tries left before it is the cloud’s own: %s', (triesLeft, isRefusedByCloud) => {
  const checking = sessionAfter({ type: 'code-sent', verification: verification({ triesLeft }), at })
  const refused: CashierEvent = { type: 'checked', verification: verification({ state: 'refused', triesLeft: 0 }), at }
  expect(reduceSession(checking, refused)).toMatchObject({ step: 'ended', isRefusedByCloud })
})
