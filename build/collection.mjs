// Writes clients/postman/till-agent.postman_collection.json from the contract: node build/collection.mjs
// test/clients/collection.test.ts fails while the file is not what this makes.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { openApi30Document } from '#api/pos/openApi.ts'

export const collectionFile = join(import.meta.dirname, '../clients/postman/till-agent.postman_collection.json')

/** The requests of the POS API as a Postman collection (v2.1), which Postman, Bruno, Insomnia and Hoppscotch read. */
export async function collectionText() {
  const document = await openApi30Document('1')
  const folders = new Map()
  for (const [path, methods] of Object.entries(document.paths))
    for (const [method, operation] of Object.entries(methods)) {
      if (skipped.has(operation.operationId)) continue
      const name = folderOf(path)
      const requests = folders.get(name) ?? []
      requests.push(requestOf(path, method, operation, document))
      folders.set(name, requests)
    }
  const collection = {
    info: {
      name: 'Till Agent',
      description: 'Made by build/collection.mjs. Set the variable "key" to what "till-agent client add" printed.',
      schema: 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json',
    },
    auth: { type: 'apikey', apikey: entries({ key: 'Till-Agent-Key', value: '{{key}}', in: 'header' }) },
    variable: [
      { key: 'baseUrl', value: document.servers[0].url },
      { key: 'key', value: '' },
      { key: 'upstream', value: 'loyalty' },
    ],
    item: [...folders].map(([name, item]) => ({ name, item })),
  }
  return `${JSON.stringify(collection, undefined, 2)}\n`
}

/** Of the methods of a brokered request these are enough to begin with. */
const skipped = new Set(['via-head', 'via-put', 'via-patch', 'via-delete', 'via-options'])

const entries = (values) => Object.entries(values).map(([key, value]) => ({ key, value, type: 'string' }))

function folderOf(path) {
  const [, first, second] = path.split('/')
  return first === 'v1' ? second : first === 'via' ? 'brokered requests' : 'the agent'
}

function requestOf(path, method, { summary, operationId, parameters = [], requestBody, security }, document) {
  const inPath = parameters.filter(({ in: place }) => place === 'path')
  const inQuery = parameters.filter(({ in: place }) => place === 'query')
  const segments = path
    .slice(1)
    .replaceAll(/\{(\w+)\}/g, ':$1')
    .split('/')
  const query = inQuery.map(({ name, description = '' }) => ({ key: name, value: '', description, disabled: true }))
  const schema = requestBody?.content?.['application/json']?.schema
  return {
    name: summary ?? operationId,
    request: {
      method: method.toUpperCase(),
      ...(security?.length === 0 && { auth: { type: 'noauth' } }),
      header: schema ? entries({ 'Content-Type': 'application/json' }) : [],
      url: {
        raw: `{{baseUrl}}/${segments.join('/')}`,
        host: ['{{baseUrl}}'],
        path: segments,
        ...(query.length > 0 && { query }),
        ...(inPath.length > 0 && { variable: inPath.map(({ name }) => ({ key: name, value: startOf(name, path) })) }),
      },
      ...(schema && {
        body: {
          mode: 'raw',
          raw: JSON.stringify(exampleOf(schema, document), undefined, 2),
          options: { raw: { language: 'json' } },
        },
      }),
    },
  }
}

/** @returns what a path's variable begins with */
function startOf(name, path) {
  if (name === 'upstream' || (name === 'id' && path.startsWith('/v1/upstreams/'))) return '{{upstream}}'
  return name === 'path' ? 'v1.1/customer/get?format=json&mobile=919999999993' : ''
}

/** The least that a schema of a request takes. @param depth of what refers to itself */
function exampleOf(schema, document, depth = 0) {
  if (schema === undefined || depth > 8) return null
  if (schema.$ref) return exampleOf(document.components.schemas[schema.$ref.split('/').at(-1)], document, depth + 1)
  if (schema.enum) return schema.enum[0]
  const [one] = schema.anyOf ?? schema.oneOf ?? schema.allOf ?? []
  if (one) return exampleOf(one, document, depth + 1)
  switch (schema.type) {
    case 'object': {
      const required = schema.required ?? []
      const members = Object.entries(schema.properties ?? {}).filter(([name]) => required.includes(name))
      return Object.fromEntries(members.map(([name, part]) => [name, exampleOf(part, document, depth + 1)]))
    }
    case 'array':
      return [exampleOf(schema.items, document, depth + 1)]
    case 'integer':
    case 'number':
      return schema.minimum ?? 0
    case 'boolean':
      return false
    default:
      return ''
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) writeFileSync(collectionFile, await collectionText())
