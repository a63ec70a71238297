import type { IncomingMessage, ServerResponse } from 'node:http'
import { OpenAPIHandler } from '@orpc/openapi/node'
import type { Agent } from '../../core/agent.ts'
import { Fault } from '../../core/fault.ts'
import { metricsText } from './metricsText.ts'
import { openApiDocument } from './openApi.ts'
import { type PosContext, posRouter } from './posRouter.ts'
import { prometheusType } from './prometheusText.ts'

/** The calls of the contract, over REST. */
export interface PosCalls {
  /** @throws whatever a call threw, and Fault `NOT_FOUND`, before anything was answered */
  answer(request: IncomingMessage, response: ServerResponse, context: PosContext, requestId: string): Promise<void>
  /** Ends the answers that wait for something to happen. */
  close(): void
}

export function posCalls(agent: Agent): PosCalls {
  const { version } = agent.status()
  const thrownBy = new WeakMap<PosContext, unknown>()
  const closing = new AbortController()
  const handler = new OpenAPIHandler(posRouter(agent, closing.signal), {
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

  let made: Promise<string> | undefined
  const document = () => {
    made ??= openApiDocument(version).then((whole) => JSON.stringify(whole))
    return made
  }

  return {
    async answer(request, response, context, requestId) {
      response.setHeader('Till-Agent-Request-Id', requestId)
      response.setHeader('Cache-Control', 'no-store')
      if (request.url === '/openapi.json') return send(request, response, 'application/json', await document())
      if (request.url === '/metrics') return send(request, response, prometheusType, metricsText(agent, context.client))
      const { matched } = await handler.handle(request, response, { context })
      if (!matched) throw new Fault('NOT_FOUND')
    },
    close: () => closing.abort(),
  }
}

function send(request: IncomingMessage, response: ServerResponse, type: string, body: string): void {
  if (request.method !== 'GET' && request.method !== 'HEAD') throw new Fault('METHOD_NOT_ALLOWED')
  response.setHeader('Content-Type', type)
  response.end(request.method === 'HEAD' ? undefined : body)
}
