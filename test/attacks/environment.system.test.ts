import { once } from 'node:events'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { type RunningAgent, startAgent } from '#test/support/agentProcess.ts'
import { canaries, canaryTill } from '#test/support/canaries.ts'
import { run, runJson } from '#test/support/command.ts'
import { makeFolder } from '#test/support/folder.ts'
import { withPrivateKeyring } from '#test/support/keyring.ts'
import { has } from '#test/support/skips.ts'
import { startUpstream, type TestUpstream } from '#test/support/upstream.ts'

async function startPair(options: Parameters<typeof startAgent>[0] = {}): Promise<{
  upstream: TestUpstream
  agent: RunningAgent
}> {
  const upstream = await startUpstream()
  return { upstream, agent: await startAgent({ baseUrl: upstream.url, ...options }) }
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
    ...{ NODE_USE_ENV_PROXY: '1', NODE_OPTIONS: '--use-env-proxy' },
  }
  const { upstream, agent } = await startPair({ env: { ...process.env, ...env } })
  const response = await agent.call('pos', '/via/loyalty/v2/x')
  expect([response.status, await response.text()]).toEqual([200, '{}'])
  expect(upstream.seen).toHaveLength(1)
  await runJson(['upstream', 'test', 'loyalty', '--data-dir', agent.dataDir])
  await runJson(['doctor', '--data-dir', agent.dataDir])
  expect(upstream.seen.length).toBeGreaterThan(2)
  expect(logged).toBe(0)
})

describe.runIf(has('linux'))('T30 weak Linux key store: without a Secret Service nothing is kept', () => {
  test.each(['no-service', 'no-bus'] as const)('T30 %s', async (state) => {
    const upstream = await startUpstream()
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
})

describe('T52 a credential that is gone is not used, and nobody waits for it', () => {
  test('T52 without a credential the answer is 503 at once, and nothing is sent', async () => {
    const dataDir = join(makeFolder(), 'data')
    const upstream = await startUpstream()
    const provisioned = await startAgent({ baseUrl: upstream.url, dataDir })
    const key = provisioned.key('pos')
    await provisioned.end()
    // The memory vault forgot it; settings and client are still there.
    const agent = await startAgent({ clients: [], dataDir })
    const startedAt = performance.now()
    const response = await fetch(`${agent.url}/via/loyalty/v2/x`, { headers: { 'Till-Agent-Key': key } })
    expect([response.status, response.headers.get('till-agent-fault')]).toEqual([503, 'UPSTREAM_NOT_READY'])
    // Only a person can end it: asking again in a minute would not.
    expect(response.headers.get('retry-after')).toBeNull()
    expect(performance.now() - startedAt).toBeLessThan(20_000)
    expect(upstream.heads()).toBe(0)
  })

  test('T52 one that was refused is not sent again, after a restart neither', async () => {
    const dataDir = join(makeFolder(), 'data')
    const upstream = await startUpstream()
    upstream.answerWith((_, response) => response.writeHead(401).end())
    // A client that is there keeps its key.
    let key = ''
    for (let start = 0; start < 2; start += 1) {
      const agent = await startAgent({ baseUrl: upstream.url, dataDir, vault: 'keychain' })
      if (start === 0) key = agent.key('pos')
      for (let n = 0; n < 5; n += 1) {
        const response = await agent.call(key, '/via/loyalty/v2/x')
        expect(response.headers.get('till-agent-fault')).toBe('UPSTREAM_LOCKED')
      }
      await agent.end()
      expect(upstream.heads()).toBe(2)
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
    const upstream = await startUpstream()
    upstream.answerWith(() => {})
    const killed = await startAgent({ baseUrl: upstream.url, dataDir })
    const outcome = killed.call('pos', '/via/loyalty/v2/transactions', sale).catch(() => 'cut off')
    await expect.poll(() => upstream.seen.length).toBe(1)
    process.kill(killed.pid, 'SIGKILL')
    expect(await outcome).toBe('cut off')
    upstream.answerWith((_, response) => response.end('{}'))
    const again = await startAgent({ baseUrl: upstream.url, dataDir })
    expect((await again.call(killed.key('pos'), '/v1/status')).status).toBe(200)
    expect(upstream.seen).toHaveLength(1)
  })
})
