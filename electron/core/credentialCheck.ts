import type { Finding, Remedy } from '../contract/doctor.ts'
import type { Identity, UpstreamView } from '../contract/upstream.ts'
import { Fault } from './fault.ts'
import type { Upstreams } from './upstreams.ts'

/** @param test tries the credential once. A locked one is never tried: clouds lock accounts after a few (design 7). */
export async function checkCredential(
  { id, state, reason, remedy }: UpstreamView,
  upstreams: Upstreams,
  test: () => Promise<Identity>,
): Promise<Finding> {
  const about = { check: 'credential', upstream: id } as const
  const todo = (action: Remedy['action']) => ({ action: { action, target: id } })
  if (state === 'locked')
    return { ...about, outcome: 'trouble', sentence: reason ?? '', ...withRemedy(remedy), ...todo('rotate-upstream') }
  try {
    return { ...about, outcome: 'fine', ...sentenceOf(id, await test()) }
  } catch (thrown) {
    if (!(thrown instanceof Fault)) throw thrown
    const open = upstreams.find(id)
    const needsSignIn = open !== undefined && upstreams.signInNeeded(open) !== undefined
    const trouble = { ...about, outcome: 'trouble', sentence: thrown.detail, remedy: thrown.remedy } as const
    switch (thrown.code) {
      case 'CREDENTIAL_REFUSED':
        return { ...trouble, ...todo('rotate-upstream') }
      case 'UPSTREAM_NOT_READY':
        return { ...trouble, ...todo(needsSignIn ? 'sign-in-upstream' : 'rotate-upstream') }
      case 'CREDENTIAL_UNPROVEN':
        return { ...trouble, outcome: 'attention', ...todo('test-upstream') }
      default:
        return { ...trouble, ...todo('test-upstream') }
    }
  }
}

function sentenceOf(id: string, { notice }: Identity): Pick<Finding, 'sentence'> {
  const known = `"${id}" takes the credential of this till.`
  return { sentence: notice ? `${known} ${notice}` : known }
}

function withRemedy(remedy: string | undefined): { remedy?: string } {
  return remedy === undefined ? {} : { remedy }
}
