import type { CloudResponse } from '#simulator/shared/response.ts'
import type { CapillaryAssumptions } from './assumptions.ts'

export interface ItemStatus {
  success: boolean
  code: number
  message: string
}

export function ok(code: number, message: string): ItemStatus {
  return { success: true, code, message }
}

export function failed(code: number, message: string): ItemStatus {
  return { success: false, code, message }
}

/**
 * A response whose outer code follows from its items: 200 no failure, 201 some failed, 500 all failed (capillary.md
 * 5.1).
 */
export function v11(
  assumptions: CapillaryAssumptions,
  content: Record<string, unknown>,
  items: ItemStatus[],
): CloudResponse {
  const failures = items.filter((item) => !item.success).length
  const code = failures === 0 ? 200 : failures < items.length ? 201 : 500
  const message = { 200: 'SUCCESS', 201: 'PARTIAL SUCCESS', 500: 'FAILURE' }[code]
  const status = {
    success: failures === 0,
    code,
    message,
    total: items.length,
    success_count: items.length - failures,
  }
  return {
    status: code === 500 ? assumptions.v11FailureStatus : 200,
    body: withScalars(assumptions, { response: { status, ...content } }),
  }
}

/** A refusal of the whole request, without items. */
export function v11Refusal(
  assumptions: CapillaryAssumptions,
  httpStatus: number,
  code: number,
  message: string,
): CloudResponse {
  return {
    status: httpStatus,
    body: withScalars(assumptions, { response: { status: { success: false, code, message } } }),
  }
}

/**
 * The entities of a response. A single one is an object or an array, by the assumption or as the call's page shows
 * it.
 */
export function single(
  assumptions: CapillaryAssumptions,
  documented: 'object' | 'array',
  entities: unknown[],
): unknown {
  const shape = assumptions.singleEntity === 'as documented' ? documented : assumptions.singleEntity
  return shape === 'object' && entities.length === 1 ? entities[0] : entities
}

/** Numbers and booleans as strings or as JSON has them: `"200"` or `200`, `"true"` or `true` (capillary.md 5.1). */
export function withScalars(assumptions: CapillaryAssumptions, value: unknown): unknown {
  return assumptions.scalars === 'native' ? value : stringified(value)
}

function stringified(value: unknown): unknown {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  if (Array.isArray(value)) return value.map(stringified)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, field]) => [name, stringified(field)]))
}
