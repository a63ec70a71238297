import { oc } from '@orpc/contract'
import { refusals } from './refusals.ts'
import { Status } from './status.ts'

const door = oc.errors(
  refusals('MALFORMED_REQUEST', 'FOREIGN_HOST', 'ORIGIN_REFUSED', 'KEY_REQUIRED', 'KEY_REFUSED', 'TOO_MANY_REQUESTS'),
)

/**
 * What POS software may ask of the agent itself (design 4.1). Beside it stand the routes that are no calls:
 * `/via/{upstream}/{path}`, `/healthz` and `/openapi.json`.
 */
export const pos = {
  status: door
    .route({
      method: 'GET',
      path: '/v1/status',
      operationId: 'status',
      summary: 'How the agent and the upstreams granted to this client are',
    })
    .output(Status),
}
