import { z } from 'zod'
import { keyed } from './keyed.ts'

/** Answers to look-ups that the agent keeps in memory. */
export const cache = {
  purge: keyed
    .route({
      method: 'DELETE',
      path: '/v1/cache',
      operationId: 'cache-purge',
      summary: 'Drops the answers to look-ups of this client that are kept in memory: the next ones ask the upstream',
    })
    .output(z.object({ removed: z.int().nonnegative() })),
}
