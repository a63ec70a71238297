import { existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { startAgent } from '#test/support/agentProcess.ts'
import { canaries } from '#test/support/canaries.ts'
import { run, runJson, start } from '#test/support/command.ts'
import { makeFolder, writeInput } from '#test/support/folder.ts'
import { has } from '#test/support/skips.ts'
import { startUpstream } from '#test/support/upstream.ts'

const mode = (path: string) => (statSync(path).mode & 0o777).toString(8)

test('an agent prints its addresses, and ends with exit code 0 leaving neither socket nor lock', async () => {
  const agent = await startAgent()
  expect((await fetch(`${agent.url}/healthz`)).status).toBe(204)
  expect(agent.pid).toBeGreaterThan(0)
  const { code, stderr } = await agent.end()
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  expect(existsSync(join(agent.dataDir, 'pipe', 'agent.sock'))).toBe(false)
  expect(existsSync(join(agent.dataDir, 'lock.json'))).toBe(false)
})

test('people get one line and, once, the new keys', async () => {
  const file = writeInput('provision.json', { clients: [{ id: 'pos', name: 'Checkout' }] })
  const args = ['serve', '--port', '0', '--vault', 'memory', '--provision', file]
  const agent = start([...args, '--data-dir', join(makeFolder(), 'data')])
  await expect.poll(() => agent.stdout().split('\n').length).toBe(4)
  agent.process.kill('SIGINT')
  const { code, stdout } = await agent.ended
  expect(code).toBe(0)
  const [ready, key, itself] = stdout.split('\n')
  expect(ready).toMatch(
    /^The till agent listens on http:\/\/127\.0\.0\.1:\d+( and http:\/\/\[::1\]:\d+)?\. Ctrl-C ends it\.$/,
  )
  expect(key).toBe('Client "pos" is new. Its key, which will not be shown again:')
  expect(itself).toMatch(/^ta_pos_[\w-]{43}$/)
})

test('a provisioned client key is accepted by the POS API', async () => {
  const agent = await startAgent({ provisioning: { clients: [{ id: 'pos', name: 'Checkout' }] } })
  const [made] = agent.newKeys
  expect((await agent.call(made?.key ?? '', '/v1/status')).status).toBe(200)
})

describe.runIf(has('unix'))('the control socket', () => {
  test('is open to this user only', async () => {
    const agent = await startAgent()
    expect(mode(join(agent.dataDir, 'pipe'))).toBe('700')
    expect(mode(join(agent.dataDir, 'pipe', 'agent.sock'))).toBe('600')
    expect(mode(agent.dataDir)).toBe('700')
  })

  test('is found when the path of the data directory is too long for a socket', async () => {
    const dataDir = join(makeFolder(), 'a'.repeat(120))
    const agent = await startAgent({ dataDir })
    expect(existsSync(join(dataDir, 'pipe'))).toBe(false)
    expect((await runJson(['status', '--data-dir', dataDir])).answer).toMatchObject({ running: true })
    await agent.end()
  })
})

test('an agent that was killed starts again at once, and loses nothing', async () => {
  const dataDir = join(makeFolder(), 'data')
  const killed = await startAgent({ dataDir })
  const made = await runJson(['client', 'add', 'pos', '--name', 'Checkout', '--data-dir', dataDir])
  await killed.end('SIGKILL')
  expect(existsSync(join(dataDir, 'pipe', 'agent.sock'))).toBe(true)
  const offline = await runJson(['status', '--data-dir', dataDir, '--vault', 'memory'])
  expect(offline.answer).toMatchObject({ running: false })

  const agent = await startAgent({ dataDir, port: killed.port })
  expect((await agent.call(made.answer.key, '/v1/status')).status).toBe(200)
  expect((await runJson(['client', 'list', '--data-dir', dataDir])).answer).toMatchObject([{ id: 'pos' }])
})

test('a second agent on the same data directory is refused, and the first one keeps running', async () => {
  const agent = await startAgent()
  const second = await runJson(['serve', '--port', '0', '--data-dir', agent.dataDir, '--vault', 'memory'])
  expect(second).toMatchObject({ code: 1, error: { code: 'ALREADY_RUNNING', pid: agent.pid } })
  expect((await run(['status', '--data-dir', agent.dataDir])).stdout).toContain('is running')
})

test('a second Ctrl-C ends an agent that takes too long', async () => {
  let arrived = () => {}
  const reached = new Promise<void>((resolve) => {
    arrived = resolve
  })
  // A sale that the upstream never answers keeps the door open for as long as it has patience.
  const upstream = await startUpstream(() => arrived())
  const agent = await startAgent({
    provisioning: {
      upstreams: [
        { id: 'loyalty', scheme: 'capillary-till', baseUrl: upstream.url, till: 'till1', password: canaries.password },
      ],
      clients: [{ id: 'pos', name: 'Checkout', grants: [{ upstream: 'loyalty', allow: ['capillary:look-up'] }] }],
    },
  })
  const sale = agent.call(agent.newKeys[0]?.key ?? '', '/via/loyalty/v1.1/customer/get').catch(() => 'cut off')
  await reached
  process.kill(agent.pid, 'SIGINT')
  // What comes sooner is a copy of the first: a terminal signals the whole group, and npm passes it on (`signalCount.ts`).
  const signalledAt = performance.now()
  await expect.poll(() => performance.now() - signalledAt).toBeGreaterThan(600)
  const { code } = await agent.end('SIGINT')
  expect([code, await sale]).toEqual([1, 'cut off'])
})

test('limits of a provisioning file apply at once, and are stored', async () => {
  const upstream = await startUpstream((_, response) => response.end())
  const limits = { bodyBytes: 1024, requestsPerSecond: 0.001, burst: 3 }
  const agent = await startAgent({
    provisioning: {
      limits,
      upstreams: [
        { id: 'loyalty', scheme: 'capillary-till', baseUrl: upstream.url, till: 'till1', password: canaries.password },
      ],
      clients: [
        { id: 'pos', name: 'Checkout', grants: [{ upstream: 'loyalty', allow: [{ methods: ['POST'], path: '/**' }] }] },
      ],
    },
  })
  const headers = { 'Till-Agent-Key': agent.newKeys[0]?.key ?? '' }
  const post = async (bytes: number) => {
    const body = Buffer.alloc(bytes)
    return (await fetch(`${agent.url}/via/loyalty/x`, { method: 'POST', body, headers })).status
  }
  expect([await post(1024), await post(1025), await post(1024), await post(1024)]).toEqual([200, 413, 200, 429])
  const kept = JSON.parse(readFileSync(join(agent.dataDir, 'settings.json'), 'utf8'))
  expect(kept.limits).toEqual(limits)
})
