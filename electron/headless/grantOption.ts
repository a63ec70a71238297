import type { Grant, Route } from '../contract/grant.ts'
import { UsageError } from './usage.ts'

const forms = "Give it as 'UPSTREAM=PRESET' or 'UPSTREAM=METHOD /path', such as 'loyalty=GET /v1.1/customer/get'."

/** What `--grant` says. Several for one upstream become one grant. */
export function parseGrants(options: readonly string[]): Grant[] {
  const grants = new Map<string, Grant['allow']>()
  for (const option of options) {
    const [, upstream, permission] = /^([^=]+)=(.+)$/s.exec(option) ?? []
    if (!upstream || !permission)
      throw new UsageError('A --grant does not say what it grants at which upstream.', forms)
    grants.set(upstream, [...(grants.get(upstream) ?? []), permissionFrom(permission)])
  }
  return [...grants].map(([upstream, allow]) => ({ upstream, allow }))
}

function permissionFrom(text: string): string | Route {
  const [, methods, path] = /^(\S+) +(\/\S*)$/.exec(text) ?? []
  return methods && path ? { methods: methods.toUpperCase().split(','), path } : text
}
