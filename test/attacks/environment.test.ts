import { once } from 'node:events'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { makeFolder, patience, run, runJson } from '../support/agentProcess.ts'
import { type AttackedAgent, startAttackedAgent } from '../support/attackedAgent.ts'
import { canaries, canaryTill } from '../support/canaries.ts'
import { withPrivateKeyring } from '../support/keyring.ts'
import { type SharedUpstream, startSharedUpstream } from '../support/sharedUpstream.ts'

async function startPair(options: Parameters<typeof startAttackedAgent>[0] = {}): Promise<{
  upstream: SharedUpstream
  agent: AttackedAgent
}> {
  const upstream = await startSharedUpstream()
  const agent = await startAttackedAgent({ baseUrl: upstream.url, ...options })
  onTestFinished(async () => {
    await agent.end()
    await upstream.close()
  })
  return { upstream, agent }
}

test('T46 proxy variables re-route secrets: the environment names a logger, and the logger sees nothing', async () => {
  let logged = 0
  // Mute connections do not count: they are other tests', to whatever had this port before.
  const logger = createServer((socket) => {
    socket
      .on('error', () => {})
      .once('data', () => {
        logged += 1
        socket.destroy()
      })
  })
  logger.listen(0, '127.0.0.1')
  await once(logger, 'listening')
  onTestFinished(() => {
    logger.close()
  })
  const address = `http://127.0.0.1:${(logger.address() as { port: number }).port}`
  const names = ['HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY', 'http_proxy', 'https_proxy', 'all_proxy']
  const env = {
    ...Object.fromEntries(names.map((name) => [name, address])),
    NO_PROXY: '',
    no_proxy: '',
    NODE_USE_ENV_PROXY: '1',
  }
  const { upstream, agent } = await startPair({ env })
  const response = await agent.call('pos', '/via/loyalty/v2/x')
  expect([response.status, await response.text()]).toEqual([200, '{}'])
  expect(upstream.seen).toHaveLength(1)
  expect(logged).toBe(0)
})

describe.runIf(process.platform === 'linux')(
  'T30 weak Linux key store: without a Secret Service nothing is kept',
  () => {
    test.each(['no-service', 'no-bus'] as const)('T30 %s', async (state) => {
      const upstream = await startSharedUpstream()
      onTestFinished(() => upstream.close())
      const dataDir = join(makeFolder(), 'data')
      const add = ['upstream', 'add', 'loyalty', '--scheme', 'capillary-till', '--base-url', upstream.url]
      const options = ['--set', `till=${canaryTill}`, '--secret', 'password=stdin', '--no-probe', '--data-dir', dataDir]
      await withPrivateKeyring(state, async (env) => {
        const { code, stderr } = await run([...add, ...options], { env, input: canaries.password })
        expect([code, stderr]).toEqual([1, expect.stringContaining('KEYCHAIN_UNAVAILABLE')])
        expect((await runJson(['upstream', 'list', '--data-dir', dataDir], { env })).answer).toEqual([])
      })
      expect(upstream.heads()).toBe(0)
    })
  },
)

describe('T52 a credential that is gone is not used, and nobody waits for it', () => {
  test('T52 without a credential the answer is 503 at once, and nothing is sent', async () => {
    const dataDir = join(makeFolder(), 'data')
    const upstream = await startSharedUpstream()
    onTestFinished(() => upstream.close())
    const provisioned = await startAttackedAgent({ baseUrl: upstream.url, dataDir })
    const key = provisioned.key('pos')
    await provisioned.end()
    // The memory vault forgot it; settings and client are still there.
    const agent = await startAttackedAgent({ clients: [], dataDir })
    onTestFinished(() => agent.end())
    const startedAt = performance.now()
    const response = await fetch(`${agent.url}/via/loyalty/v2/x`, { headers: { 'Till-Agent-Key': key } })
    expect([response.status, response.headers.get('till-agent-fault')]).toEqual([503, 'UPSTREAM_NOT_READY'])
    expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0)
    expect(performance.now() - startedAt).toBeLessThan(2_000)
    expect(upstream.heads()).toBe(0)
  })

  test('T52 one that was refused is not sent again, after a restart neither', async () => {
    const dataDir = join(makeFolder(), 'data')
    const upstream = await startSharedUpstream()
    onTestFinished(() => upstream.close())
    upstream.answerWith((_, response) => response.writeHead(401).end())
    for (let start = 0; start < 2; start += 1) {
      const agent = await startAttackedAgent({ baseUrl: upstream.url, dataDir, vault: 'keychain' })
      for (let n = 0; n < 5; n += 1) {
        const response = await agent.call('pos', '/via/loyalty/v2/x')
        expect(response.headers.get('till-agent-fault')).toBe('UPSTREAM_LOCKED')
      }
      await agent.end()
      expect(upstream.heads()).toBe(1)
    }
  })
})

describe('T53 double earn by replay or crash: a sale is sent once, whatever happens', () => {
  const sale = { method: 'POST', body: '{"amount":10}' }

  test.each([
    ['as soon as it is read', (socket: { destroy(): void }) => socket.destroy()],
    [
      'after a part of the answer',
      (socket: { destroy(): void; write(text: string): void }) => {
        socket.write('HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\npart')
        socket.destroy()
      },
    ],
  ])('T53 the upstream dies %s', async (_, die) => {
    const { upstream, agent } = await startPair()
    upstream.answerWith((request) => die(request.socket))
    const outcome = await agent
      .call('pos', '/via/loyalty/v2/transactions', sale)
      .then((response) => response.text().then(() => response.headers.get('till-agent-fault')))
      .catch(() => 'cut off')
    expect(['OUTCOME_UNKNOWN', 'cut off']).toContain(outcome)
    expect(upstream.seen).toHaveLength(1)
  })

  test('T53 the agent is killed while the upstream works, and started again', async () => {
    const dataDir = join(makeFolder(), 'data')
    const upstream = await startSharedUpstream()
    onTestFinished(() => upstream.close())
    upstream.answerWith(() => {})
    const killed = await startAttackedAgent({ baseUrl: upstream.url, dataDir })
    const outcome = killed.call('pos', '/via/loyalty/v2/transactions', sale).catch(() => 'cut off')
    await expect.poll(() => upstream.seen.length, patience).toBe(1)
    process.kill(killed.pid, 'SIGKILL')
    expect(await outcome).toBe('cut off')
    upstream.answerWith((_, response) => response.end('{}'))
    const again = await startAttackedAgent({ baseUrl: upstream.url, dataDir })
    onTestFinished(() => again.end())
    expect((await again.call('pos', '/v1/status')).status).toBe(200)
    expect(upstream.seen).toHaveLength(1)
  })
})
