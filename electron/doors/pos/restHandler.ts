import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AnyContractRouter } from '@orpc/contract'
import { OpenAPIHandler } from '@orpc/openapi/node'
import type { Router } from '@orpc/server'
import { Fault } from '../../core/fault.ts'
import { jsonBody } from './jsonBody.ts'
import { hasBody } from './posAnswer.ts'

/** @throws whatever the call threw, and Fault `NOT_FOUND`, before anything was answered */
export type RestHandler<Context> = (
  request: IncomingMessage,
  response: ServerResponse,
  context: Context,
  requestId: string,
) => Promise<void>

/** Answers calls of the contract over REST. */
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
    // Faults leave the library here: the door words every problem itself, alike for calls and brokered requests.
    rootInterceptors: [
      async (call) => {
        const result = await call.next()
        if (thrownBy.has(call.context)) throw thrownBy.get(call.context)
        return result
      },
    ],
  })
  return async (request, response, context, requestId) => {
    markOwn(response, requestId)
    // The library takes the body from here, where there is one.
    const read = hasBody(request) ? Object.assign(request, { body: await jsonBody(request) }) : request
    const { matched } = await handler.handle(read, response, { context })
    if (!matched) throw new Fault('NOT_FOUND')
  }
}

/** What every answer of the agent's own has. */
export function markOwn(response: ServerResponse, requestId: string): void {
  response.setHeader('Till-Agent-Request-Id', requestId)
  response.setHeader('Cache-Control', 'no-store')
}
