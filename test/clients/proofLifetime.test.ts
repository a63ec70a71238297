import { expect, onTestFinished, test, vi } from 'vitest'
import { TillAgent } from '#clients/typescript/tillAgent.ts'
import { proofOf, startSquatter } from './impostors.ts'

const key = `ta_pos_${'k'.repeat(43)}`

// A checkout that is idle over night notices no broken connection.
test('the client has the agent prove itself again after a minute', async () => {
  vi.useFakeTimers({ toFake: ['performance'] })
  onTestFinished(() => void vi.useRealTimers())
  const agent = await startSquatter((body) => proofOf(key, body, agent.port))
  onTestFinished(agent.close)
  const client = new TillAgent({ port: agent.port, key })
  await client.status()
  vi.advanceTimersByTime(59_000)
  await client.status()
  expect(agent.paths()).toEqual(['/v1/proof', '/v1/status', '/v1/status'])
  vi.advanceTimersByTime(1_000)
  await client.status()
  expect(agent.paths().slice(3)).toEqual(['/v1/proof', '/v1/status'])
})
