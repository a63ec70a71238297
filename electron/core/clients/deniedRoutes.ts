import type { Route } from '#contract/grant.ts'
import { Remembered } from '#core/base/remembered.ts'
import { loosePath, looseReadings } from './loosePath.ts'
import { matchesLoosely } from './routeTable.ts'

interface Pattern {
  methods: ReadonlySet<string>
  segments: readonly string[]
}

/** Methods with a meaning of their own. Lenient servers take any other for GET: HEAD, OPTIONS, QUERY, SEARCH. */
const writes = new Set(['POST', 'PUT', 'PATCH', 'DELETE'])

/**
 * The routes of an upstream that no grant opens. A request is denied when any lenient server may read it as one of them
 * (attacks.md T43). Part of the route may stand in the base URL: with a base URL of `…/v2`, `/otp` is `/v2/otp`.
 */
export class DeniedRoutes {
  readonly #patterns: readonly Pattern[]
  /** The ends of the base URL's path, the empty one first. */
  readonly #prefixes: readonly string[]
  readonly #decisions = new Remembered<boolean>()

  /** @param prefix the path of the base URL, decoded, or empty */
  constructor(routes: readonly Route[], prefix = '') {
    this.#patterns = routes.map(({ methods, path }) => ({
      methods: new Set(methods),
      segments: loosePath(path).split('/'),
    }))
    const segments = prefix.split('/').filter(Boolean)
    this.#prefixes = ['', ...segments.map((_, at) => `/${segments.slice(at).join('/')}`)]
  }

  /** @param path decoded, below the base URL */
  denies(method: string, path: string): boolean {
    if (this.#patterns.length === 0) return false
    return this.#decisions.of(`${method} ${path}`, () => this.#decide(method, path))
  }

  #decide(method: string, path: string): boolean {
    const readings = this.#prefixes.flatMap((prefix) => looseReadings(prefix + path))
    return readings.some((reading) => this.#deniesReading(method, reading.split('/')))
  }

  #deniesReading(method: string, segments: readonly string[]): boolean {
    return this.#patterns.some((pattern) => isMeant(pattern, method) && matchesLoosely(pattern.segments, segments))
  }
}

function isMeant({ methods }: Pattern, method: string): boolean {
  return methods.has('*') || methods.has(method) || (methods.has('GET') && !writes.has(method))
}
