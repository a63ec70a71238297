import type { Call } from '#simulator/capillary/call.ts'
import { refusal } from '#simulator/capillary/refusal.ts'
import type { CapillaryState } from '#simulator/capillary/state.ts'
import { fieldsOf, textOf } from '#simulator/shared/json.ts'
import type { CloudResponse } from '#simulator/shared/response.ts'

/** `POST /v3/oauth/token/generate`, the only call without a credential (capillary.md 3). */
export function generateToken({ body }: Call, state: CapillaryState): CloudResponse {
  const { key, secret } = fieldsOf(body)
  const token = state.tokens.issue(textOf(key) ?? '', textOf(secret) ?? '', state.now())
  if (token !== undefined) return { status: 200, body: { data: token, errors: null } }
  return refusal(state.assumptions, 'v3', state.assumptions.badClientKeyStatus, 320001, 'Invalid client key and secret')
}
