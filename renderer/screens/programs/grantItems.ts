import type { Grant } from '../../../electron/contract/grant.ts'

/** One thing that a program may do at one upstream. */
export interface GrantItem {
  /** Told apart from all others by this. */
  key: string
  upstream: string
  permission: Grant['allow'][number]
}

/** Grants taken apart, each thing once. */
export function grantItems(grants: readonly Grant[]): GrantItem[] {
  const items = grants.flatMap(({ upstream, allow }) =>
    allow.map((permission) => ({ key: keyOf(upstream, permission), upstream, permission })),
  )
  return [...new Map(items.map((item) => [item.key, item])).values()]
}

/** Grants put together again, one for each upstream. */
export function grantsOf(items: readonly GrantItem[]): Grant[] {
  const byUpstream = Map.groupBy(items, ({ upstream }) => upstream)
  return [...byUpstream].map(([upstream, own]) => ({ upstream, allow: own.map(({ permission }) => permission) }))
}

function keyOf(upstream: string, permission: GrantItem['permission']): string {
  const said = typeof permission === 'string' ? permission : `${permission.methods.join(',')} ${permission.path}`
  return `${upstream} ${said}`
}
