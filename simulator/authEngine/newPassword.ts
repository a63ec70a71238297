import { textOf } from '../json.ts'
import type { Ask } from './ask.ts'
import type { Engine } from './engine.ts'
import { refuse } from './status.ts'

/**
 * The password somebody chooses, typed twice.
 *
 * @throws Refused 1520, 1521, 1524, 1542
 */
export function newPassword(ask: Ask, engine: Engine, field: 'password' | 'newPassword' = 'password'): string {
  if (engine.brandOf(ask).passwords === false) refuse(1524)
  const password = textOf(ask.fields[field]) ?? refuse(1520)
  if (password !== textOf(ask.fields.confirmPassword)) refuse(1521)
  if (password.length < engine.assumptions.minimumPasswordLength) refuse(1542)
  return password
}
