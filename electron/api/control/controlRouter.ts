import { randomUUID } from 'node:crypto'
import { implement } from '@orpc/server'
import type { ControlCaller, ControlRouter } from '#api/http/controlCalls.ts'
import { toFault, toOrpcError } from '#api/http/errorMapping.ts'
import { bundleWords } from '#api/presenters/bundleWords.ts'
import { presentDiagnosis } from '#api/presenters/findings.ts'
import { presentStatus } from '#api/presenters/status.ts'
import { presentUpstream } from '#api/presenters/upstream.ts'
import { control } from '#contract/control/index.ts'
import type { Agent } from '#core/agent.ts'
import { Fault } from '#core/base/fault.ts'
import type { Log } from '#core/base/log.ts'
import { Secret } from '#core/base/secret.ts'
import { levelNeededFor } from './callLevels.ts'
import { auditEntryOf } from './controlAudit.ts'
import { displayCalls } from './displayCalls.ts'
import { isServedWhenBarred } from './servedWhenBarred.ts'
import { topics } from './topics.ts'

/**
 * The control contract, answered by the agent: each call is recorded in the audit trail, and setup needs the manager's PIN
 * where one is set. The transport decides who may call.
 */
export function controlRouter(agent: Agent, log: Log, caller: ControlCaller): ControlRouter {
  const { actor, pinSession, refuse, webLink, browser, stop } = caller
  const os = implement(control).use(async ({ path, next }, input) => {
    const record = (outcome: string, output?: unknown) => {
      const entry = auditEntryOf(path, actor, input, outcome, output)
      if (!entry) return
      // Simulated customers are told from real ones.
      const isPractice = agent.training.agent !== undefined && path[0] === 'customers'
      agent.audit.record(
        isPractice ? { ...entry, detail: ['training', entry.detail].filter(Boolean).join(', ') } : entry,
      )
    }
    try {
      const refusal = refuse?.(path.join('.'))
      if (refusal) throw refusal
      const barred = agent.barred()
      if (barred && !isServedWhenBarred(path)) throw barred
      if (pinSession) agent.managerPin.check(pinSession, levelNeededFor(path))
      const result = await next()
      record('done', result.output)
      return result
    } catch (thrown) {
      const fault = toFault(thrown, log, randomUUID())
      record(fault.code)
      throw toOrpcError(fault)
    }
  })
  const { upstreams, clients, audit, signIns, pairings, managerPin, outbox, drops, settings, training } = agent
  const display = displayCalls(agent, caller)
  /** Who serves cashiers: while staff practise it is another one. */
  const counter = () => training.agent ?? agent
  return os.router({
    status: os.status.handler(() => presentStatus(agent.status())),
    changes: os.changes.handler(({ signal }) => topics(agent.changes, signal)),
    upstreams: {
      forms: os.upstreams.forms.handler(() => upstreams.forms()),
      list: os.upstreams.list.handler(() => upstreams.list().map(presentUpstream)),
      add: os.upstreams.add.handler(async ({ input: { entry, probe, asksPerson }, signal }) => {
        if (asksPerson) managerPin.askFor()
        return presentMade(await upstreams.add(entry, probe, asksPerson, signal))
      }),
      confirm: os.upstreams.confirm.handler(({ input: { id } }) => upstreams.confirm(id)),
      test: os.upstreams.test.handler(({ input: { id } }) => upstreams.test(id)),
      rotate: os.upstreams.rotate.handler(async ({ input: { id, secrets, probe, proxy } }) =>
        presentMade(await upstreams.rotate(id, secrets, probe, proxy)),
      ),
      changeCache: os.upstreams.changeCache.handler(async ({ input: { id, cache } }) =>
        presentUpstream(await upstreams.changeCache(id, cache)),
      ),
      remove: os.upstreams.remove.handler(async ({ input: { id, force } }) => {
        if (!force) await outbox.checkUnused(id)
        return upstreams.remove(id, force)
      }),
      signIn: {
        start: os.upstreams.signIn.start.handler(({ input: { id } }) => signIns.start(id)),
        finish: os.upstreams.signIn.finish.handler(({ input: { id, signInId }, signal }) =>
          signIns.finish(id, signInId, signal),
        ),
      },
      signOut: os.upstreams.signOut.handler(({ input: { id } }) => signIns.signOut(id)),
    },
    secrets: {
      forget: os.secrets.forget.handler(async () => ({ names: await agent.forgetSecrets() })),
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
      lookUp: os.customers.lookUp.handler(({ input: { upstream, query } }) =>
        counter().lookUps.lookUp(upstream, query),
      ),
      enrol: os.customers.enrol.handler(({ input }) => counter().lookUps.enrol(input)),
      list: os.customers.list.handler(({ input: { upstream } }) => counter().counterCustomers.list(upstream)),
      signOut: os.customers.signOut.handler(({ input: { upstream, customer } }) =>
        counter().counterCustomers.signOut(upstream, customer),
      ),
      signIn: {
        offers: os.customers.signIn.offers.handler(() => counter().counterCustomers.offers()),
        start: os.customers.signIn.start.handler(({ input: { upstream, client, ...request } }) =>
          counter().counterCustomers.signIn(upstream, client, request),
        ),
        finish: os.customers.signIn.finish.handler(({ input: { upstream, customer }, signal }) =>
          counter().counterCustomers.finished(upstream, customer, signal),
        ),
      },
    },
    verifications: {
      open: os.verifications.open.handler(() => counter().verifications.open()),
      get: os.verifications.get.handler(({ input: { id } }) => counter().verifications.viewForCashier(id)),
      start: os.verifications.start.handler(async ({ input: { to, client, ...start } }) => {
        const identifier = 'lookUpId' in to ? counter().lookUps.recall(to.lookUpId, to.channel).identifier : to
        const requester = { actor, statementFor: client }
        const id = await counter().verifications.start(requester, { ...start, identifier })
        return counter().verifications.viewForCashier(id)
      }),
      clients: os.verifications.clients.handler(({ input: { upstream } }) => {
        const ids = new Set(
          counter()
            .verifications.clientsOf(upstream)
            .map(({ id }) => id),
        )
        return clients.list().flatMap(({ id, name }) => (ids.has(id) ? [{ id, name }] : []))
      }),
      check: os.verifications.check.handler(async ({ input: { id, code } }) => {
        await counter().verifications.check(id, { actor }, new Secret(code))
        return counter().verifications.viewForCashier(id)
      }),
      resend: os.verifications.resend.handler(async ({ input: { id } }) => {
        await counter().verifications.resend(id, { actor })
        return counter().verifications.viewForCashier(id)
      }),
      override: os.verifications.override.handler(async ({ input: { id, pin, reason } }) => {
        await counter().verifications.override(id, { actor }, { pin, reason })
        return counter().verifications.viewForCashier(id)
      }),
      cancel: os.verifications.cancel.handler(async ({ input: { id } }) => {
        await counter().verifications.cancel(id, { actor })
        return counter().verifications.viewForCashier(id)
      }),
    },
    displays: {
      list: os.displays.list.handler(() => display.list()),
      pending: os.displays.pending.handler(() => display.pending()),
      approve: os.displays.approve.handler(({ input }) => display.approve(input)),
      refuse: os.displays.refuse.handler(({ input }) => display.refuse(input)),
      ownWindow: os.displays.ownWindow.handler(() => display.ownWindow()),
      setOwnWindow: os.displays.setOwnWindow.handler(({ input }) => display.setOwnWindow(input)),
      remove: os.displays.remove.handler(({ input }) => display.remove(input)),
      ask: os.displays.ask.handler(({ input }) => display.ask(input)),
      asks: os.displays.asks.handler(() => display.asks()),
      end: os.displays.end.handler(({ input }) => display.end(input)),
    },
    outbox: {
      list: os.outbox.list.handler(({ input }) => outbox.list(input)),
      page: os.outbox.page.handler(({ input: { group, limit } }) => outbox.page(group, limit)),
      counts: os.outbox.counts.handler(({ input }) => outbox.loadedCounts(input)),
      show: os.outbox.show.handler(({ input: { id } }) => outbox.get(id)),
      sendNow: os.outbox.sendNow.handler(() => outbox.decisions.sendNow()),
      correct: os.outbox.correct.handler(({ input: { id, fields } }) => outbox.decisions.correct(id, fields)),
      confirm: os.outbox.confirm.handler(({ input: { id } }) => outbox.decisions.confirm(id)),
      resend: os.outbox.resend.handler(({ input: { id } }) => outbox.decisions.resend(id)),
      discard: os.outbox.discard.handler(({ input: { id } }) => outbox.decisions.discard(id, actor)),
      hold: os.outbox.hold.handler(({ input: { id } }) => outbox.decisions.hold(id)),
      release: os.outbox.release.handler(({ input: { id } }) => outbox.decisions.release(id)),
      approvals: os.outbox.approvals.handler(() => outbox.approvals.list()),
      approve: os.outbox.approve.handler(({ input: { id, pin } }) => outbox.approvals.approve(id, pin, actor)),
      refuse: os.outbox.refuse.handler(({ input: { id } }) => outbox.approvals.refuse(id, actor)),
      export: os.outbox.export.handler(({ input: { id } }) => outbox.exported(id)),
    },
    drops: {
      list: os.drops.list.handler(() => drops.list()),
      files: os.drops.files.handler(({ input: { name } }) => drops.filesOf(name)),
      identify: os.drops.identify.handler(({ input: { to, proxy } }) => drops.identify(to, proxy)),
      add: os.drops.add.handler(({ input: { entry, probe } }) => drops.add(entry, probe)),
      test: os.drops.test.handler(({ input: { name } }) => drops.test(name)),
      sendNow: os.drops.sendNow.handler(({ input: { name } }) => drops.sendNow(name)),
      remove: os.drops.remove.handler(({ input: { name, force } }) => drops.remove(name, force)),
    },
    settings: {
      list: os.settings.list.handler(() => settings.list()),
      set: os.settings.set.handler(({ input: { name, value } }) => settings.set(name, value)),
    },
    pin: {
      status: os.pin.status.handler(() => managerPin.status(pinSession)),
      unlock: os.pin.unlock.handler(({ input: { pin } }) => managerPin.unlock(pinSession, pin)),
      lock: os.pin.lock.handler(() => managerPin.lock(pinSession)),
      set: os.pin.set.handler(({ input: { pin, level } }) => managerPin.set(pinSession, pin, level)),
      remove: os.pin.remove.handler(({ input }) => managerPin.remove(pinSession, input?.level)),
      decline: os.pin.decline.handler(() => managerPin.decline(pinSession)),
    },
    telemetry: {
      status: os.telemetry.status.handler(() => agent.telemetry.status()),
      setHeader: os.telemetry.setHeader.handler(({ input: { name, value } }) => agent.telemetry.setHeader(name, value)),
    },
    training: {
      start: os.training.start.handler(({ input: { minutes } }) => training.start(minutes)),
      stop: os.training.stop.handler(() => training.stop()),
    },
    updates: {
      status: os.updates.status.handler(() => agent.updates.status()),
      check: os.updates.check.handler(() => agent.updates.check()),
      install: os.updates.install.handler(() => agent.updates.install()),
    },
    browser: {
      session: os.browser.session.handler(() => ofBrowser(browser).session()),
      remember: os.browser.remember.handler(() => setRemembered(browser, true)),
      forget: os.browser.forget.handler(() => setRemembered(browser, false)),
    },
    traffic: {
      recent: os.traffic.recent.handler(() => counter().recentRequests.recent()),
      latency: os.traffic.latency.handler(() => agent.recentRequests.latency()),
      refusals: os.traffic.refusals.handler(() => agent.refusals.list()),
    },
    day: os.day.handler(() => agent.day.today()),
    doctor: os.doctor.handler(async () => presentDiagnosis(await agent.doctor.diagnose())),
    openSystemPanel: os.openSystemPanel.handler(({ input: { panel } }) => agent.doctor.open(panel)),
    bundle: {
      preview: os.bundle.preview.handler(() => agent.supportBundle.preview(bundleWords)),
      make: os.bundle.make.handler(() => agent.supportBundle.make(bundleWords)),
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
    stop: os.stop.handler(() => {
      if (!stop) throw new Fault('NOT_SUPPORTED', 'The till agent is ended on its own machine.')
      stop()
      return { pid: process.pid }
    }),
    provision: os.provision.handler(async ({ input: { probe, ...file } }) => {
      const provisioned = await agent.provision(file, probe)
      return { ...provisioned, upstreams: provisioned.upstreams.map(presentUpstream) }
    }),
    enrolment: {
      fetch: os.enrolment.fetch.handler(async ({ input: { url } }) => ({ pack: await agent.enrolment.fetch(url) })),
      inspect: os.enrolment.inspect.handler(({ input: { pack } }) => agent.enrolment.inspect(pack)),
      enrol: os.enrolment.enrol.handler(async ({ input: { pack, ...answers } }) => {
        const enrolled = await agent.enrolment.enrol(pack, answers)
        // Without a PIN, whoever is at the window could change what head office set.
        if (pinSession) managerPin.askFor()
        return { ...enrolled, upstreams: enrolled.upstreams.map(presentUpstream) }
      }),
      export: os.enrolment.export.handler(({ input: { withKey } }) => agent.enrolment.export(withKey)),
    },
    directives: {
      status: os.directives.status.handler(() => agent.directives.status()),
      look: os.directives.look.handler(() => agent.directives.look()),
    },
    audit: {
      list: os.audit.list.handler(({ input: { limit, before } }) => audit.list(limit, before)),
      export: os.audit.export.handler(({ input: { limit, after } }) => audit.page(after, limit)),
      verify: os.audit.verify.handler(({ input: { expectedHash } }) => audit.verify(expectedHash)),
    },
  })
}

/** @throws Fault `NOT_SUPPORTED` where the caller is no browser */
function ofBrowser(browser: ControlCaller['browser']) {
  if (browser) return browser
  throw new Fault('NOT_SUPPORTED', 'Only a browser has a session.')
}

function setRemembered(browser: ControlCaller['browser'], isRemembered: boolean) {
  const own = ofBrowser(browser)
  own.setRemembered(isRemembered)
  return own.session()
}

function presentMade({ upstream, ...rest }: Awaited<ReturnType<Agent['upstreams']['add']>>) {
  return { upstream: presentUpstream(upstream), ...rest }
}
