import type { Start } from './start.ts'

/** Whom the operating system lets connect to a control socket of a service. */
export type Reach = { to: 'owner' } | { to: 'group'; name: string } | { to: 'everybody' }

/** What a caller over a control socket may do: set the till up, or what a cashier does in the window. */
export type Role = 'administer' | 'use'

/** The word in place of a group. */
export const everybody = 'everyone'

/** Nobody but the administrators of the machine, unless the settings name others. */
export function reachOf(role: Role, { administrators, users }: Pick<Start, 'administrators' | 'users'>): Reach {
  const name = role === 'administer' ? administrators : users
  if (name === undefined) return { to: 'owner' }
  return name === everybody ? { to: 'everybody' } : { to: 'group', name }
}
