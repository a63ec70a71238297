import type { Route } from '#contract/grant.ts'
import { Remembered } from '#core/base/remembered.ts'
import { loosePath, withoutFormat } from './loosePath.ts'

interface Pattern {
  methods: ReadonlySet<string>
  path: string
  segments: readonly string[]
  /** The segments as `loosePath` reads them. */
  looseSegments: readonly string[]
}

/** Granted routes prepared for matching: exact routes are found by one look-up, patterns are tried one after another. */
export class RouteTable {
  readonly #exact = new Set<string>()
  readonly #patterns: Pattern[] = []
  readonly #found = new Remembered<string | undefined>()

  constructor(routes: Iterable<Route>) {
    for (const route of routes) {
      const methods = new Set(route.methods)
      // HEAD is GET without the body (RFC 9110 §9.3.2).
      if (methods.has('GET')) methods.add('HEAD')
      if (route.path.includes('*') || methods.has('*')) this.#patterns.push(patternOf(methods, route.path))
      else for (const method of methods) this.#exact.add(`${method} ${route.path}`)
    }
  }

  /** @param path decoded; compared letter by letter */
  allows(method: string, path: string): boolean {
    return this.routeFor(method, path) !== undefined
  }

  /** Whether any method of a scheme's own route is allowed, however its path is spelt in a grant. */
  allowsAnyOf({ methods, path }: Route): boolean {
    return methods.some((method) => this.allows(method, loosePath(path)))
  }

  /**
   * The route that allows it, as in `GET /v2/customers/*`: logs show the route, since the path may name a customer. A
   * pattern allows a path only if it also matches what a lenient server makes of it: `*` is no `.json`, which such a
   * server takes for the format of the segment before.
   */
  routeFor(method: string, path: string): string | undefined {
    const exact = `${method} ${path}`
    if (this.#exact.has(exact)) return exact
    if (this.#patterns.length === 0) return undefined
    return this.#found.of(exact, () => this.#patternFor(method, path))
  }

  #patternFor(method: string, path: string): string | undefined {
    const segments = path.split('/')
    const loose = loosePath(path)
    const looseSegments = loose === path ? segments : loose.split('/')
    for (const { methods, path: pattern, ...own } of this.#patterns)
      if (
        (methods.has('*') || methods.has(method)) &&
        matches(own.segments, segments) &&
        matchesLoosely(own.looseSegments, looseSegments)
      )
        return `${method} ${pattern}`
    return undefined
  }
}

function patternOf(methods: ReadonlySet<string>, path: string): Pattern {
  return { methods, path, segments: path.split('/'), looseSegments: loosePath(path).split('/') }
}

/** `*` matches one segment that is not empty, `**` at the end whatever follows the slash. */
function matches(pattern: readonly string[], segments: readonly string[]): boolean {
  const isOpen = pattern.at(-1) === '**'
  const fixed = isOpen ? pattern.length - 1 : pattern.length
  if (isOpen ? segments.length <= fixed : segments.length !== fixed) return false
  for (let at = 0; at < fixed; at += 1)
    if (pattern[at] === '*' ? segments[at] === '' : pattern[at] !== segments[at]) return false
  return true
}

/**
 * As `matches`, for loosest readings: `/a/**` is `/a` too, as a lenient server knows no slash at the end; and `/a.aspx/b`
 * is `/a/b`, as one that runs `a` takes what follows for its input.
 */
export function matchesLoosely(pattern: readonly string[], segments: readonly string[]): boolean {
  const isOpen = pattern.at(-1) === '**'
  const fixed = isOpen ? pattern.length - 1 : pattern.length
  if (isOpen ? segments.length < fixed : segments.length !== fixed) return false
  for (let at = 0; at < fixed; at += 1) {
    const [wanted, segment = ''] = [pattern[at], segments[at]]
    if (wanted !== '*' && wanted !== segment && wanted !== withoutFormat(segment)) return false
  }
  return true
}
