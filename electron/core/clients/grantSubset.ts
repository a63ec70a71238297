import type { Grant, Route } from '#contract/grant.ts'
import type { PairingRequest } from '#contract/pairing.ts'
import type { Issue } from '#core/base/inputIssues.ts'

/** A person may grant less than was asked for. Absent fields stay as asked. */
export interface ReducedGrants {
  grants?: Grant[]
  days?: number
}

type Permission = Grant['allow'][number]

/** One issue for each permission beyond the request: the person who decides has only seen what was asked for. */
export function exceedsRequest(asked: PairingRequest, { grants = [], days = 0 }: ReducedGrants): Issue[] {
  const ofGrants = grants.flatMap(({ upstream, allow }, index) => {
    const requested = asked.grants.filter((grant) => grant.upstream === upstream).flatMap((grant) => grant.allow)
    return allow.flatMap((permission, at) =>
      requested.some((candidate) => includes(candidate, permission))
        ? []
        : [{ path: `grants[${index}].allow[${at}]`, message: 'was not asked for' }],
    )
  })
  const ofDays =
    asked.days !== undefined && days > asked.days ? [{ path: 'days', message: 'is longer than was asked for' }] : []
  return [...ofGrants, ...ofDays]
}

/** Compares paths as texts: whether one pattern matches less than another is not decided. */
function includes(requested: Permission, given: Permission): boolean {
  if (isNamed(requested) || isNamed(given)) return requested === given
  const all = requested.methods.includes('*')
  return requested.path === given.path && given.methods.every((method) => all || requested.methods.includes(method))
}

function isNamed(permission: Permission): permission is Exclude<Permission, Route> {
  return typeof permission === 'string'
}
