import { createRouterClient, ORPCError } from '@orpc/server'
import { expect, test } from 'vitest'
import { silentLog } from '#adapters/log/memoryLog.ts'
import type { ControlClient } from '#adapters/network/pipeClient.ts'
import { type CallAgent, forwardingRouter } from '#api/control/forwardingRouter.ts'
import { Fault } from '#core/base/fault.ts'

const clientOf = (call: CallAgent): ControlClient => createRouterClient(forwardingRouter(call, silentLog))

test('a call goes to the other agent by its name, with its input', async () => {
  const seen: unknown[] = []
  const client = clientOf(async (path, input) => {
    seen.push([path.join('.'), input])
  })
  await client.clients.revoke({ id: 'pos' })
  await client.upstreams.signIn.start({ id: 'staff' }).catch(() => {})
  expect(seen).toEqual([
    ['clients.revoke', { id: 'pos' }],
    ['upstreams.signIn.start', { id: 'staff' }],
  ])
})

test('a fault comes back with its code, and a bug of this process without its message', async () => {
  const client = clientOf(async ([name]) => {
    throw name === 'doctor' ? new Fault('ADMINISTRATOR_REQUIRED') : new Error('something secret')
  })
  await expect(client.doctor()).rejects.toMatchObject({ code: 'ADMINISTRATOR_REQUIRED', status: 403 })
  const bug = await client.status().catch((thrown: unknown) => thrown)
  expect(bug).toBeInstanceOf(ORPCError)
  expect(bug).toMatchObject({ code: 'INTERNAL', message: expect.not.stringContaining('secret') })
})
