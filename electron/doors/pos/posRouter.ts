import { implement } from '@orpc/server'
import { pos } from '../../contract/pos.ts'
import type { Agent } from '../../core/agent.ts'
import type { Client } from '../../core/clients.ts'
import { Secret } from '../../core/secret.ts'

/** Who asks. */
export interface PosContext {
  client: Client
}

export function posRouter(agent: Agent) {
  const door = implement(pos).$context<PosContext>()
  const { customers } = door.upstreams
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
          agent.customers.step(id, client, customer, (steps) => steps.sendCode()),
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
  })
}
