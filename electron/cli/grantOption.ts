import type { Grant, Route } from '#contract/grant.ts'
import { UsageError } from './usage.ts'

const remedy = "Give it as 'UPSTREAM=PRESET' or 'UPSTREAM=METHOD /path', such as 'loyalty=GET /v1.1/customer/get'."

/**
 * The grants that the `--grant` options give. Several options for one upstream make one grant.
 *
 * @throws UsageError
 */
export function parseGrants(options: readonly string[]): Grant[] {
  const grants = new Map<string, Grant['allow']>()
  for (const option of options) {
    const [, upstream, permission] = /^([^=]+)=(.+)$/s.exec(option) ?? []
    if (!upstream || !permission)
      throw new UsageError('A --grant does not say what it grants at which upstream.', remedy)
    grants.set(upstream, [...(grants.get(upstream) ?? []), parsePermission(permission)])
  }
  return [...grants].map(([upstream, allow]) => ({ upstream, allow }))
}

/** A preset, or a route such as `GET,POST /path`. */
function parsePermission(text: string): string | Route {
  const [, methods, path] = /^(\S+) +(\/\S*)$/.exec(text) ?? []
  return methods && path ? { methods: methods.toUpperCase().split(','), path } : text
}

/** A grant for people, such as `loyalty: capillary:sell, GET /v1.1/store/get`. */
export function grantText({ upstream, allow }: Grant): string {
  const permissions = allow.map((permission) =>
    typeof permission === 'string' ? permission : `${permission.methods.join(',')} ${permission.path}`,
  )
  return `${upstream}: ${permissions.join(', ')}`
}
