import { textOf } from '#simulator/shared/json.ts'
import type { AuthRequest } from './request.ts'
import type { AuthEngineState } from './state.ts'
import { refuse } from './status.ts'

/**
 * Reads a new password, which the request holds twice.
 *
 * @throws Refused 1520, 1521, 1524, 1542
 */
export function newPassword(
  request: AuthRequest,
  state: AuthEngineState,
  field: 'password' | 'newPassword' = 'password',
): string {
  if (state.brandOf(request).passwords === false) refuse(1524)
  const password = textOf(request.fields[field]) ?? refuse(1520)
  if (password !== textOf(request.fields.confirmPassword)) refuse(1521)
  if (password.length < state.assumptions.minimumPasswordLength) refuse(1542)
  return password
}
