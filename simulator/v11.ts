import type { Answer } from './answer.ts'
import type { Assumptions } from './assumptions.ts'

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

/** The outer status follows from the items: 200 all well, 201 some failed, 500 all failed (capillary.md 5.1). */
export function v11(assumptions: Assumptions, content: Record<string, unknown>, items: ItemStatus[]): Answer {
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
    body: inScalars(assumptions, { response: { status, ...content } }),
  }
}

/** A refusal of the whole request, before any item was looked at. */
export function v11Refusal(assumptions: Assumptions, httpStatus: number, code: number, message: string): Answer {
  return {
    status: httpStatus,
    body: inScalars(assumptions, { response: { status: { success: false, code, message } } }),
  }
}

/** One entity as the assumption wants it; `documented` is what the call's own page shows. */
export function single(assumptions: Assumptions, documented: 'object' | 'array', entities: unknown[]): unknown {
  const shape = assumptions.singleEntity === 'as documented' ? documented : assumptions.singleEntity
  return shape === 'object' && entities.length === 1 ? entities[0] : entities
}

/** capillary.md 5.1: `"true"` or `true`, `"200"` or `200`. */
export function inScalars(assumptions: Assumptions, value: unknown): unknown {
  return assumptions.scalars === 'native' ? value : stringly(value)
}

function stringly(value: unknown): unknown {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  if (Array.isArray(value)) return value.map(stringly)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, field]) => [name, stringly(field)]))
}
