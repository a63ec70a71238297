import type { Answer } from './answer.ts'
import type { Arrival } from './cloud.ts'

/** A request to one of the clouds beside Capillary's till APIs, body and all. */
export interface Request extends Arrival {
  body: Buffer
  /** What stood where the endpoint has `{id}` or `{rest}`. */
  wildcard: string
}

export type Act = (request: Request) => Answer

interface Route {
  endpoint: string
  method: string
  pattern: RegExp
  act: Act
}

/** A cloud's calls by `METHOD path`, where `{id}` is one segment and `{rest}` all that follows. */
export class Paths {
  readonly #routes: Route[]

  constructor(calls: Record<string, Act>) {
    this.#routes = Object.entries(calls).map(([endpoint, act]) => {
      const [method = '', path = ''] = endpoint.split(' ')
      const pattern = path.replace(/[.]/g, '\\.').replace('{id}', '([^/]+)').replace('{rest}', '(.+)')
      return { endpoint, method, act, pattern: new RegExp(`^${pattern}$`) }
    })
  }

  endpointOf(method: string, path: string): string | undefined {
    return this.#routes.find((route) => route.method === method && route.pattern.test(path))?.endpoint
  }

  act(arrival: Arrival, body: Buffer, otherwise: (reason: 'no such path' | 'other method') => Answer): Answer {
    const here = this.#routes.filter((route) => route.pattern.test(arrival.path))
    const route = here.find(({ method }) => method === arrival.method)
    if (route === undefined) return otherwise(here.length === 0 ? 'no such path' : 'other method')
    return route.act({ ...arrival, body, wildcard: route.pattern.exec(arrival.path)?.[1] ?? '' })
  }
}
