import { oc } from '@orpc/contract'
import { z } from 'zod'
import { refusals } from './refusals.ts'
import { Status } from './status.ts'
import { UpstreamId } from './values.ts'

const door = oc.errors(
  refusals('MALFORMED_REQUEST', 'FOREIGN_HOST', 'ORIGIN_REFUSED', 'KEY_REQUIRED', 'KEY_REFUSED', 'TOO_MANY_REQUESTS'),
)

/** To be sent upstream as `Authorization: Bearer …`, and asked for again when it has run out. */
const HandedOver = z.object({
  accessToken: z.string(),
  tokenType: z.literal('Bearer'),
  expiresInSeconds: z.int().nonnegative(),
})

/**
 * What POS software may ask of the agent itself (design 4.1). Beside it stand the routes that are no calls:
 * `/via/{upstream}/{path}`, `/healthz`, `/metrics` and `/openapi.json`.
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
  upstreams: {
    token: door
      .route({
        method: 'POST',
        path: '/v1/upstreams/{id}/token',
        operationId: 'upstream-token',
        summary: 'A short-lived token, for a client with the grant "hand-over" of the upstream',
      })
      .errors(refusals('NOT_GRANTED', 'UNKNOWN_UPSTREAM', 'UPSTREAM_NOT_READY', 'UPSTREAM_LOCKED'))
      .input(z.object({ id: UpstreamId }))
      .output(HandedOver),
  },
}
