import type { Remedy } from '#contract/doctor.ts'
import type { Identity } from '#contract/upstream.ts'
import { Fault } from '#core/base/fault.ts'
import type { UpstreamSummary } from '#core/upstreams/summary.ts'
import type { Upstreams } from '#core/upstreams/upstreams.ts'
import { type Finding, faultFinding } from './finding.ts'

/**
 * @param test tries the credential once. A locked credential is never tried: clouds lock accounts after a few wrong
 * tries (capillary.md 0.8).
 */
export async function checkCredential(
  { id, state, problem }: UpstreamSummary,
  upstreams: Upstreams,
  test: () => Promise<Identity>,
): Promise<Finding> {
  const checked = { check: 'credential', upstream: id } as const
  const withAction = (finding: Finding, action: Remedy['action']) => ({ ...finding, action: { action, target: id } })
  if (state === 'locked') return withAction(faultFinding(checked, problem), 'rotate-upstream')
  try {
    const { notice } = await test()
    return { ...checked, outcome: 'fine', reason: 'credential-accepted', params: { notice } }
  } catch (thrown) {
    if (!(thrown instanceof Fault)) throw thrown
    const trouble = faultFinding(checked, thrown)
    switch (thrown.code) {
      case 'CREDENTIAL_REFUSED':
      case 'CREDENTIAL_UNEXPECTED':
        return withAction(trouble, 'rotate-upstream')
      case 'UPSTREAM_NOT_READY':
        return withAction(trouble, needsSignIn(id, upstreams) ? 'sign-in-upstream' : 'rotate-upstream')
      case 'CREDENTIAL_UNPROVEN':
        return withAction({ ...trouble, outcome: 'attention' }, 'test-upstream')
      default:
        return withAction(trouble, 'test-upstream')
    }
  }
}

function needsSignIn(id: string, upstreams: Upstreams): boolean {
  const upstream = upstreams.find(id)
  return upstream !== undefined && upstreams.signInNeeded(upstream) !== undefined
}
