import type { SchemeField, SchemeForm } from '../../electron/contract/schemeForm.ts'
import type { UpstreamEntry } from '../../electron/contract/upstream.ts'

/** What was typed or chosen, by the field's name. Beside the scheme's own: `region`, `baseUrl`, `proxy` and `caFile`. */
export type FieldValues = Readonly<Record<string, string | boolean>>

/** In place of a region: the person gives the address. */
export const ownAddress = 'custom'

export function entryOf(id: string, { scheme, fields, regions }: SchemeForm, values: FieldValues): UpstreamEntry {
  const isRegion = regions.length > 0 && values.region !== ownAddress
  return {
    id,
    scheme,
    ...given(isRegion ? 'region' : 'baseUrl', values),
    ...given('proxy', values),
    ...given('caFile', values),
    ...nested(fields, values),
  }
}

/** Of all fields that hold a secret, for a credential that takes another's place. */
export function secretsOf({ fields }: SchemeForm, values: FieldValues): Record<string, string> {
  return nested(
    fields.filter(({ isSecret }) => isSecret),
    values,
  ) as Record<string, string>
}

/** What was typed, without what nobody should be able to read there later. */
export function withoutSecrets({ fields }: SchemeForm, values: FieldValues): FieldValues {
  const secrets = new Set(fields.filter(({ isSecret }) => isSecret).map(({ name }) => name))
  return Object.fromEntries(Object.entries(values).filter(([name]) => !secrets.has(name)))
}

/** A dot in a field's name leads into an object. What was left blank is left out. */
function nested(fields: SchemeField[], values: FieldValues): Record<string, unknown> {
  const entry: Record<string, unknown> = {}
  for (const { name, kind, isSecret } of fields) {
    const value = values[name]
    if (value === undefined || value === '') continue
    const [first = name, ...rest] = name.split('.')
    const read = readAs(kind, isSecret, value)
    entry[first] = rest.length === 0 ? read : { ...(entry[first] as object | undefined), [rest.join('.')]: read }
  }
  return entry
}

/** Blanks around a secret may be part of it; around anything else they came with pasting. */
function readAs(kind: SchemeField['kind'], isSecret: boolean, value: string | boolean): unknown {
  if (typeof value === 'boolean' || isSecret) return value
  return kind === 'number' ? Number(value) : value.trim()
}

function given(name: string, values: FieldValues): Record<string, string> {
  const value = values[name]
  return typeof value === 'string' && value.trim() ? { [name]: value.trim() } : {}
}
