import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { startAgent } from '#test/support/agentProcess.ts'
import { run } from '#test/support/command.ts'
import { makeFolder } from '#test/support/folder.ts'
import { startUpstream } from '#test/support/upstream.ts'

const stop = (dataDir: string, ...args: string[]) => run(['stop', '--json', '--data-dir', dataDir, ...args])

// No program could end the agent gently on Windows, which has no SIGTERM: a service manager or an installer killed it in a sale.
describe('till-agent stop', () => {
  test('ends the agent, and says so when it has ended', async () => {
    const agent = await startAgent()
    expect(JSON.parse((await stop(agent.dataDir)).stdout)).toEqual({ result: 'ended' })
    const ended = await agent.end()
    expect([ended.code, ended.stdout.trimEnd().split('\n').at(-1)]).toEqual([0, '{"event":"ended","reason":"stop"}'])
    expect(JSON.parse((await stop(agent.dataDir)).stdout)).toEqual({ result: 'not-running' })
  })

  test('waits for a sale under way', async () => {
    const reached = Promise.withResolvers<() => void>()
    const upstream = await startUpstream((_, response) => reached.resolve(() => response.end('{}')))
    const agent = await startAgent({ baseUrl: upstream.url })
    const sale = agent.call('pos', '/via/loyalty/v1.1/customer/get')
    const finish = await reached.promise
    const stopping = stop(agent.dataDir)
    // The agent still serves while it is asked to end.
    expect((await fetch(`${agent.url}/healthz`)).status).toBe(204)
    finish()
    expect([(await sale).status, JSON.parse((await stopping).stdout)]).toEqual([200, { result: 'ended' }])
  })

  test('does not wait for ever', async () => {
    const reached = Promise.withResolvers<void>()
    const upstream = await startUpstream(() => reached.resolve())
    const agent = await startAgent({ baseUrl: upstream.url })
    const sale = agent.call('pos', '/via/loyalty/v1.1/customer/get').catch(() => undefined)
    await reached.promise
    expect(JSON.parse((await stop(agent.dataDir, '--wait', '0')).stdout)).toEqual({ result: 'ended-while-busy' })
    await sale
  })

  test('says that none runs', async () => {
    const dataDir = join(makeFolder(), 'data')
    expect(JSON.parse((await stop(dataDir)).stdout)).toEqual({ result: 'not-running' })
  })
})
