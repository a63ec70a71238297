import type { Route } from '../contract/grant.ts'

interface Pattern {
  methods: ReadonlySet<string>
  path: string
  expression: RegExp
}

/** Routes made ready for matching: the plain ones are one look-up, the others a short list. */
export class RouteTable {
  readonly #exact = new Set<string>()
  readonly #patterns: Pattern[] = []

  constructor(routes: Iterable<Route>) {
    for (const route of routes) {
      const methods = new Set(route.methods)
      // HEAD asks for what GET gives, less the body (RFC 9110 §9.3.2).
      if (methods.has('GET')) methods.add('HEAD')
      if (route.path.includes('*') || methods.has('*'))
        this.#patterns.push({ methods, path: route.path, expression: expressionOf(route.path) })
      else for (const method of methods) this.#exact.add(`${method} ${route.path}`)
    }
  }

  /** The path is the decoded one, compared letter by letter. */
  allows(method: string, path: string): boolean {
    return this.routeFor(method, path) !== undefined
  }

  /** The route that allows it, as in `GET /v2/customers/*`: fit to be shown, where the path itself may name a customer. */
  routeFor(method: string, path: string): string | undefined {
    const exact = `${method} ${path}`
    if (this.#exact.has(exact)) return exact
    for (const { methods, path: pattern, expression } of this.#patterns)
      if ((methods.has('*') || methods.has(method)) && expression.test(path)) return `${method} ${pattern}`
    return undefined
  }
}

function expressionOf(path: string): RegExp {
  const segments = path.split('/').map((segment) => {
    if (segment === '**') return '.*'
    if (segment === '*') return '[^/]+'
    return segment.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  })
  return new RegExp(`^${segments.join('/')}$`)
}

/** Most paths of a checkout: there is nothing in them to be read loosely. */
const alreadyLoose = /^(?:\/[a-z0-9_-]+)+$/

/**
 * The loosest way a server may read a path, for deny lists: small letters, no `;parameters`, no trailing dots, blanks
 * or slashes, no `.json` or `.xml` (v1.1 takes those; capillary.md 2.2). A deny list must not be spelled around.
 */
export function loosePath(path: string): string {
  if (alreadyLoose.test(path)) return path
  const segments = path
    .toLowerCase()
    .split('/')
    .map((segment) => segment.replace(/;.*$/, '').replace(/[. ]+$/, ''))
  return segments
    .join('/')
    .replace(/\/+$/, '')
    .replace(/\.(?:json|xml)$/, '')
}
