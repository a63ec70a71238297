import type { RequestHead } from '#simulator/shared/cloud.ts'
import type { CloudResponse } from '#simulator/shared/response.ts'
import type { GiniAssumptions } from './assumptions.ts'

/** An error of the User Center, in the format of RFC 6749 (gini.md 5). */
export function oauthError(status: number, error: string, description: string): CloudResponse {
  return { status, body: { error, error_description: description } }
}

/** An error of the Pay API (gini.md 5). */
export function payError(
  { id }: Pick<RequestHead, 'id'>,
  { errorShape }: GiniAssumptions,
  status: number,
  message: string,
): CloudResponse {
  const items = errorShape === 'plain' ? {} : { items: [{ code: String(status), message, object: [] }] }
  return { status, body: { message, requestId: id, ...items } }
}
