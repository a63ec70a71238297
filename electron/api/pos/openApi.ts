import { OpenAPIGenerator } from '@orpc/openapi'
import { ZodToJsonSchemaConverter } from '@orpc/zod/zod4'
import { z } from 'zod'
import { faults } from '#contract/faults/faults.ts'
import { pairings, pos, userHeader } from '#contract/pos.ts'
import { Problem } from '#contract/problem.ts'

const served = { ...pos, pairings }

/** The POS API as OpenAPI 3.1: generated from the contract, plus the routes that are no calls of it. */
export async function openApiDocument(version: string): Promise<object> {
  const generator = new OpenAPIGenerator({ schemaConverters: [new ZodToJsonSchemaConverter()] })
  const problem = z.toJSONSchema(Problem)
  const document = await generator.generate(served, {
    info: {
      title: 'Till Agent, POS API',
      version,
      description: `Faults are application/problem+json with a Till-Agent-Fault header. Codes: ${Object.keys(faults).join(', ')}.`,
    },
    servers: [{ url: 'http://127.0.0.1:47600' }],
    components: {
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer' },
        basic: {
          type: 'http',
          scheme: 'basic',
          description: 'The key is the password; the user name does not matter.',
        },
        header: { type: 'apiKey', in: 'header', name: 'Till-Agent-Key' },
      },
    },
    security: [{ bearer: [] }, { basic: [] }, { header: [] }],
    customErrorResponseBodySchema: () => problem as object,
  })
  document.paths = { ...document.paths, ...plainRoutes }
  return document
}

const via = {
  summary: 'One brokered request: sent to the upstream as it is, with the credential added',
  parameters: [
    { name: 'upstream', in: 'path', required: true, schema: { type: 'string' } },
    { name: 'path', in: 'path', required: true, schema: { type: 'string' }, description: 'May hold slashes.' },
    userHeader,
  ],
  responses: { default: { description: "The upstream's response, or a fault of the agent's own" } },
} as const

const plainRoutes = {
  '/via/{upstream}/{path}': Object.fromEntries(
    ['get', 'head', 'post', 'put', 'patch', 'delete', 'options'].map((method) => [
      method,
      { ...via, operationId: `via-${method}` },
    ]),
  ),
  '/healthz': {
    get: {
      operationId: 'healthz',
      summary: 'Whether the agent runs. Needs no key and reveals nothing else.',
      security: [],
      responses: { 204: { description: 'The agent runs.' } },
    },
  },
  '/metrics': {
    get: {
      operationId: 'metrics',
      summary: "Metrics of this client's requests, of the upstreams granted to it, and of the agent",
      responses: { 200: { description: 'Prometheus text format 0.0.4', content: { 'text/plain': {} } } },
    },
  },
  '/openapi.json': {
    get: {
      operationId: 'openapi',
      summary: 'This document',
      responses: { 200: { description: 'OpenAPI 3.1', content: { 'application/json': {} } } },
    },
  },
}
