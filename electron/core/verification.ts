import { type CodesLeft, codeLimits } from './codeBudget.ts'
import type { Checking, Sending } from './codeDesk.ts'
import type { StoredVerification } from './verificationStore.ts'

/** What happens to a verification, as pure decisions: from what it is to what it becomes (design 8). */

export type End = Exclude<StoredVerification['state'], 'started' | 'code-sent'>

/** How it ended, if it did. */
export function endOf({ state }: StoredVerification): End | undefined {
  return state === 'started' || state === 'code-sent' ? undefined : state
}

export function isOpen(one: StoredVerification): boolean {
  return endOf(one) === undefined
}

/** Whether the upstream knows the customer shows nowhere (attacks.md T54). */
export function afterSending(one: StoredVerification, { outcome }: Exclude<Sending, { outcome: 'quota-used-up' }>) {
  return { ...one, state: outcome === 'unsure' ? one.state : 'code-sent' } satisfies StoredVerification
}

export function afterCheck(one: StoredVerification, outcome: Checking['outcome'], now: number): StoredVerification {
  switch (outcome) {
    case 'right':
      return over(one, 'confirmed', now)
    case 'gone':
      return over(one, 'cancelled', now)
    case 'tries-used-up':
      return over({ ...one, tries: codeLimits.tries }, 'refused', now)
    case 'wrong':
      return one.tries >= codeLimits.tries ? over(one, 'refused', now) : one
  }
}

export function over(one: StoredVerification, state: End, now: number): StoredVerification {
  const { sealed: _, ...rest } = one
  return { ...rest, state, overAt: now }
}

/** What is left to do, in the numbers that everybody is shown. */
export function leftOf(one: StoredVerification, codes: CodesLeft) {
  if (!isOpen(one)) return { resendAfterSeconds: 0, triesLeft: 0, sendsLeft: 0 }
  return {
    resendAfterSeconds: Math.ceil(codes.waitMs / 1_000),
    triesLeft: Math.max(0, codeLimits.tries - one.tries),
    sendsLeft: Math.max(0, Math.min(codeLimits.sends - one.sends, codes.today)),
  }
}
