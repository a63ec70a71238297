import { expect, test } from 'vitest'
import { startProxy } from '#test/adapters/network/startServer.ts'
import { startAgent } from '#test/support/agentProcess.ts'
import { canaries, canaryTill } from '#test/support/canaries.ts'
import { runJson } from '#test/support/command.ts'
import { startUpstream } from '#test/support/upstream.ts'

/** Two upstreams at one address: `loyalty` goes the way of the machine, `other` goes straight. */
async function startPair(env: NodeJS.ProcessEnv) {
  const upstream = await startUpstream()
  const entry = { scheme: 'capillary-till', baseUrl: upstream.url, till: canaryTill, password: canaries.password }
  const upstreams = [
    { id: 'loyalty', ...entry, proxy: 'system' },
    { id: 'other', ...entry },
  ]
  const grants = upstreams.map(({ id }) => ({ upstream: id, allow: [{ methods: ['*'], path: '/**' }] }))
  const agent = await startAgent({
    provisioning: { upstreams, clients: [{ id: 'pos', name: 'pos', grants }] },
    env: { ...process.env, http_proxy: '', HTTP_PROXY: '', ...env, no_proxy: '', NO_PROXY: '' },
  })
  const ask = async (id: string) => {
    const response = await agent.call('pos', `/via/${id}/v2/x`)
    return { status: response.status, fault: response.headers.get('till-agent-fault'), body: await response.text() }
  }
  return { upstream, agent, ask }
}

// One such variable, set for the whole machine, ended the agent at its start with INTERNAL.
test.each(['http://till:a%6qb@127.0.0.1:9', 'socks5://127.0.0.1:9', 'http://wpad.store/proxy.pac'])(
  'T46 HTTP_PROXY=%s is the concern of one upstream, and the rest sells',
  async (proxy) => {
    const { upstream, agent, ask } = await startPair({ HTTP_PROXY: proxy })
    expect(await ask('other')).toMatchObject({ status: 200 })
    const refused = await ask('loyalty')
    expect(refused).toMatchObject({ status: 503, fault: 'UPSTREAM_UNREACHABLE' })
    expect(JSON.parse(refused.body)).toMatchObject({
      reason: 'PROXY_UNREADABLE',
      remedy: expect.stringMatching(/direct/),
    })
    expect(refused.body).toContain('HTTP_PROXY in the environment of this machine')
    const options = ['--data-dir', agent.dataDir]
    const { answer: status } = await runJson(['status', ...options])
    expect(status).toMatchObject({ condition: 'attention', concerns: [{ about: 'loyalty' }] })
    const { answer: diagnosis } = await runJson(['doctor', ...options])
    expect(diagnosis.findings).toContainEqual(
      expect.objectContaining({ check: 'proxy', upstream: 'loyalty', outcome: 'trouble' }),
    )
    expect(JSON.stringify([refused, status, diagnosis])).not.toContain('a%6qb')
    expect(upstream.seen.map(({ target }) => target)).toContain('/v2/x')
  },
)

test('T46 a proxy without a scheme is an HTTP proxy, for requests, calls of the agent and the doctor', async () => {
  const proxy = await startProxy()
  const { upstream, agent, ask } = await startPair({ http_proxy: `localhost:${proxy.port}` })
  expect(await ask('loyalty')).toMatchObject({ status: 200 })
  const options = ['--data-dir', agent.dataDir]
  const calls = () => proxy.seen.length
  for (const command of [['upstream', 'test', 'loyalty'], ['doctor']]) {
    const before = calls()
    await runJson([...command, ...options])
    expect(calls()).toBeGreaterThan(before)
  }
  expect(new Set(proxy.seen)).toEqual(new Set([`CONNECT ${new URL(upstream.url).host}`]))
})
