import type { Grant } from '#contract/grant.ts'
import type { PairingRequest } from '#contract/pairing.ts'
import { type GrantItem, grantItems, grantsOf } from './grantItems.ts'
import type { GrantPeriod } from './grantPeriod.ts'

/** What a person approves of a pairing. */
export interface ApprovalChoice {
  items: readonly GrantItem[]
  period: GrantPeriod
}

/** The part of an approval that differs from the request: fewer grants, a shorter period, or nothing. */
export function reducedGrants(
  requested: Pick<PairingRequest, 'grants' | 'days'>,
  { items, period }: ApprovalChoice,
): { grants?: Grant[]; days?: number } {
  return {
    ...(items.length < grantItems(requested.grants).length && { grants: grantsOf(items) }),
    ...(period !== 'never-expires' && period !== requested.days && { days: period }),
  }
}
