/**
 * The same document as OpenAPI 3.0.3, for the generators that read no 3.1 (those of C# and Delphi among them).
 *
 * 3.0's schemas are of an earlier JSON Schema: what it writes in another way is written so, and what it cannot say is left
 * out, so that the description is wider there and never narrower (https://spec.openapis.org/oas/v3.0.3, "Schema Object").
 *
 * @param document OpenAPI 3.1, as `openApiDocument` makes it
 */
export function asOpenApi30(document: object): object {
  return { ...(downgrade(document) as object), openapi: '3.0.3' }
}

/** By their name, whatever stands at them: no member of the document's own has one of these names. */
const unknownKeywords = new Set([
  '$schema',
  'propertyNames',
  'contentEncoding',
  'contentMediaType',
  'unevaluatedProperties',
])

function downgrade(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(downgrade)
  if (typeof value !== 'object' || value === null) return value
  return downgradeObject(value as Record<string, unknown>)
}

function downgradeObject(object: Record<string, unknown>): Record<string, unknown> {
  // A reference stands alone in 3.0: what stands beside it is ignored.
  if (typeof object.$ref === 'string') return { $ref: object.$ref }
  const known = Object.entries(object).filter(([name]) => !unknownKeywords.has(name))
  const result = Object.fromEntries(known.map(([name, member]) => [name, downgrade(member)]))
  return asNullable(asExample(asEnum(asBounds(result))))
}

/** `const` is an `enum` of one. */
function asEnum({ const: only, ...schema }: Record<string, unknown>): Record<string, unknown> {
  return only === undefined || typeof only === 'object' ? { ...schema } : { ...schema, enum: [only] }
}

function asExample({ examples, ...schema }: Record<string, unknown>): Record<string, unknown> {
  return Array.isArray(examples) ? { ...schema, example: examples[0] } : schema
}

/** An exclusive bound is a bound with a mark. */
function asBounds(schema: Record<string, unknown>): Record<string, unknown> {
  const { exclusiveMinimum: above, exclusiveMaximum: below, ...rest } = schema
  return {
    ...rest,
    ...(typeof above === 'number' && { minimum: above, exclusiveMinimum: true }),
    ...(typeof below === 'number' && { maximum: below, exclusiveMaximum: true }),
  }
}

/** There is no type `null`: it is a mark on the others. */
function asNullable(schema: Record<string, unknown>): Record<string, unknown> {
  const { anyOf, ...rest } = schema
  if (!Array.isArray(anyOf) || !anyOf.some(isNull)) return schema
  const others = anyOf.filter((one) => !isNull(one))
  return { ...rest, ...(others.length === 1 ? { allOf: others } : { anyOf: others }), nullable: true }
}

function isNull(schema: unknown): boolean {
  return typeof schema === 'object' && schema !== null && 'type' in schema && schema.type === 'null'
}
