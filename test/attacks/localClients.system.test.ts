import { chmodSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { createServer, type ListenOptions, type Server } from 'node:net'
import { networkInterfaces } from 'node:os'
import { basename, join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { type RunningAgent, startAgent } from '#test/support/agentProcess.ts'
import { canaries } from '#test/support/canaries.ts'
import { runJson } from '#test/support/command.ts'
import { makeFolder, writeInput } from '#test/support/folder.ts'
import { requestText, send } from '#test/support/rawSocket.ts'
import { has } from '#test/support/skips.ts'
import { startUpstream, type TestUpstream } from '#test/support/upstream.ts'

let upstream: TestUpstream
let agent: RunningAgent

beforeAll(async () => {
  upstream = await startUpstream()
  agent = await startAgent({ baseUrl: upstream.url })
})
beforeEach(() => upstream.forget())
afterAll(async () => {
  await agent.end()
  await upstream.close()
})

const mode = (path: string) => (statSync(path).mode & 0o777).toString(8)
const host = () => `Host: 127.0.0.1:${agent.port}`

/** Another program, on a port of its own choice. It ends with the test. */
async function occupy(options: ListenOptions): Promise<Server> {
  const server = createServer((socket) => socket.destroy())
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options, resolve)
  })
  onTestFinished(() => {
    server.close()
  })
  return server
}

const portOf = (server: Server) => (server.address() as { port: number }).port

const addresses = Object.values(networkInterfaces()).flatMap((found) => found ?? [])
const hasIpv6 = addresses.some(({ address }) => address === '::1')
/** As the system writes 127.0.0.1 and ::1. */
const loopback = ['0100007F', ...(hasIpv6 ? ['00000000000000000000000001000000'] : [])]

/** The addresses that the agent's port is listened on, as the system has them. */
function listenersOnLinux(port: number): string[] {
  return ['tcp', 'tcp6']
    .flatMap((table) => readFileSync(`/proc/net/${table}`, 'utf8').trim().split('\n').slice(1))
    .map((row) => row.trim().split(/\s+/))
    .filter(([, local, , state]) => state === '0A' && Number.parseInt(local?.split(':')[1] ?? '', 16) === port)
    .map(([, local = '']) => local.split(':')[0] ?? '')
}

describe('T13 listening beyond loopback', () => {
  const foreign = addresses.filter(({ internal, address }) => !internal && !address.startsWith('fe80'))

  test('T13 nobody reaches the agent at an address that others could reach', async () => {
    for (const { address } of foreign)
      await expect(send(agent.port, requestText('GET', '/healthz', host()), { host: address })).rejects.toThrow(
        /ECONNREFUSED/,
      )
  })

  test.runIf(has('linux'))('T13 the system has it on loopback alone', () => {
    expect(listenersOnLinux(agent.port).sort()).toEqual(loopback.toSorted())
  })

  test('T13 a settings file cannot widen it', async () => {
    const dataDir = join(makeFolder(), 'data')
    await (await startAgent({ dataDir })).end()
    const file = join(dataDir, 'settings.json')
    const widened = { host: '0.0.0.0', bind: '0.0.0.0', listen: ['0.0.0.0'], address: '::', hosts: ['*'] }
    writeFileSync(file, JSON.stringify({ ...JSON.parse(readFileSync(file, 'utf8')), ...widened }))
    const started = await startAgent({ dataDir })
    if (has('linux')) expect(listenersOnLinux(started.port).sort()).toEqual(loopback.toSorted())
    const request = requestText('GET', '/healthz', `Host: 0.0.0.0:${started.port}`)
    expect((await send(started.port, request)).status).toBe(421)
  })

  test('T13 nor a provisioning file, nor an option: each is told that there is no such thing', async () => {
    const provisioning = writeInput('provision.json', { listen: '0.0.0.0' })
    const common = ['serve', '--port', '0', '--vault', 'memory', '--data-dir', join(makeFolder(), 'data')]
    expect(await runJson([...common, '--provision', provisioning])).toMatchObject({
      code: 1,
      error: { code: 'INVALID_INPUT', detail: expect.stringContaining('listen') },
    })
    expect(await runJson([...common, '--host', '0.0.0.0'])).toMatchObject({ code: 2, error: { code: 'USAGE' } })
  })

  test('T13 nor a variable of the environment', async () => {
    const widened = { HOST: '0.0.0.0', BIND: '0.0.0.0', TILL_AGENT_HOST: '0.0.0.0', HOSTNAME: '0.0.0.0' }
    const started = await startAgent({ env: { ...process.env, ...widened } })
    for (const { address } of foreign)
      await expect(send(started.port, 'x', { host: address })).rejects.toThrow(/ECONNREFUSED/)
  })
})

describe('T19 any process uses the credentials: being on this machine is not enough', () => {
  test.each([
    ['no key', []],
    ['a key that was made up', [`Till-Agent-Key: ${canaries.clientKey}`]],
    ['the name of a client', ['Till-Agent-Key: pos']],
    ['the cloud’s own credential', [`Authorization: Basic ${canaries.basicValue}`]],
    ['the cloud’s own password', [`Authorization: Basic ${btoa(`till:${canaries.md5}`)}`]],
    ['empty Basic', ['Authorization: Basic Og==']],
    ['an unknown kind of authorization', ['Authorization: Negotiate abc']],
  ])('T19 %s', async (_, fields) => {
    const refused = await send(agent.port, requestText('GET', '/via/loyalty/v2/x', host(), ...fields))
    expect(refused.status).toBe(401)
    expect(upstream.heads()).toBe(0)
  })

  test('T19 the stored digest of a key is no key', async () => {
    const settings = JSON.parse(readFileSync(join(agent.dataDir, 'settings.json'), 'utf8'))
    const [{ keyDigest, md5KeyDigest }] = settings.clients
    for (const digest of [keyDigest, md5KeyDigest])
      expect(
        (await send(agent.port, requestText('GET', '/v1/status', host(), `Till-Agent-Key: ${digest}`))).status,
      ).toBe(401)
  })
})

describe('T21 port squatting: an agent whose port is taken does not move, and names the one who has it', () => {
  const serve = (port: number) =>
    runJson(['serve', '--port', String(port), '--vault', 'memory', '--data-dir', join(makeFolder(), 'data')])
  const impostor = { code: 'PORT_TAKEN', pid: process.pid, program: basename(process.execPath) }

  /** Those that this machine's addresses allow. */
  const possible = (cases: [name: string, options: ListenOptions][]) =>
    cases.filter(([, { host }]) => hasIpv6 || !host?.includes(':'))

  test.each(
    possible([
      ['T21 an impostor on our address', { host: '127.0.0.1' }],
      ['T21 an impostor on all addresses', { host: '0.0.0.0' }],
      ['T21 an impostor on all addresses of both families', { host: '::' }],
      ['T21 an impostor who would share the port', { host: '127.0.0.1', reusePort: true }],
      // It would collect the keys of programs that call "localhost".
      ['T22 IPv4/IPv6 split: an impostor on the other family', { host: '::1' }],
      ['T22 IPv4/IPv6 split: an impostor on all of the other family', { host: '::', ipv6Only: true }],
    ]),
  )('%s', async (_, options) => {
    const port = portOf(await occupy({ port: 0, ...options }))
    const { code, answer, error } = await serve(port)
    expect({ code, answer }).toEqual({ code: 1, answer: '' })
    expect(error).toMatchObject({ ...impostor, port })
    expect(error.detail).toContain(`process ${process.pid}`)
    expect(error.remedy).not.toBe('')
  })

  test.each(
    possible([
      ['T21 nobody takes the port while the agent runs', { host: '127.0.0.1' }],
      ['T21 nor shares it', { host: '127.0.0.1', reusePort: true }],
      ['T21 nor gets between by listening on all addresses', { host: '0.0.0.0' }],
      ['T22 nobody takes the other family’s', { host: '::1' }],
      ['T22 nor all of the other family', { host: '::', ipv6Only: true }],
    ]),
  )('%s', async (_, options) => {
    await expect(occupy({ port: agent.port, ...options })).rejects.toThrow(/EADDRINUSE/)
  })
})

describe.runIf(has('unix'))(
  'T23 stale discovery file or weak file mode: what others could read is closed again',
  () => {
    test('T23 settings, pipe and log', async () => {
      const dataDir = join(makeFolder(), 'data')
      await (await startAgent({ dataDir })).end()
      chmodSync(join(dataDir, 'settings.json'), 0o666)
      chmodSync(join(dataDir, 'pipe'), 0o777)
      const started = await startAgent({ dataDir })
      expect(mode(join(dataDir, 'settings.json'))).toBe('600')
      expect(mode(join(dataDir, 'pipe'))).toBe('700')
      expect(mode(join(dataDir, 'pipe', 'agent.sock'))).toBe('600')
      await started.end()
    })

    test('T23 a place where others may be is not made weaker by a lax umask', async () => {
      const before = process.umask(0)
      const dataDir = join(makeFolder(), 'data')
      const started = await startAgent({ dataDir }).finally(() => process.umask(before))
      for (const folder of ['', 'pipe', 'logs']) expect([folder, mode(join(dataDir, folder))]).toEqual([folder, '700'])
      for (const file of ['settings.json', 'logs/agent.log', 'pipe/agent.sock'])
        expect([file, mode(join(dataDir, file))]).toEqual([file, '600'])
      await started.end()
    })

    test('T23 a socket that an agent left behind leads nowhere', async () => {
      const dataDir = join(makeFolder(), 'data')
      await (await startAgent({ dataDir })).end('SIGKILL')
      expect((await runJson(['status', '--data-dir', dataDir, '--vault', 'memory'])).answer).toMatchObject({
        running: false,
      })
    })
  },
)

describe('T24 unauthenticated "please exit"', () => {
  const pleas = [
    '/quit',
    '/quitquitquit',
    '/exit',
    '/shutdown',
    '/stop',
    '/v1/quit',
    '/v1/shutdown',
    '/restart',
    '/steal',
  ]
  test('T24 nobody ends the agent over HTTP, key or no key', async () => {
    for (const path of pleas)
      for (const method of ['GET', 'POST', 'DELETE']) {
        expect((await send(agent.port, requestText(method, path, host()))).status).toBe(401)
        expect((await send(agent.port, requestText(method, path, ...agent.head('pos')))).status).toBe(404)
      }
    expect((await agent.call('pos', '/v1/status')).status).toBe(200)
  })

  test('T24 a second agent does not take the first one’s place', async () => {
    const second = ['serve', '--port', '0', '--vault', 'memory', '--data-dir', agent.dataDir]
    expect(await runJson(second)).toMatchObject({ code: 1, error: { code: 'ALREADY_RUNNING', pid: agent.pid } })
    expect((await agent.call('pos', '/v1/status')).status).toBe(200)
  })
})

// Differences of nanoseconds drown in a socket's noise, so what is shown is why there are none: the agent does not have
// the key. It knows SHA-256 digests and looks the whole digest up; a right prefix of a key leads to an unrelated one.
describe('T28 timing of the token check', () => {
  test('T28 the agent keeps nothing that a key could be compared with, letter by letter', () => {
    const settings = readFileSync(join(agent.dataDir, 'settings.json'), 'utf8')
    const key = agent.key('pos')
    expect(settings.includes(key)).toBe(false)
    expect(settings.includes(key.slice(-43))).toBe(false)
    expect(JSON.parse(settings).clients[0].keyDigest).toMatch(/^[\w-]{43}$/)
  })

  test('T28 a key that is right but for its last letter is answered like any other wrong one', async () => {
    const key = agent.key('pos')
    const wrong = [`${key.slice(0, -2)}${key.at(-2) === 'A' ? 'B' : 'A'}${key.at(-1)}`, `ta_pos_${'x'.repeat(43)}`, 'x']
    const texts = await Promise.all(
      wrong.map((key) => send(agent.port, requestText('GET', '/v1/status', host(), `Till-Agent-Key: ${key}`))),
    )
    const bare = texts.map(({ text }) => text.replace(/(date|till-agent-request-id|content-length): .*\r\n/gi, ''))
    expect(bare[0]).toContain('KEY_REFUSED')
    expect(new Set(bare.map((text) => text.replace(/"requestId":"[^"]*"/, ''))).size).toBe(1)
  })

  test.each([' ', '\t', '%00', '=', 'x'])('T28 a key with "%s" behind it is another key', async (more) => {
    const credentials = btoa(`any:${agent.key('pos')}${decodeURIComponent(more)}`)
    const refused = await send(
      agent.port,
      requestText('GET', '/v1/status', host(), `Authorization: Basic ${credentials}`),
    )
    expect(refused).toMatchObject({ status: 401, fault: 'KEY_REFUSED' })
  })
})

test('T35 left-overs: when the agent has ended its port is closed', async () => {
  const started = await startAgent()
  await started.end()
  await expect(send(started.port, 'x')).rejects.toThrow(/ECONNREFUSED/)
})
