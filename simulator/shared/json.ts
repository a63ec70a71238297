/** The fields of a JSON object; an empty record for any other value. */
export function fieldsOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {}
}

/**
 * An array as it is, one value as an array of it, nothing as an empty array: Capillary accepts one object for an
 * array.
 */
export function listOf(value: unknown): unknown[] {
  if (value === undefined || value === null) return []
  return Array.isArray(value) ? value : [value]
}

/** A string or number as trimmed text; `undefined` for an empty one and for any other type. */
export function textOf(value: unknown): string | undefined {
  if (typeof value !== 'string' && typeof value !== 'number') return undefined
  const text = String(value).trim()
  return text === '' ? undefined : text
}

/** A finite number, or a string that holds one; `undefined` otherwise. */
export function numberOf(value: unknown): number | undefined {
  const text = textOf(value)
  if (text === undefined) return undefined
  const number = Number(text)
  return Number.isFinite(number) ? number : undefined
}

/** A body parsed as JSON; `undefined` for an empty or malformed one. */
export function parseJson(body: Buffer | undefined): unknown {
  try {
    return JSON.parse(body?.toString('utf8') ?? '') as unknown
  } catch {
    return undefined
  }
}
