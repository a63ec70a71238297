import type { CloudResponse } from '#simulator/shared/response.ts'
import type { SharedServices } from '#simulator/shared/services.ts'
import type { GiniAssumptions } from './assumptions.ts'
import type { GiniClient } from './clients.ts'
import { Documents } from './documents.ts'
import { type Holder, Tokens } from './tokens.ts'
import { Users } from './users.ts'

/** The data of the simulated Gini. */
export interface GiniState {
  assumptions: GiniAssumptions
  clients: readonly GiniClient[]
  now(): number
  tokens: Tokens
  users: Users
  documents: Documents
}

export function createGiniState(
  { now }: SharedServices,
  clients: readonly GiniClient[],
  assumptions: GiniAssumptions,
): GiniState {
  return { assumptions, clients, now, tokens: new Tokens(), users: new Users(), documents: new Documents() }
}

/**
 * A new access token, as `/login` and `/oauth/token` return it (gini.md 3).
 *
 * @param extra further fields of the response
 */
export function tokenResponse(holder: Holder, state: GiniState, extra: object = {}): CloudResponse {
  const { userTokenSeconds, clientTokenSeconds, scope } = state.assumptions
  const seconds = holder.kind === 'client' ? clientTokenSeconds : (holder.client.userTokenSeconds ?? userTokenSeconds)
  const token = state.tokens.issue(holder, state.now(), seconds)
  const body = { access_token: token, token_type: 'bearer', expires_in: seconds }
  return { status: 200, body: { ...body, ...(scope === null ? {} : { scope }), ...extra } }
}
