import { expect, test } from 'vitest'
import type { CashierVerification } from '../../electron/contract/verification.ts'
import { atRest, type Counter, type CounterEvent, isServing, next } from '../../renderer/screens/customer/counter.ts'

const at = 1_000
const typed = '+919999999993'
const asha = {
  lookUpId: `lu_${'A'.repeat(22)}`,
  upstream: 'loyalty',
  name: 'Asha',
  channels: [{ channel: 'sms' as const, masked: '+91 •••993' }],
  marks: [],
}
const fault = { code: 'UPSTREAM_BUSY' as const, detail: '', remedy: '', issues: [] }

function verification(more: Partial<CashierVerification> = {}): CashierVerification {
  return {
    id: `vf_${'A'.repeat(22)}`,
    state: 'code-sent',
    maskedIdentifier: '+91 •••993',
    channel: 'sms',
    expiresAt: 600_000,
    resendAfterSeconds: 30,
    triesLeft: 5,
    sendsLeft: 4,
    upstream: 'loyalty',
    codesLeftToday: 9,
    ...more,
  }
}

const asked = verification({ id: `vf_${'B'.repeat(22)}`, client: 'pos' })

function after(...events: CounterEvent[]): Counter {
  return events.reduce(next, atRest)
}

const found: CounterEvent[] = [
  { type: 'typed', text: typed },
  { type: 'asked', busy: 'looking-up' },
  { type: 'looked-up', answer: { outcome: 'found', customer: asha } },
]
const sent: CounterEvent[] = [...found, { type: 'taken', verification: verification(), at }]

test('what was typed is forgotten once the customer is found', () => {
  expect(after(...found)).toEqual({ step: 'found', customer: asha, typed: '', putAway: [] })
})

test('what was typed is kept while a code may still be sent to it', () => {
  const counter = after(
    { type: 'typed', text: typed },
    { type: 'looked-up', answer: { outcome: 'not-found', canVerify: true } },
  )
  expect(counter).toMatchObject({ step: 'unproven', reason: 'not-found', canVerify: true, typed })
})

test('what was typed is kept when the look-up fails, to be sent again', () => {
  const counter = after(
    { type: 'typed', text: typed },
    { type: 'asked', busy: 'looking-up' },
    { type: 'failed', fault },
  )
  expect(counter).toMatchObject({ step: 'idle', typed, fault, busy: undefined })
})

test('what is asked next takes the fault away', () => {
  expect(after({ type: 'failed', fault }, { type: 'asked', busy: 'looking-up' }).fault).toBeUndefined()
})

test('the next scan leaves the customer who was found', () => {
  expect(after(...found, { type: 'typed', text: '4' })).toEqual({ step: 'idle', typed: '4', putAway: [] })
})

test('the name of the customer who was found stays beside the code and its confirmation', () => {
  expect(after(...sent)).toMatchObject({ step: 'verifying', name: 'Asha' })
  const confirmed = verification({ state: 'confirmed' })
  expect(after(...sent, { type: 'checked', verification: confirmed, at })).toMatchObject({ step: 'over', name: 'Asha' })
})

test('what a program asks for is not shown under the name of another customer', () => {
  expect(after(...found, { type: 'taken', verification: asked, at })).not.toHaveProperty('name')
})

test('each wrong code is counted', () => {
  const once = after(...sent, { type: 'checked', verification: verification({ triesLeft: 4 }), at })
  expect(once).toMatchObject({ step: 'verifying', wrongCodes: 1, verification: { triesLeft: 4 } })
  const twice = next(once, { type: 'checked', verification: verification({ triesLeft: 3 }), at })
  expect(twice).toMatchObject({ wrongCodes: 2 })
})

test('a code that was sent once more wipes out the wrong ones', () => {
  const counter = after(
    ...sent,
    { type: 'checked', verification: verification({ triesLeft: 4 }), at },
    { type: 'taken', verification: verification({ triesLeft: 4, sendsLeft: 3 }), at },
  )
  expect(counter).toMatchObject({ wrongCodes: 0, verification: { sendsLeft: 3 } })
})

test.each(['confirmed', 'refused', 'expired', 'cancelled'] as const)(
  'a verification that the agent says is %s is over here, too',
  (state) => {
    const counter = after(...sent, { type: 'seen', verification: verification({ state }), at })
    expect(counter).toMatchObject({ step: 'over', verification: { state } })
  },
)

test('an answer that comes too late does not bring back what is over', () => {
  const over = after(...sent, { type: 'checked', verification: verification({ state: 'confirmed' }), at })
  expect(next(over, { type: 'seen', verification: verification(), at })).toEqual(over)
  expect(next(over, { type: 'checked', verification: verification(), at })).toEqual(over)
})

test('news of another verification changes nothing', () => {
  const counter = after(...sent)
  expect(next(counter, { type: 'seen', verification: { ...asked, state: 'confirmed' }, at })).toEqual(counter)
})

test('news does not end what is being asked, nor take a fault away', () => {
  const checking = after(...sent, { type: 'asked', busy: 'checking' })
  expect(next(checking, { type: 'seen', verification: verification({ triesLeft: 4 }), at }).busy).toBe('checking')
  const failed = after(...sent, { type: 'failed', fault })
  expect(next(failed, { type: 'seen', verification: verification(), at }).fault).toBe(fault)
})

test('what a program asks for comes up by itself when nobody is served', () => {
  expect(after({ type: 'open', verifications: [asked], at })).toMatchObject({ step: 'verifying', verification: asked })
})

test('what the cashier has begun does not come up by itself again', () => {
  expect(after({ type: 'open', verifications: [verification()], at }).step).toBe('idle')
})

test.each<[string, CounterEvent[]]>([
  ['something is typed', [{ type: 'typed', text: '4' }]],
  ['somebody is looked up', [{ type: 'asked', busy: 'looking-up' }]],
  ['a fault is read', [{ type: 'failed', fault }]],
  ['a customer was found', found],
  ['a code is waited for', sent],
])('what a program asks for does not come between while %s', (_, events) => {
  const counter = after(...events)
  expect(isServing(counter)).toBe(true)
  expect(next(counter, { type: 'open', verifications: [asked, verification()], at })).toEqual(counter)
})

test('what was left is not brought back unasked, as long as it is open', () => {
  const left = after({ type: 'open', verifications: [asked], at }, { type: 'put-away' })
  expect(left).toEqual({ step: 'idle', typed: '', putAway: [asked.id] })
  expect(next(left, { type: 'open', verifications: [asked], at }).step).toBe('idle')
  expect(next(left, { type: 'open', verifications: [], at }).putAway).toEqual([])
})

test('what was left comes back when the cashier takes it', () => {
  const left = after({ type: 'open', verifications: [asked], at }, { type: 'put-away' })
  expect(next(left, { type: 'taken', verification: asked, at }).step).toBe('verifying')
})

test('the next customer begins with nothing of the last', () => {
  const over = after(...sent, { type: 'checked', verification: verification({ state: 'confirmed' }), at })
  expect(next(over, { type: 'put-away' })).toEqual(atRest)
})
