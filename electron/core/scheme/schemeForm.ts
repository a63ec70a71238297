import { z } from 'zod'
import { CacheSettings } from '#contract/cache.ts'
import type { SchemeField, SchemeForm } from '#contract/schemeForm.ts'
import type { Scheme } from './scheme.ts'

interface JsonSchema {
  type?: string
  enum?: string[]
  properties?: Record<string, JsonSchema>
  required?: string[]
}

const fieldKinds: Record<string, SchemeField['kind']> = { boolean: 'flag', integer: 'number', number: 'number' }

/** The fields of an entry for this scheme, read from the scheme's own schemas. */
export function schemeFormOf(scheme: Scheme): SchemeForm {
  return {
    scheme: scheme.id,
    fields: [
      ...fieldsOf(scheme.settings, false),
      ...expectableFields(scheme),
      ...cacheFields(scheme),
      ...fieldsOf(scheme.secrets, true),
    ],
    baseUrlName: scheme.baseUrlName ?? 'baseUrl',
    regions: regionsOf(scheme),
    presets: Object.keys(scheme.presets),
    canLookUp: scheme.offers?.includes('look-up') ?? false,
    canVerify: scheme.offers?.includes('verify') ?? false,
  }
}

function regionsOf(scheme: Scheme): SchemeForm['regions'] {
  return (scheme.regions ?? []).flatMap((region) => {
    const found = scheme.addressesOf?.(region)
    if (!found || found.outcome === 'unsure') return []
    const settings = Object.keys(found.settings ?? {})
    return [{ region, settings, ...(found.outcome === 'found' && { baseUrl: found.baseUrl }) }]
  })
}

/** The parts of `expect` that the scheme can prove. */
function expectableFields({ identifies = [] }: Scheme): SchemeField[] {
  return identifies.map((name) => ({ name: `expect.${name}`, kind: 'text', isRequired: false, isSecret: false }))
}

/** How long answers to look-ups are kept, where the scheme has any that may be. */
function cacheFields({ cache }: Scheme): SchemeField[] {
  if (!cache) return []
  const names = Object.keys(CacheSettings.shape)
  return names.map((name) => ({ name: `cache.${name}`, kind: 'number', isRequired: false, isSecret: false }))
}

function fieldsOf(schema: z.ZodObject, isSecret: boolean): SchemeField[] {
  const jsonSchema = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as JsonSchema
  return fieldsIn(jsonSchema, '', true).map((field) => ({ ...field, isSecret }))
}

/**
 * The fields of an object and of the objects inside it, named with dots.
 *
 * @param isNeeded false inside an object that may be absent: no field of it is required then
 */
function fieldsIn({ properties = {}, required = [] }: JsonSchema, within: string, isNeeded: boolean): SchemeField[] {
  return Object.entries(properties).flatMap(([key, schema]) => {
    const name = within + key
    const isRequired = isNeeded && required.includes(key)
    if (schema.properties) return fieldsIn(schema, `${name}.`, isRequired)
    const field = { name, isRequired, isSecret: false }
    if (schema.enum) return [{ ...field, kind: 'choice' as const, choices: schema.enum }]
    return [{ ...field, kind: fieldKinds[schema.type ?? ''] ?? 'text' }]
  })
}
