import { randomUUID } from 'node:crypto'
import { implement, type Router } from '@orpc/server'
import { control } from '../../contract/control.ts'
import type { Agent } from '../../core/agent.ts'
import { Fault } from '../../core/fault.ts'
import type { Log } from '../../core/log.ts'
import type { SetupAccess } from '../../core/managerPin.ts'
import { Secret } from '../../core/secret.ts'
import { faultOf, toOrpcError } from '../faultErrors.ts'
import { auditOf } from './controlAudit.ts'
import { needsManager } from './managerCalls.ts'
import { topics } from './topics.ts'

export type ControlRouter = Router<typeof control, Record<never, never>>

/** What a door adds to the agent. */
export interface ControlDoor {
  /** The door and the person, for the audit trail: `pipe/anna`. */
  actor: string
  /** Whether the manager's PIN was entered here; absent where none is asked for. */
  access?: SetupAccess
  /** Makes a one-time link to the window in a browser, where there is one. */
  webLink?: (() => { url: string; expiresAt: number }) | undefined
}

/** What a person at this machine may ask, answered by the agent. Admitting only that person is the door's part. */
export function controlRouter(agent: Agent, log: Log, { actor, access, webLink }: ControlDoor): ControlRouter {
  const os = implement(control).use(async ({ path, next }, input) => {
    const note = (outcome: string, output?: unknown) => {
      const entry = auditOf(path, actor, input, outcome, output)
      if (entry) agent.audit.record(entry)
    }
    try {
      if (access && needsManager(path)) agent.managerPin.check(access)
      const result = await next()
      note('done', result.output)
      return result
    } catch (thrown) {
      const fault = faultOf(thrown, log, randomUUID())
      note(fault.code)
      throw toOrpcError(fault)
    }
  })
  const { upstreams, clients, audit, signIns, pairings, lookUps, verifications, managerPin, settingsDesk } = agent
  return os.router({
    status: os.status.handler(() => agent.status()),
    changes: os.changes.handler(({ signal }) => topics(agent.changes, signal)),
    upstreams: {
      forms: os.upstreams.forms.handler(() => upstreams.forms()),
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
    pairings: {
      pending: os.pairings.pending.handler(() => pairings.pending()),
      approve: os.pairings.approve.handler(({ input: { id, grants, days } }) =>
        pairings.approve(id, { ...(grants && { grants }), ...(days !== undefined && { days }) }, actor),
      ),
      refuse: os.pairings.refuse.handler(({ input: { id } }) => pairings.refuse(id, actor)),
    },
    customers: {
      lookUp: os.customers.lookUp.handler(({ input: { upstream, query } }) => lookUps.lookUp(upstream, query)),
    },
    verifications: {
      open: os.verifications.open.handler(() => verifications.open()),
      get: os.verifications.get.handler(({ input: { id } }) => verifications.viewForCashier(id)),
      start: os.verifications.start.handler(async ({ input: { upstream, to, purpose, amount } }) => {
        const identifier = 'lookUpId' in to ? lookUps.recall(to.lookUpId, to.channel).identifier : to
        const id = await verifications.start({ actor }, { upstream, identifier, purpose, amount })
        return verifications.viewForCashier(id)
      }),
      check: os.verifications.check.handler(async ({ input: { id, code } }) => {
        await verifications.check(id, { actor }, new Secret(code))
        return verifications.viewForCashier(id)
      }),
      resend: os.verifications.resend.handler(async ({ input: { id } }) => {
        await verifications.resend(id, { actor })
        return verifications.viewForCashier(id)
      }),
      cancel: os.verifications.cancel.handler(async ({ input: { id } }) => {
        await verifications.cancel(id, { actor })
        return verifications.viewForCashier(id)
      }),
    },
    settings: {
      list: os.settings.list.handler(() => settingsDesk.list()),
      set: os.settings.set.handler(({ input: { name, value } }) => settingsDesk.set(name, value)),
    },
    pin: {
      status: os.pin.status.handler(() => managerPin.status(access)),
      unlock: os.pin.unlock.handler(({ input: { pin } }) => managerPin.unlock(access, pin)),
      lock: os.pin.lock.handler(() => managerPin.lock(access)),
      set: os.pin.set.handler(({ input: { pin } }) => managerPin.set(access, pin)),
      remove: os.pin.remove.handler(() => managerPin.remove(access)),
    },
    updates: {
      status: os.updates.status.handler(() => agent.updates.status()),
      check: os.updates.check.handler(() => agent.updates.check()),
      install: os.updates.install.handler(() => agent.updates.install()),
    },
    traffic: {
      recent: os.traffic.recent.handler(() => agent.traffic.recent()),
      latency: os.traffic.latency.handler(() => agent.traffic.latency()),
      refusals: os.traffic.refusals.handler(() => agent.refusals.list()),
    },
    doctor: os.doctor.handler(() => agent.doctor.diagnose()),
    bundle: {
      preview: os.bundle.preview.handler(() => agent.supportBundle.preview()),
      make: os.bundle.make.handler(() => agent.supportBundle.make()),
    },
    webLink: os.webLink.handler(() => {
      if (webLink) return webLink()
      throw new Fault(
        'NOT_SUPPORTED',
        'This till agent serves no window to a browser.',
        undefined,
        'Start it with --ui.',
      )
    }),
    provision: os.provision.handler(({ input }) => agent.provision(input)),
    audit: {
      list: os.audit.list.handler(({ input: { limit, before } }) => audit.list(limit, before)),
      export: os.audit.export.handler(({ input: { limit, after } }) => audit.page(after, limit)),
      verify: os.audit.verify.handler(({ input: { expectedHash } }) => audit.verify(expectedHash)),
    },
  })
}
