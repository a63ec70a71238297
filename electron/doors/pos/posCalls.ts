import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Agent } from '../../core/agent.ts'
import { Fault } from '../../core/fault.ts'
import { metricsText } from './metricsText.ts'
import { openApiDocument } from './openApi.ts'
import { type PosContext, posRouter } from './posRouter.ts'
import { prometheusType } from './prometheusText.ts'
import { markOwn, restHandler } from './restHandler.ts'

/** The calls of the contract, over REST. */
export interface PosCalls {
  /** @throws whatever a call threw, and Fault `NOT_FOUND`, before anything was answered */
  answer(request: IncomingMessage, response: ServerResponse, context: PosContext, requestId: string): Promise<void>
  /** Ends the answers that wait for something to happen. */
  close(): void
}

export function posCalls(agent: Agent): PosCalls {
  const { version } = agent.status()
  const closing = new AbortController()
  const handle = restHandler(posRouter(agent, closing.signal))

  let made: Promise<string> | undefined
  const document = () => {
    made ??= openApiDocument(version).then((whole) => JSON.stringify(whole))
    return made
  }

  return {
    async answer(request, response, context, requestId) {
      markOwn(response, requestId)
      if (request.url === '/openapi.json') return send(request, response, 'application/json', await document())
      if (request.url === '/metrics') return send(request, response, prometheusType, metricsText(agent, context.client))
      await handle(request, response, context, requestId)
    },
    close: () => closing.abort(),
  }
}

function send(request: IncomingMessage, response: ServerResponse, type: string, body: string): void {
  if (request.method !== 'GET' && request.method !== 'HEAD') throw new Fault('METHOD_NOT_ALLOWED')
  response.setHeader('Content-Type', type)
  response.end(request.method === 'HEAD' ? undefined : body)
}
