import { expect, test } from 'vitest'
import type { StoredVerification } from '#core/verification/store.ts'
import { VerificationTransitions } from '#core/verification/transitions.ts'

const open = { id: 'vf_1', state: 'code-sent', tries: 1, sealed: 's' } as Parameters<
  VerificationTransitions['apply']
>[0]

/** @param isFull whether the store refuses to be written */
function start({ isFull = false } = {}) {
  const saved: Partial<StoredVerification>[] = []
  const recorded: unknown[][] = []
  const repository = {
    save: (verification: StoredVerification) => {
      if (isFull) throw new Error('The disk is full.')
      saved.push(verification)
    },
  }
  const outcomes = { record: (...facts: unknown[]) => recorded.push(facts) }
  const deps = { repository, outcomes, now: () => 5 } as unknown as ConstructorParameters<
    typeof VerificationTransitions
  >[0]
  return { transitions: new VerificationTransitions(deps), saved, recorded }
}

test('a verification that ends is saved and recorded, with who ended it', () => {
  const { transitions, saved, recorded } = start()
  transitions.apply(open, { type: 'cancelled' }, 'pos/till')
  const ended = { id: 'vf_1', state: 'cancelled', overAt: 5, tries: 1 }
  expect([saved, recorded]).toEqual([[ended], [['cancelled', ended, 'pos/till']]])
})

test('one that goes on is saved, and there is nothing to record yet', () => {
  const { transitions, saved, recorded } = start()
  transitions.apply(open, { type: 'code-not-accepted', outcome: 'wrong' }, 'pos/till')
  expect([saved, recorded]).toEqual([[open], []])
})

test('what cannot be saved is not recorded', () => {
  const { transitions, recorded } = start({ isFull: true })
  expect(() => transitions.apply(open, { type: 'expired' }, 'agent')).toThrow('full')
  expect(recorded).toEqual([])
})
