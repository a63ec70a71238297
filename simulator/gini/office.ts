import type { Answer } from '../answer.ts'
import type { World } from '../world.ts'
import type { GiniAssumptions } from './assumptions.ts'
import type { GiniClient } from './clients.ts'
import { Documents } from './documents.ts'
import { type Holder, Tokens } from './tokens.ts'
import { Users } from './users.ts'

/** Everything the pretend Gini knows. */
export interface Office {
  assumptions: GiniAssumptions
  clients: readonly GiniClient[]
  now(): number
  tokens: Tokens
  users: Users
  documents: Documents
}

export function createOffice(world: World, clients: readonly GiniClient[], assumptions: GiniAssumptions): Office {
  return { assumptions, clients, now: world.now, tokens: new Tokens(), users: new Users(), documents: new Documents() }
}

/** As `/login` and `/oauth/token` answer it (gini.md 3). */
export function tokenAnswer(holder: Holder, office: Office, extra: object = {}): Answer {
  const { userTokenSeconds, clientTokenSeconds, scope } = office.assumptions
  const seconds = holder.kind === 'client' ? clientTokenSeconds : (holder.client.userTokenSeconds ?? userTokenSeconds)
  const token = office.tokens.issue(holder, office.now(), seconds)
  const body = { access_token: token, token_type: 'bearer', expires_in: seconds }
  return { status: 200, body: { ...body, ...(scope === null ? {} : { scope }), ...extra } }
}
