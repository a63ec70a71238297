import { implement } from '@orpc/server'
import { presentStep } from '#api/presenters/customerStep.ts'
import { discardDetail, outboxSubject } from '#api/presenters/outboxAudit.ts'
import { presentStatus } from '#api/presenters/status.ts'
import type { AuditEvent } from '#contract/audit.ts'
import type { OutboxEntryView } from '#contract/outbox/entry.ts'
import { pos } from '#contract/pos/pos.ts'
import type { Agent } from '#core/agent.ts'
import { Secret } from '#core/base/secret.ts'
import type { Client } from '#core/clients/clients.ts'
import type { Reader } from '#core/outbox/entry.ts'
import type { CustomerOutcome, CustomerSteps } from '#core/scheme/requestAuthenticator.ts'
import { posEvents } from './posEvents.ts'

/** The caller of one call. */
export interface PosContext {
  client: Client
  /** Of the request, flat: name, value, … */
  headers: readonly string[]
}

/** Where files of a shop go is no business of a client. */
const isOfDrop = (code: string) => code.startsWith('DROP_')

/** @param closing ends event streams and calls that wait */
export function posRouter(agent: Agent, closing: AbortSignal) {
  const os = implement(pos).$context<PosContext>()
  const { customers } = os.upstreams
  const { verifications, outbox } = agent
  const step = async (
    { client }: PosContext,
    { id, customer }: { id: string; customer: string },
    take: (steps: CustomerSteps) => Promise<CustomerOutcome>,
  ) => presentStep(await agent.customers.step(id, client, customer, take))
  const audited = async (
    event: AuditEvent,
    client: Client,
    id: string,
    reason: string,
    act: () => Promise<OutboxEntryView>,
  ) => {
    const changed = await act()
    const subject = outboxSubject(id)
    agent.audit.record({ event, actor: asker(client).actor, subject, outcome: 'done', detail: discardDetail(reason) })
    return changed
  }
  return os.router({
    status: os.status.handler(({ context: { client } }) => {
      const { drops: _, ...status } = presentStatus(agent.status())
      // A client learns only of the upstreams that it may call.
      const isGranted = (id: string) => client.grants.has(id)
      return {
        ...status,
        outbox: outbox.counts(readerOf(client)),
        upstreams: status.upstreams.filter(({ id }) => isGranted(id)),
        concerns: status.concerns.filter(({ about, code }) => (about === 'till' ? !isOfDrop(code) : isGranted(about))),
      }
    }),
    upstreams: {
      token: os.upstreams.token.handler(async ({ context: { client, headers }, input: { id, refusedToken } }) => {
        const { token, lifetimeMs } = await agent.handOver({ id, client, headers, refusedToken })
        const expiresInSeconds = Math.max(0, Math.floor(lifetimeMs / 1000))
        return { accessToken: token.reveal(), tokenType: 'Bearer', expiresInSeconds }
      }),
      checkoutToken: os.upstreams.checkoutToken.handler(({ context: { client }, input }) => {
        const { id, customer, refusedToken, ...claims } = input
        return agent.checkoutToken(id, client, claims, customer === undefined ? undefined : { customer, refusedToken })
      }),
      customers: {
        list: customers.list.handler(async ({ context: { client }, input: { id } }) => ({
          customers: await agent.customers.list(id, client),
        })),
        start: customers.start.handler(
          ({ context: { client }, input: { id, identifierType: type, identifierValue: value, ...registration } }) => {
            const newPassword = asSecret(registration.newPassword)
            return agent.customers.start(id, client, { type, value }, { ...registration, newPassword })
          },
        ),
        get: customers.get.handler(({ context: { client }, input: { id, customer: handle, waitSeconds }, signal }) =>
          agent.customers.get({ upstream: id, client, handle }, waitSeconds * 1_000, anyOf(closing, signal)),
        ),
        signIn: customers.signIn.handler(({ context: { client }, input: { id, ...request } }) =>
          agent.customers.signIn(id, client, request),
        ),
        stepUp: customers.stepUp.handler(({ context: { client }, input: { id, customer: handle, ...request } }) =>
          agent.customers.stepUp({ upstream: id, client, handle }, request),
        ),
        sendCode: customers.sendCode.handler(async ({ context: { client }, input: { id, customer } }) =>
          presentStep(await agent.customers.sendCode(id, client, customer)),
        ),
        checkCode: customers.checkCode.handler(({ context, input: { code, ...input } }) =>
          step(context, input, (steps) => steps.checkCode(new Secret(code))),
        ),
        checkPassword: customers.checkPassword.handler(({ context, input: { password, ...input } }) =>
          step(context, input, (steps) => steps.checkPassword(new Secret(password))),
        ),
        resetPassword: customers.resetPassword.handler(({ context, input: { newPassword, ...input } }) =>
          step(context, input, (steps) => steps.resetPassword(new Secret(newPassword))),
        ),
        changePassword: customers.changePassword.handler(({ context, input: { password, newPassword, ...input } }) =>
          step(context, input, (steps) => steps.changePassword(new Secret(password), new Secret(newPassword))),
        ),
        signOut: customers.signOut.handler(({ context: { client }, input: { id, customer } }) =>
          agent.customers.signOut(id, client, customer),
        ),
      },
    },
    verifications: {
      start: os.verifications.start.handler(async ({ context: { client }, input }) =>
        verifications.viewFor(client, await verifications.start(asker(client), input)),
      ),
      get: os.verifications.get.handler(({ context: { client }, input: { id, waitSeconds }, signal }) =>
        verifications.viewFor(client, id, waitSeconds * 1_000, anyOf(closing, signal)),
      ),
      check: os.verifications.check.handler(async ({ context: { client }, input: { id, code } }) => {
        await verifications.check(id, asker(client), new Secret(code))
        return verifications.viewFor(client, id)
      }),
      resend: os.verifications.resend.handler(async ({ context: { client }, input: { id } }) => {
        await verifications.resend(id, asker(client))
        return verifications.viewFor(client, id)
      }),
      cancel: os.verifications.cancel.handler(async ({ context: { client }, input: { id } }) => {
        await verifications.cancel(id, asker(client))
        return verifications.viewFor(client, id)
      }),
    },
    outbox: {
      list: os.outbox.list.handler(({ context: { client }, input }) => outbox.list(input, readerOf(client))),
      get: os.outbox.get.handler(({ context: { client }, input: { id, waitSeconds }, signal }) =>
        outbox.get(id, readerOf(client), waitSeconds * 1_000, anyOf(closing, signal)),
      ),
      resend: os.outbox.resend.handler(({ context: { client }, input: { id } }) =>
        audited('outbox-resent', client, id, '', () => outbox.decisions.resend(id, readerOf(client))),
      ),
      discard: os.outbox.discard.handler(({ context: { client }, input: { params, query } }) =>
        audited('outbox-discarded', client, params.id, query.reason, () =>
          outbox.decisions.discard(params.id, asker(client).actor, readerOf(client)),
        ),
      ),
    },
    requests: {
      get: os.requests.get.handler(({ context: { client }, input: { requestId } }) =>
        outbox.fateOf(requestId, readerOf(client)),
      ),
    },
    cache: {
      purge: os.cache.purge.handler(({ context: { client } }) => ({ removed: agent.responseCache.purgeOf(client) })),
    },
    statements: {
      check: os.statements.check.handler(({ context: { client }, input }) =>
        verifications.checkStatement(client, input),
      ),
      key: os.statements.key.handler(async ({ context: { client } }) => ({
        statementKey: await verifications.statementKeyOf(client),
      })),
    },
    keys: os.keys.handler(() => verifications.keys()),
    events: os.events.handler(({ context: { client }, signal }) => posEvents(agent, client, anyOf(closing, signal))),
  })
}

function asSecret(text: string | undefined): Secret | undefined {
  return text === undefined ? undefined : new Secret(text)
}

function readerOf({ id, keyDigest }: Client): Reader {
  return { id, owner: keyDigest }
}

function asker(client: Client) {
  return { client, actor: `pos/${client.id}` }
}

function anyOf(closing: AbortSignal, signal: AbortSignal | undefined): AbortSignal {
  return signal ? AbortSignal.any([closing, signal]) : closing
}
