import type { CloudResponse } from '#simulator/shared/response.ts'

export interface V2Error {
  code: number
  message: string
}

/** A refusal in the format of v2 (capillary.md 5.1). */
export function v2Refusal(httpStatus: number, ...errors: V2Error[]): CloudResponse {
  return { status: httpStatus, body: { errors: errors.map((error) => ({ status: false, ...error })) } }
}

export function v2(body: Record<string, unknown>, headers: Record<string, string> = {}): CloudResponse {
  return { status: 200, body: { ...body, warnings: [] }, headers }
}
