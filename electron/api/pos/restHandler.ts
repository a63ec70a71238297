import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AnyContractRouter } from '@orpc/contract'
import { OpenAPIHandler } from '@orpc/openapi/node'
import type { Router } from '@orpc/server'
import { hasBody } from '#api/http/loopbackResponse.ts'
import { Fault } from '#core/base/fault.ts'
import { jsonBody } from './jsonBody.ts'

/** @throws what the call threw, or Fault `NOT_FOUND`, before any of the response was sent */
export type RestHandler<Context> = (
  request: IncomingMessage,
  response: ServerResponse,
  context: Context,
  requestId: string,
) => Promise<void>

/** Serves calls of the contract over REST. */
export function restHandler<Context extends object>(router: Router<AnyContractRouter, Context>): RestHandler<Context> {
  const thrownBy = new WeakMap<Context, unknown>()
  const handler = new OpenAPIHandler<Context>(router, {
    interceptors: [
      (call) =>
        call.next().catch((thrown: unknown) => {
          thrownBy.set(call.context, thrown)
          throw thrown
        }),
    ],
    // Faults leave the library here: `PosResponse` writes every problem, alike for calls and brokered requests.
    rootInterceptors: [
      async (call) => {
        const result = await call.next()
        if (thrownBy.has(call.context)) throw thrownBy.get(call.context)
        return result
      },
    ],
  })
  return async (request, response, context, requestId) => {
    setOwnHeaders(response, requestId)
    // The library takes an already parsed body from this property.
    const parsed = hasBody(request) ? Object.assign(request, { body: await jsonBody(request) }) : request
    const { matched } = await handler.handle(parsed, response, { context })
    if (!matched) throw notFound(request.url)
  }
}

/** A base URL that ends in a slash was put before a path that begins with one: the commonest reason. */
function notFound(target = ''): Fault {
  if (!target.startsWith('//')) return new Fault('NOT_FOUND')
  const remedy = 'Remove the slash at the end of the base URL that the program was given.'
  return new Fault('NOT_FOUND', 'There is nothing at this address: it begins with two slashes.', undefined, remedy)
}

/** Sets the headers of every response that comes from the agent itself. */
export function setOwnHeaders(response: ServerResponse, requestId: string): void {
  response.setHeader('Till-Agent-Request-Id', requestId)
  response.setHeader('Cache-Control', 'no-store')
}
