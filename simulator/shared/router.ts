import type { RequestHead } from './cloud.ts'
import type { CloudResponse } from './response.ts'

/** A request with its body. Capillary's till APIs have a type of their own, `Call`. */
export interface CloudRequest extends RequestHead {
  body: Buffer
  /** The part of the path that matches `{id}` or `{rest}` of the endpoint; empty for an endpoint without one. */
  wildcard: string
}

export type Handler = (request: CloudRequest) => CloudResponse

/** Why no handler was found. */
export type RoutingMiss = 'unknown path' | 'other method'

interface Route {
  endpoint: string
  method: string
  /** What stands before and after the wildcard; the second is absent for an endpoint without one. */
  parts: string[]
  /** Whether the wildcard matches several segments. */
  isOpen: boolean
  handle: Handler
}

/** The handlers of a cloud by `METHOD path`, where `{id}` matches one segment and `{rest}` everything that follows. */
export class Router {
  readonly #routes: Route[]

  constructor(handlers: Record<string, Handler>) {
    this.#routes = Object.entries(handlers).map(([endpoint, handle]) => {
      const [method = '', path = ''] = endpoint.split(' ')
      return { endpoint, method, handle, parts: path.split(/{id}|{rest}/), isOpen: path.includes('{rest}') }
    })
  }

  endpointOf(method: string, path: string): string | undefined {
    return this.#routes.find((route) => route.method === method && wildcardOf(route, path) !== undefined)?.endpoint
  }

  handle(head: RequestHead, body: Buffer, refuse: (miss: RoutingMiss) => CloudResponse): CloudResponse {
    const candidates = this.#routes.filter((route) => wildcardOf(route, head.path) !== undefined)
    const route = candidates.find(({ method }) => method === head.method)
    if (route === undefined) return refuse(candidates.length === 0 ? 'unknown path' : 'other method')
    return route.handle({ ...head, body, wildcard: wildcardOf(route, head.path) ?? '' })
  }
}

/** What the wildcard matches: an empty text for a route without one, `undefined` for another path. */
function wildcardOf({ parts: [before = '', after], isOpen }: Route, path: string): string | undefined {
  if (after === undefined) return path === before ? '' : undefined
  if (!path.startsWith(before) || !path.endsWith(after)) return undefined
  const wildcard = path.slice(before.length, path.length - after.length)
  return wildcard !== '' && (isOpen || !wildcard.includes('/')) ? wildcard : undefined
}
