import type { Answer } from '../answer.ts'
import type { Arrival } from '../cloud.ts'
import type { GiniAssumptions } from './assumptions.ts'

/** The User Center, as RFC 6749 has it (gini.md 5). */
export function oauthError(status: number, error: string, description: string): Answer {
  return { status, body: { error, error_description: description } }
}

/** The Pay API (gini.md 5). */
export function payError(
  { id }: Pick<Arrival, 'id'>,
  { errorShape }: GiniAssumptions,
  status: number,
  message: string,
): Answer {
  const items = errorShape === 'plain' ? {} : { items: [{ code: String(status), message, object: [] }] }
  return { status, body: { message, requestId: id, ...items } }
}
