import { randomUUID } from 'node:crypto'
import { implement, type Router } from '@orpc/server'
import { control } from '../../contract/control.ts'
import type { Agent } from '../../core/agent.ts'
import type { Log } from '../../core/log.ts'
import { faultOf, toOrpcError } from '../faultErrors.ts'
import { auditOf } from './controlAudit.ts'

export type ControlRouter = Router<typeof control, Record<never, never>>

/**
 * What a person who runs this machine may ask, answered by the agent. Admitting only that person is the door's part.
 *
 * @param actor the door and the person, for the audit trail: `pipe/anna`
 */
export function controlRouter(agent: Agent, log: Log, actor: string): ControlRouter {
  const os = implement(control).use(async ({ path, next }, input) => {
    const note = (outcome: string, output?: unknown) => {
      const entry = auditOf(path, actor, input, outcome, output)
      if (entry) agent.audit.record(entry)
    }
    try {
      const result = await next()
      note('done', result.output)
      return result
    } catch (thrown) {
      const fault = faultOf(thrown, log, randomUUID())
      note(fault.code)
      throw toOrpcError(fault)
    }
  })
  const { upstreams, clients, audit, signIns } = agent
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
      signIn: {
        start: os.upstreams.signIn.start.handler(({ input: { id } }) => signIns.start(id)),
        finish: os.upstreams.signIn.finish.handler(({ input: { id, signInId }, signal }) =>
          signIns.finish(id, signInId, signal),
        ),
      },
      signOut: os.upstreams.signOut.handler(({ input: { id } }) => signIns.signOut(id)),
    },
    clients: {
      list: os.clients.list.handler(() => clients.list()),
      add: os.clients.add.handler(({ input }) => clients.add(input)),
      revoke: os.clients.revoke.handler(({ input: { id } }) => clients.revoke(id)),
    },
    provision: os.provision.handler(({ input }) => agent.provision(input)),
    audit: {
      list: os.audit.list.handler(({ input: { limit, before } }) => audit.list(limit, before)),
      export: os.audit.export.handler(({ input: { limit, after } }) => audit.page(after, limit)),
      verify: os.audit.verify.handler(({ input: { expectedHash } }) => audit.verify(expectedHash)),
    },
  })
}
