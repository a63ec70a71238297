import type { Grant } from '#contract/grant.ts'

/** One permission of a client at one upstream. */
export interface GrantItem {
  /** Unique among all items. */
  key: string
  upstream: string
  permission: Grant['allow'][number]
}

/** Splits grants into single permissions, each once. */
export function grantItems(grants: readonly Grant[]): GrantItem[] {
  const items = grants.flatMap(({ upstream, allow }) =>
    allow.map((permission) => ({ key: keyOf(upstream, permission), upstream, permission })),
  )
  return [...new Map(items.map((item) => [item.key, item])).values()]
}

/** Joins permissions into grants, one for each upstream. */
export function grantsOf(items: readonly GrantItem[]): Grant[] {
  const byUpstream = Map.groupBy(items, ({ upstream }) => upstream)
  return [...byUpstream].map(([upstream, own]) => ({ upstream, allow: own.map(({ permission }) => permission) }))
}

function keyOf(upstream: string, permission: GrantItem['permission']): string {
  const text = typeof permission === 'string' ? permission : `${permission.methods.join(',')} ${permission.path}`
  return `${upstream} ${text}`
}
