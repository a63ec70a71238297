import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { RPCHandler } from '@orpc/server/node'
import { expect, onTestFinished, test } from 'vitest'
import { createPipeClient } from '../../electron/adapters/pipeClient.ts'
import { type FaultCode, faults } from '../../electron/contract/faults.ts'
import { Fault } from '../../electron/core/fault.ts'
import { toOrpcError } from '../../electron/doors/faultErrors.ts'
import { createControlDouble } from '../support/controlDouble.ts'

/** A pipe with nothing behind it but answers of the test's own. */
async function startPipe(answers: Parameters<typeof createControlDouble>[0]) {
  const folder = mkdtempSync(join(tmpdir(), 'till-double-'))
  const path = join(folder, 'agent.sock')
  const handler = new RPCHandler(createControlDouble(answers))
  const server = createServer((request, response) => void handler.handle(request, response))
  await new Promise<void>((resolve) => server.listen(path, resolve))
  onTestFinished(async () => {
    await new Promise((resolve) => server.close(resolve))
    rmSync(folder, { recursive: true })
  })
  return createPipeClient(path)
}

test.each(Object.keys(faults) as FaultCode[])('%s crosses the pipe whole', async (code) => {
  const sent = new Fault(code, 'What happened.', { retryAfterSeconds: 7 } as never, 'What to do.')
  const control = await startPipe({
    status: async () => {
      throw toOrpcError(sent)
    },
  })
  const got = await control.status().catch((thrown: unknown) => thrown)
  expect(got).toBeInstanceOf(Fault)
  expect(got).toMatchObject({ code, detail: 'What happened.', remedy: 'What to do.', extras: { retryAfterSeconds: 7 } })
})

test('what goes over the pipe is checked by the contract, both ways', async () => {
  const control = await startPipe({
    upstreams: { test: async ({ id }) => ({ latencyMs: id === 'fine' ? 3 : 'soon' }) as never },
  })
  expect(await control.upstreams.test({ id: 'fine' })).toEqual({ latencyMs: 3 })
  await expect(control.upstreams.test({ id: 'Not An Id' })).rejects.toThrow(Fault)
  await expect(control.upstreams.test({ id: 'loyalty' })).rejects.toThrow(Fault)
})
