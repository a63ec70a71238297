import { z } from 'zod'
import type { SchemeField, SchemeForm } from '../contract/schemeForm.ts'
import type { Scheme } from './scheme.ts'

interface Described {
  type?: string
  enum?: string[]
  properties?: Record<string, Described>
  required?: string[]
}

/** What has to be said to add an upstream of this scheme, read off its own schemas. */
export function formOf(scheme: Scheme): SchemeForm {
  const found = (scheme.regions ?? []).flatMap((region) => {
    const at = scheme.baseUrlIn?.(region)
    return at?.outcome === 'found' ? [{ region, baseUrl: at.baseUrl }] : []
  })
  return {
    scheme: scheme.id,
    fields: [...fieldsOf(scheme.settings, false), ...fieldsOf(scheme.secrets, true)],
    regions: found,
    presets: Object.keys(scheme.presets),
    canLookUp: scheme.offers?.includes('look-up') ?? false,
    canVerify: scheme.offers?.includes('verify') ?? false,
    signsInWithBrowser: scheme.offers?.includes('browser-sign-in') ?? false,
  }
}

function fieldsOf(schema: z.ZodObject, isSecret: boolean): SchemeField[] {
  const described = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Described
  return fieldsIn(described, '', true).map((field) => ({ ...field, isSecret }))
}

/** An object that may be left out asks for nothing by itself. */
function fieldsIn({ properties = {}, required = [] }: Described, within: string, isNeeded: boolean): SchemeField[] {
  return Object.entries(properties).flatMap(([key, described]) => {
    const name = within + key
    const isRequired = isNeeded && required.includes(key)
    if (described.properties) return fieldsIn(described, `${name}.`, isRequired)
    const field = { name, isRequired, isSecret: false }
    if (described.enum) return [{ ...field, kind: 'choice' as const, choices: described.enum }]
    return [{ ...field, kind: kinds[described.type ?? ''] ?? 'text' }]
  })
}

const kinds: Record<string, SchemeField['kind']> = { boolean: 'flag', integer: 'number', number: 'number' }
