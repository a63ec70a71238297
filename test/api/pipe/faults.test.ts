import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { RPCHandler } from '@orpc/server/node'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type ControlClient, createPipeClient } from '#adapters/network/pipeClient.ts'
import { toOrpcError } from '#api/http/errorMapping.ts'
import { type FaultCode, faults } from '#contract/faults/faults.ts'
import { Fault } from '#core/base/fault.ts'
import { createControlDouble } from '#test/support/controlDouble.ts'
import { pipePath } from '#test/support/pipePath.ts'

let client: ControlClient
let server: Server
const folder = mkdtempSync(join(tmpdir(), 'till-double-'))
/** What `status` fails with. */
let sent: Fault

beforeAll(async () => {
  const path = pipePath(folder)
  const router = createControlDouble({
    status: async () => {
      throw toOrpcError(sent)
    },
    upstreams: { test: async ({ id }) => ({ latencyMs: id === 'fine' ? 3 : 'soon' }) as never },
  })
  const handler = new RPCHandler(router)
  server = createServer((request, response) => void handler.handle(request, response))
  await new Promise<void>((resolve) => server.listen(path, resolve))
  client = createPipeClient(path)
})
afterAll(async () => {
  await new Promise((resolve) => server.close(resolve))
  rmSync(folder, { recursive: true })
})

test.each(Object.keys(faults) as FaultCode[])('%s crosses the control socket whole', async (code) => {
  sent = new Fault(code, 'What happened.', { retryAfterSeconds: 7 } as never, 'What to do.')
  const received = await client.status().catch((thrown: unknown) => thrown)
  expect(received).toBeInstanceOf(Fault)
  const whole = { code, detail: 'What happened.', remedy: 'What to do.', extras: { retryAfterSeconds: 7 } }
  expect(received).toMatchObject(whole)
})

test('the contract checks what crosses the control socket, both ways', async () => {
  expect(await client.upstreams.test({ id: 'fine' })).toEqual({ latencyMs: 3 })
  await expect(client.upstreams.test({ id: 'Not An Id' })).rejects.toThrow(Fault)
  await expect(client.upstreams.test({ id: 'loyalty' })).rejects.toThrow(Fault)
})
