import { OpenAPIGenerator } from '@orpc/openapi'
import { ZodToJsonSchemaConverter } from '@orpc/zod/zod4'
import { CustomerStep, CustomerView, ProviderSignInStarted } from '#contract/customer.ts'
import { faults } from '#contract/faults/faults.ts'
import { OutboxEntryDetail, OutboxEntryView, RequestFate } from '#contract/outbox/entry.ts'
import { PairingAnswer, PairingAsked, PairingRequest } from '#contract/pairing.ts'
import { CheckoutToken } from '#contract/pos/checkout.ts'
import { pairings, pos, proof, userHeader } from '#contract/pos/pos.ts'
import { Proof, ProofRequest } from '#contract/pos/proof.ts'
import { Problem } from '#contract/problem.ts'
import { StatementCheck, StatementClaims } from '#contract/statement.ts'
import { Concern, Status, UpstreamStatus } from '#contract/status.ts'
import { KeySet, Verification, VerificationStart } from '#contract/verification.ts'
import { asOpenApi30 } from './openApi30.ts'

const served = { ...pos, pairings, proof }

/** By these names generated clients call their classes. */
const requests = { PairingRequest, ProofRequest, StatementCheck, VerificationStart }
const responses = {
  ...{ CheckoutToken, Concern, CustomerStep, CustomerView, KeySet, OutboxEntry: OutboxEntryView, OutboxEntryDetail },
  ...{
    PairingAnswer,
    PairingAsked,
    Problem,
    Proof,
    ProviderSignInStarted,
    RequestFate,
    StatementClaims,
    Status,
    UpstreamStatus,
  },
  ...{ Verification },
}
const commonSchemas = {
  ...Object.fromEntries(
    Object.entries(requests).map(([name, schema]) => [name, { schema, strategy: 'input' }] as const),
  ),
  ...Object.fromEntries(
    Object.entries(responses).map(([name, schema]) => [name, { schema, strategy: 'output' }] as const),
  ),
}

/** The POS API as OpenAPI 3.1: generated from the contract, plus the routes that are no calls of it. */
export async function openApiDocument(version: string): Promise<object> {
  const generator = new OpenAPIGenerator({ schemaConverters: [new ZodToJsonSchemaConverter()] })
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
    commonSchemas,
    customErrorResponseBodySchema: (errors) => ({ ...problem, description: errors.map(([code]) => code).join(' · ') }),
  })
  for (const operation of Object.values(document.paths ?? {}).flatMap((path) => Object.values(path ?? {})))
    describeFaults((operation as { responses: Record<string, FaultResponse> }).responses)
  document.paths = { ...document.paths, ...plainRoutes }
  return document
}

/** The same as OpenAPI 3.0.3, for generators that read no 3.1. */
export async function openApi30Document(version: string): Promise<object> {
  return asOpenApi30(await openApiDocument(version))
}

const problem = { $ref: '#/components/schemas/Problem' }

interface FaultResponse {
  description: string
  content: Record<string, { schema: { description?: string; $ref: string } }>
}

/** The generator knows a fault's body by its schema alone: says which codes there are, and the type that is sent. */
function describeFaults(responses: Record<string, FaultResponse>): void {
  for (const [status, response] of Object.entries(responses)) {
    if (Number(status) < 400) continue
    response.description = Object.values(response.content)[0]?.schema.description ?? status
    response.content = { 'application/problem+json': { schema: problem } }
  }
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
  '/readyz': {
    get: {
      operationId: 'readyz',
      summary:
        'Whether the till can serve: an upstream can be called and reached. Needs no key and reveals nothing else.',
      security: [],
      responses: { 204: { description: 'It can.' }, 503: { description: 'It is blocked or offline.' } },
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
  '/openapi-3.0.json': {
    get: {
      operationId: 'openapi-3.0',
      summary: 'This document for generators that read no OpenAPI 3.1',
      responses: { 200: { description: 'OpenAPI 3.0.3', content: { 'application/json': {} } } },
    },
  },
}
