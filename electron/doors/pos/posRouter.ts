import { implement } from '@orpc/server'
import { pos } from '../../contract/pos.ts'
import type { Agent } from '../../core/agent.ts'
import type { Client } from '../../core/clients.ts'
import { Secret } from '../../core/secret.ts'
import { posEvents } from './posEvents.ts'

/** Who asks. */
export interface PosContext {
  client: Client
}

/** @param closing ends what is held open */
export function posRouter(agent: Agent, closing: AbortSignal) {
  const door = implement(pos).$context<PosContext>()
  const { customers } = door.upstreams
  const { verifications } = agent
  return door.router({
    status: door.status.handler(({ context: { client } }) => {
      const status = agent.status()
      // A client learns of the upstreams it may call, and of no other.
      const isGranted = (id: string) => client.grants.has(id)
      return {
        ...status,
        upstreams: status.upstreams.filter(({ id }) => isGranted(id)),
        concerns: status.concerns.filter(({ about }) => about === 'till' || isGranted(about)),
      }
    }),
    upstreams: {
      token: door.upstreams.token.handler(async ({ context: { client }, input: { id } }) => {
        const { token, lifetimeMs } = await agent.handOver(id, client)
        const expiresInSeconds = Math.max(0, Math.floor(lifetimeMs / 1000))
        return { accessToken: token.reveal(), tokenType: 'Bearer', expiresInSeconds }
      }),
      customers: {
        list: customers.list.handler(async ({ context: { client }, input: { id } }) => ({
          customers: await agent.customers.list(id, client),
        })),
        start: customers.start.handler(
          ({ context: { client }, input: { id, identifierType: type, identifierValue: value } }) =>
            agent.customers.start(id, client, { type, value }),
        ),
        sendCode: customers.sendCode.handler(({ context: { client }, input: { id, customer } }) =>
          agent.customers.sendCode(id, client, customer),
        ),
        checkCode: customers.checkCode.handler(({ context: { client }, input: { id, customer, code } }) =>
          agent.customers.step(id, client, customer, (steps) => steps.checkCode(new Secret(code))),
        ),
        checkPassword: customers.checkPassword.handler(({ context: { client }, input: { id, customer, password } }) =>
          agent.customers.step(id, client, customer, (steps) => steps.checkPassword(new Secret(password))),
        ),
        signOut: customers.signOut.handler(({ context: { client }, input: { id, customer } }) =>
          agent.customers.signOut(id, client, customer),
        ),
      },
    },
    verifications: {
      start: door.verifications.start.handler(async ({ context: { client }, input }) =>
        verifications.viewFor(client, await verifications.start(asker(client), input)),
      ),
      get: door.verifications.get.handler(({ context: { client }, input: { id, waitSeconds }, signal }) =>
        verifications.viewFor(client, id, waitSeconds * 1_000, anyOf(closing, signal)),
      ),
      check: door.verifications.check.handler(async ({ context: { client }, input: { id, code } }) => {
        await verifications.check(id, asker(client), new Secret(code))
        return verifications.viewFor(client, id)
      }),
      resend: door.verifications.resend.handler(async ({ context: { client }, input: { id } }) => {
        await verifications.resend(id, asker(client))
        return verifications.viewFor(client, id)
      }),
      cancel: door.verifications.cancel.handler(async ({ context: { client }, input: { id } }) => {
        await verifications.cancel(id, asker(client))
        return verifications.viewFor(client, id)
      }),
    },
    keys: door.keys.handler(() => verifications.keys()),
    events: door.events.handler(({ context: { client }, signal }) => posEvents(agent, client, anyOf(closing, signal))),
  })
}

function asker(client: Client) {
  return { client, actor: `pos/${client.id}` }
}

function anyOf(closing: AbortSignal, signal: AbortSignal | undefined): AbortSignal {
  return signal ? AbortSignal.any([closing, signal]) : closing
}
