import { describe, expect, test } from 'vitest'
import { codeLimits } from '#core/codes/codeLimits.ts'
import type { ConfirmedVerification, OpenVerification, UnconfirmedVerification } from '#core/verification/store.ts'
import {
  deadlineOf,
  finalStateOf,
  isOpen,
  newVerification,
  remaining,
  subjectOf,
  transition,
  type VerificationEvent,
  withClampedTimes,
} from '#core/verification/verification.ts'

const now = 1_000_000
const minuteMs = 60_000
const holder = { id: 'pos', keyDigest: 'digest' }
const proof = { hmac: 'h', confirmedAt: now }
const facts = {
  ...{ id: 'vf_1', upstream: 'loyalty', maskedIdentifier: '••••••• 93', customer: 'c' },
  channel: 'sms' as const,
  ...{ endsAt: now + minuteMs, sends: 1, tries: 1 },
}
const open = (state: OpenVerification['state'], more: Partial<OpenVerification> = {}): OpenVerification => ({
  ...{ ...facts, state, sealed: 'sealed' },
  ...more,
})
const subject = {
  sentTo: 'c',
  channel: 'mobile' as const,
  person: ['c', 'd'],
  client: 'pos',
  upstream: 'loyalty',
  abroad: 'GB',
}
const confirmed: ConfirmedVerification = { ...facts, state: 'confirmed', overAt: now, proof }
const unconfirmed = (state: UnconfirmedVerification['state']): UnconfirmedVerification => ({
  ...{ ...facts, state, overAt: now },
})

const sent = (outcome: 'sent' | 'unsure' | 'unknown-customer') =>
  ({ type: 'send-done', outcome, sealed: 'resealed' }) as const
const notAccepted = (outcome: 'wrong' | 'tries-used-up' | 'gone') => ({ type: 'code-not-accepted', outcome }) as const
const events: VerificationEvent[] = [
  ...(['sent', 'unsure', 'unknown-customer'] as const).map(sent),
  ...(['wrong', 'tries-used-up', 'gone'] as const).map(notAccepted),
  ...[{ type: 'code-right', proof, holder } as const, { type: 'expired' } as const, { type: 'cancelled' } as const],
]

test.each([
  [{ type: 'mobile', value: '+919999999993' } as const, 'sms', '••••••• 93'],
  [{ type: 'email', value: 'asha@example.com' } as const, 'email', 'a•••@e•••.com'],
])(
  'a new verification of %j sends its first code, and does not show whom it is about',
  (recipient, channel, masked) => {
    const start = { upstream: 'loyalty', identifier: recipient, purpose: 'points' }
    const verification = newVerification(
      { id: 'vf_1', start, recipient, subject, holder, cloud: 'cloud', sealed: 's' },
      now,
    )
    expect(verification).toEqual({
      ...{ id: 'vf_1', upstream: 'loyalty', client: 'pos', customer: 'c', sealed: 's', purpose: 'points' },
      ...{ person: ['c', 'd'], abroad: 'GB', holder, cloud: 'cloud' },
      ...{ channel, maskedIdentifier: masked, state: 'started' },
      ...{ endsAt: now + 10 * minuteMs, sends: 1, tries: 0, amount: undefined },
    })
  },
)

describe('an open verification', () => {
  test.each([
    ['started', sent('sent'), 'code-sent'],
    // Otherwise the state would say who is a customer (attacks.md T54).
    ['started', sent('unknown-customer'), 'code-sent'],
    ['started', sent('unsure'), 'started'],
    ['code-sent', sent('sent'), 'code-sent'],
    ['code-sent', sent('unsure'), 'code-sent'],
    ['started', { type: 'code-right', proof, holder }, 'confirmed'],
    ['code-sent', { type: 'code-right', proof, holder }, 'confirmed'],
    ['started', notAccepted('wrong'), 'started'],
    ['code-sent', notAccepted('wrong'), 'code-sent'],
    ['code-sent', notAccepted('tries-used-up'), 'refused'],
    ['code-sent', notAccepted('gone'), 'cancelled'],
    ['started', { type: 'expired' }, 'expired'],
    ['code-sent', { type: 'expired' }, 'expired'],
    ['started', { type: 'cancelled' }, 'cancelled'],
    ['code-sent', { type: 'cancelled' }, 'cancelled'],
  ] as const)('%s, after %j, is %s', (state, event, next) => {
    expect(transition(open(state), event, now).state).toBe(next)
  })

  test.each([
    [codeLimits.tries - 1, 'code-sent'],
    [codeLimits.tries, 'refused'],
  ])('after wrong code number %i is %s', (tries, state) => {
    expect(transition(open('code-sent', { tries }), notAccepted('wrong'), now).state).toBe(state)
  })

  test('takes the contents that the upstream gave for the next step', () => {
    expect(transition(open('started'), sent('unsure'), now)).toMatchObject({ sealed: 'resealed' })
  })

  test.each([holder, undefined])('belongs, once the code was right, to %j', (owner) => {
    const verification = open('code-sent', { holder: { id: 'kiosk', keyDigest: 'other' } })
    const next = transition(verification, { type: 'code-right', proof, holder: owner }, now)
    expect(next).toMatchObject({ holder: owner, proof })
  })

  test('shows no tries once the upstream has counted them as used up', () => {
    expect(transition(open('code-sent'), notAccepted('tries-used-up'), now).tries).toBe(codeLimits.tries)
  })
})

describe('a final state', () => {
  test.each([confirmed, unconfirmed('refused'), unconfirmed('expired'), unconfirmed('cancelled')])(
    '$state never changes',
    (verification) => {
      for (const event of events) expect(transition(verification, event, now + 1)).toBe(verification)
    },
  )

  test('is reached without the encrypted recipient, and only a confirmed one has a proof', () => {
    const finals = events.map((event) => transition(open('code-sent'), event, now)).filter((next) => !isOpen(next))
    expect(finals).toHaveLength(5)
    for (const verification of finals) {
      expect(verification).not.toHaveProperty('sealed')
      expect(verification).toMatchObject({ overAt: now })
      expect('proof' in verification).toBe(finalStateOf(verification) === 'confirmed')
    }
  })

  test('is named as such, an open state is not', () => {
    expect(finalStateOf(open('started'))).toBeUndefined()
    expect(finalStateOf(open('code-sent'))).toBeUndefined()
    expect(finalStateOf(unconfirmed('refused'))).toBe('refused')
  })
})

test('an open verification expires at its end, a finished one is removed ten minutes after it was finished', () => {
  expect(deadlineOf(open('code-sent'))).toBe(now + minuteMs)
  expect(deadlineOf(unconfirmed('expired'))).toBe(now + 10 * minuteMs)
  expect(deadlineOf(confirmed)).toBe(now + 10 * minuteMs)
})

describe('after a restart', () => {
  // A clock that was put back would otherwise keep a verification open for as long as the clock differs (attacks.md T64).
  test('no verification has more time than a new one', () => {
    const endsAt = now + 365 * 24 * 60 * minuteMs
    expect(withClampedTimes(open('code-sent', { endsAt }), now).endsAt).toBe(now + codeLimits.lifeMs)
    expect(withClampedTimes({ ...confirmed, overAt: endsAt }, now)).toMatchObject({ overAt: now })
  })

  test('times in the past stay', () => {
    const endsAt = now - minuteMs
    expect(withClampedTimes(open('started', { endsAt }), now).endsAt).toBe(endsAt)
    expect(withClampedTimes({ ...confirmed, overAt: endsAt }, now)).toMatchObject({ overAt: endsAt })
  })
})

test.each([
  ['a stored verification', open('code-sent', { person: ['c', 'd'], abroad: 'GB' }), subject],
  ['one of an earlier version', open('code-sent'), { ...subject, person: ['c'], abroad: undefined }],
])('the codes of %s count for whom it is about', (_, verification, counted) => {
  expect(subjectOf({ ...verification, client: 'pos' })).toEqual(counted)
})

describe('what remains', () => {
  const codes = { today: 9, now: 9, waitMs: 29_001 }

  test.each([
    ['tries and sends of the verification', open('code-sent'), codes, [30, 4, 4]],
    ['sends of the nearest lid, where they are fewer', open('code-sent'), { today: 9, now: 2, waitMs: 0 }, [0, 4, 2]],
    ['nothing below 0', open('code-sent', { sends: 6, tries: 6 }), { today: 0, now: 0, waitMs: 0 }, [0, 0, 0]],
    ['nothing in a final state', confirmed, codes, [0, 0, 0]],
  ])('is %s', (_, verification, left, [resendAfterSeconds, triesLeft, sendsLeft]) => {
    expect(remaining(verification, left)).toEqual({ resendAfterSeconds, triesLeft, sendsLeft })
  })
})
