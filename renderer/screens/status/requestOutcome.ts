import type { RecentRequest } from '../../../electron/contract/traffic.ts'

/** How a request ended, as far as a person asks. `fault`: the agent answered in the upstream's place. */
export type RequestOutcome = 'done' | 'redirected' | 'missing' | 'refused' | 'failed' | 'dropped' | 'fault'

export function outcomeOf({ status, code }: Pick<RecentRequest, 'status' | 'code'>): RequestOutcome {
  if (code !== undefined) return 'fault'
  if (status === undefined) return 'dropped'
  if (status >= 500) return 'failed'
  if (status === 404) return 'missing'
  if (status >= 400) return 'refused'
  return status >= 300 && status !== 304 ? 'redirected' : 'done'
}

/** Customers who are not found are everyday: nothing is wrong with the till then. */
export function isTrouble(request: Pick<RecentRequest, 'status' | 'code'>): boolean {
  const outcome = outcomeOf(request)
  return outcome !== 'done' && outcome !== 'missing' && outcome !== 'redirected'
}
