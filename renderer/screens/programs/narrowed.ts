import type { Grant } from '../../../electron/contract/grant.ts'
import type { PairingRequest } from '../../../electron/contract/pairing.ts'
import { type GrantItem, grantItems, grantsOf } from './grantItems.ts'
import type { Period } from './periods.ts'

/** What to answer a pairing with: only where it is less than what was asked for. */
export function narrowed(
  asked: Pick<PairingRequest, 'grants' | 'days'>,
  { items, period }: { items: readonly GrantItem[]; period: Period },
): { grants?: Grant[]; days?: number } {
  return {
    ...(items.length < grantItems(asked.grants).length && { grants: grantsOf(items) }),
    ...(period !== 'ever' && period !== asked.days && { days: period }),
  }
}
