import type { Grant, Route } from '../contract/grant.ts'
import type { PairingRequest } from '../contract/pairing.ts'
import type { Issue } from './issues.ts'

/** What a person may make of a request: less of it. */
export interface Narrowed {
  grants?: Grant[]
  days?: number
}

type Permission = Grant['allow'][number]

/** Where a decision gives more than was asked for: the dialog showed what was asked, and nothing beyond that. */
export function beyond(asked: PairingRequest, { grants = [], days = 0 }: Narrowed): Issue[] {
  const ofGrants = grants.flatMap(({ upstream, allow }, grant) => {
    const wanted = asked.grants.filter((one) => one.upstream === upstream).flatMap((one) => one.allow)
    return allow.flatMap((permission, at) =>
      wanted.some((one) => covers(one, permission))
        ? []
        : [{ path: `grants[${grant}].allow[${at}]`, message: 'was not asked for' }],
    )
  })
  const ofDays =
    asked.days !== undefined && days > asked.days ? [{ path: 'days', message: 'is longer than was asked for' }] : []
  return [...ofGrants, ...ofDays]
}

function covers(wanted: Permission, given: Permission): boolean {
  if (isNamed(wanted) || isNamed(given)) return wanted === given
  const all = wanted.methods.includes('*')
  return wanted.path === given.path && given.methods.every((method) => all || wanted.methods.includes(method))
}

function isNamed(permission: Permission): permission is Exclude<Permission, Route> {
  return typeof permission === 'string'
}
