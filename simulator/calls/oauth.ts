import type { Answer, Call } from '../answer.ts'
import { fieldsOf, textOf } from '../json.ts'
import { refusal } from '../refusal.ts'
import type { World } from '../world.ts'

/** `POST /v3/oauth/token/generate`, the one call without a credential (capillary.md 3). */
export function generateToken({ body }: Call, world: World): Answer {
  const { key, secret } = fieldsOf(body)
  const token = world.tokens.issue(textOf(key) ?? '', textOf(secret) ?? '', world.now())
  if (token !== undefined) return { status: 200, body: { data: token, errors: null } }
  return refusal(world.assumptions, 'v3', world.assumptions.badClientKeyStatus, 320001, 'Invalid client key and secret')
}
