import type { RecentRequest } from '#contract/traffic.ts'

/** How a request ended. `fault`: the agent answered in place of the upstream. */
export type RequestOutcome = 'done' | 'redirected' | 'missing' | 'refused' | 'failed' | 'dropped' | 'fault'

export function outcomeOf({ status, code }: Pick<RecentRequest, 'status' | 'code'>): RequestOutcome {
  if (code !== undefined) return 'fault'
  if (status === undefined) return 'dropped'
  if (status >= 500) return 'failed'
  if (status === 404) return 'missing'
  if (status >= 400) return 'refused'
  return status >= 300 && status !== 304 ? 'redirected' : 'done'
}

/** Whether something may be wrong. A customer who is not found (404) is normal. */
export function isFailure(request: Pick<RecentRequest, 'status' | 'code'>): boolean {
  const outcome = outcomeOf(request)
  return outcome !== 'done' && outcome !== 'missing' && outcome !== 'redirected'
}
