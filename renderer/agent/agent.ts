import { createORPCClient } from '@orpc/client'
import type { ContractRouterClient } from '@orpc/contract'
import { createTanstackQueryUtils } from '@orpc/tanstack-query'
import type { control } from '#contract/control/index.ts'
import { linkToAgent } from './link.ts'

export type AgentClient = ContractRouterClient<typeof control>

/** Every call of the control contract: `agent.upstreams.test({ id })`. A call that fails throws what `faultOf` reads. */
export const agent: AgentClient = createORPCClient(linkToAgent())

/** The same calls as queries and mutations: `useQuery(calls.status.queryOptions())`. */
export const calls = createTanstackQueryUtils(agent)
