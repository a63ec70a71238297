import { randomUUID } from 'node:crypto'
import { implement, type Router } from '@orpc/server'
import { control } from '../../contract/control.ts'
import type { Agent } from '../../core/agent.ts'
import type { Log } from '../../core/log.ts'
import { faultOf, toOrpcError } from '../faultErrors.ts'

export type ControlRouter = Router<typeof control, Record<never, never>>

/** What a person who runs this machine may ask, answered by the agent. Admitting only that person is the door's part. */
export function controlRouter(agent: Agent, log: Log): ControlRouter {
  const os = implement(control).use(async ({ next }) => {
    try {
      return await next()
    } catch (thrown) {
      throw toOrpcError(faultOf(thrown, log, randomUUID()))
    }
  })
  const { upstreams, clients } = agent
  return os.router({
    status: os.status.handler(() => agent.status()),
    upstreams: {
      list: os.upstreams.list.handler(() => upstreams.list()),
      add: os.upstreams.add.handler(async ({ input: { entry, probe } }) => {
        const added = await upstreams.add(entry, probe)
        clients.reload()
        return added
      }),
      test: os.upstreams.test.handler(({ input: { id } }) => upstreams.test(id)),
      rotate: os.upstreams.rotate.handler(({ input: { id, secrets, probe } }) => upstreams.rotate(id, secrets, probe)),
      remove: os.upstreams.remove.handler(async ({ input: { id, force } }) => {
        await upstreams.remove(id, force)
        clients.reload()
      }),
    },
    clients: {
      list: os.clients.list.handler(() => clients.list()),
      add: os.clients.add.handler(({ input }) => clients.add(input)),
      revoke: os.clients.revoke.handler(({ input: { id } }) => clients.revoke(id)),
    },
    provision: os.provision.handler(({ input }) => agent.provision(input)),
  })
}
