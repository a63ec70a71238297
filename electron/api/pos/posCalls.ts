import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Agent } from '#core/agent.ts'
import { Fault } from '#core/base/fault.ts'
import { type PosContext, posRouter } from './posRouter.ts'
import { PrometheusText, prometheusType } from './prometheusText.ts'
import { restHandler, setOwnHeaders } from './restHandler.ts'

/** The calls of the contract over REST, with the metrics and the OpenAPI document beside them. */
export interface PosCalls {
  /** @throws what the call threw, or Fault `NOT_FOUND` · `METHOD_NOT_ALLOWED`, before any of the response was sent */
  answer(request: IncomingMessage, response: ServerResponse, context: PosContext, requestId: string): Promise<void>
  /** Ends the calls that wait: event streams, and verifications that are asked for with `waitSeconds`. */
  close(): void
}

export function posCalls(agent: Agent): PosCalls {
  const { version } = agent.status()
  const closing = new AbortController()
  const handle = restHandler(posRouter(agent, closing.signal))

  const measure = agent.measurements.open()
  const documents = new Map<string, Promise<string>>()
  const openApi = (path: string) => {
    const document = documents.get(path) ?? writeOpenApi(path, version)
    documents.set(path, document)
    return document
  }

  return {
    async answer(request, response, context, requestId) {
      setOwnHeaders(response, requestId)
      if (request.url === '/openapi.json' || request.url === '/openapi-3.0.json')
        return send(request, response, 'application/json', await openApi(request.url))
      if (request.url === '/metrics') {
        const text = new PrometheusText()
        measure(text, context.client)
        return send(request, response, prometheusType, text.toString())
      }
      await handle(request, response, context, requestId)
    },
    close: () => closing.abort(),
  }
}

async function writeOpenApi(path: string, version: string): Promise<string> {
  const { openApiDocument, openApi30Document } = await import('./openApi.ts')
  return JSON.stringify(await (path === '/openapi.json' ? openApiDocument(version) : openApi30Document(version)))
}

function send(request: IncomingMessage, response: ServerResponse, type: string, body: string): void {
  if (request.method !== 'GET' && request.method !== 'HEAD') throw new Fault('METHOD_NOT_ALLOWED')
  response.setHeader('Content-Type', type)
  response.end(request.method === 'HEAD' ? undefined : body)
}
