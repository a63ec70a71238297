import type { Answer } from './answer.ts'

export interface V2Error {
  code: number
  message: string
}

/** capillary.md 5.1. */
export function v2Refusal(httpStatus: number, ...errors: V2Error[]): Answer {
  return { status: httpStatus, body: { errors: errors.map((error) => ({ status: false, ...error })) } }
}

export function v2(body: Record<string, unknown>, headers: Record<string, string> = {}): Answer {
  return { status: 200, body: { ...body, warnings: [] }, headers }
}
