import { Validator } from '@seriousme/openapi-schema-validator'
import { expect, test } from 'vitest'
import { openApi30Document, openApiDocument } from '#api/pos/openApi.ts'
import { asOpenApi30 } from '#api/pos/openApi30.ts'

test.each([
  ['3.1', openApiDocument],
  ['3.0', openApi30Document],
] as const)('the document is valid by the schema of OpenAPI %s', async (version, document) => {
  const validator = new Validator()
  const sent = JSON.parse(JSON.stringify(await document('0.1.0')))
  expect(await validator.validate(sent)).toEqual({ valid: true })
  expect(validator.version).toBe(version)
})

// A generator names its classes by these.
test('what comes and goes has names, and each fault is one Problem with its codes', async () => {
  const { paths, components } = (await openApiDocument('0.1.0')) as {
    paths: Record<string, Record<string, { responses: object }>>
    components: { schemas: Record<string, object> }
  }
  const { responses } = paths['/v1/verifications/{id}']?.get ?? {}
  expect(responses).toMatchObject({
    200: { content: { 'application/json': { schema: { $ref: '#/components/schemas/Verification' } } } },
    404: {
      description: 'UNKNOWN_VERIFICATION',
      content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
    },
  })
  expect(Object.keys(components.schemas)).toEqual(
    expect.arrayContaining(['Status', 'VerificationStart', 'OutboxEntry']),
  )
})

test.each([
  ['a constant', { const: 'code' }, { enum: ['code'] }],
  ['a constant that is false', { const: false }, { enum: [false] }],
  ['an exclusive lower bound', { exclusiveMinimum: 0 }, { minimum: 0, exclusiveMinimum: true }],
  ['an exclusive upper bound', { exclusiveMaximum: 9 }, { maximum: 9, exclusiveMaximum: true }],
  ['examples', { examples: ['a', 'b'] }, { example: 'a' }],
  [
    'null or one other',
    { anyOf: [{ type: 'string' }, { type: 'null' }] },
    { allOf: [{ type: 'string' }], nullable: true },
  ],
  [
    'null or several others',
    { anyOf: [{ type: 'string' }, { type: 'number' }, { type: 'null' }] },
    { anyOf: [{ type: 'string' }, { type: 'number' }], nullable: true },
  ],
  ['what stands beside a reference', { $ref: '#/a', description: 'x' }, { $ref: '#/a' }],
  ['keywords that 3.0 has not', { type: 'object', propertyNames: { pattern: 'x' } }, { type: 'object' }],
  ['what is the same in both', { type: 'string', pattern: 'x' }, { type: 'string', pattern: 'x' }],
])('OpenAPI 3.0 says %s in its own way, at any depth', (_, schema, expected) => {
  expect(asOpenApi30({ deep: [{ properties: { schema } }] })).toEqual({
    openapi: '3.0.3',
    deep: [{ properties: { schema: expected } }],
  })
})
