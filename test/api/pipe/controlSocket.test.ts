import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { createMemoryVault } from '#adapters/keychain/memoryVault.ts'
import { createPipeClient, knowsKey } from '#adapters/network/pipeClient.ts'
import { controlRouter } from '#api/control/controlRouter.ts'
import { openControlSocket } from '#api/pipe/controlSocket.ts'
import { Fault } from '#core/base/fault.ts'
import type { Vault } from '#core/base/vault.ts'
import { answerChallenge } from '#core/secrets/challenge.ts'
import { canaries } from '#test/support/canaries.ts'
import { pipePath } from '#test/support/pipePath.ts'
import { has } from '#test/support/skips.ts'
import { startTill } from '#test/support/till.ts'

const loyalty = {
  id: 'loyalty',
  scheme: 'capillary-till',
  baseUrl: 'https://127.0.0.1:9',
  till: 'till1',
  password: canaries.password,
}

function makePath(): string {
  const folder = mkdtempSync(join(tmpdir(), 'till-pipe-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return pipePath(folder, 'pipe')
}

interface Options {
  path?: string
  vault?: Vault
  key?: string
}

async function openSocket({ path = makePath(), vault = createMemoryVault(), key }: Options = {}) {
  const { agent, log } = await startTill({ vault, isSetUp: false })
  const router = controlRouter(agent, log, { actor: 'pipe/anna' })
  const answer = key === undefined ? undefined : (challenge: string) => answerChallenge(key, challenge)
  const socket = await openControlSocket({ routerOf: () => router, path, answer })
  onTestFinished(() => socket.close())
  return { path, log, agent, socket, control: createPipeClient(path) }
}

async function faultOf(call: Promise<unknown>): Promise<Fault> {
  const thrown = await call.then(
    () => 'it went well',
    (error: unknown) => error,
  )
  if (thrown instanceof Fault) return thrown
  throw new Error(`not a fault: ${thrown}`)
}

// Whoever may use the till of a machine could have held every file of the process, and no sale got through.
test('callers hold a bounded number of connections, and others are served once they let go', async () => {
  const { path, control } = await openSocket()
  let refused = 0
  const held = Array.from({ length: 80 }, () =>
    connect(path)
      .on('error', () => {})
      .on('close', () => {
        refused += 1
      }),
  )
  onTestFinished(() => {
    for (const connection of held) connection.destroy()
  })
  await expect.poll(() => refused).toBe(80 - 64)
  for (const connection of held) connection.destroy()
  await expect.poll(() => control.status().then(({ condition }) => condition, String)).toBe('blocked')
})

test('an agent proves its own key, and no other', async () => {
  const [key, other] = ['ab'.repeat(32), 'cd'.repeat(32)]
  const { path } = await openSocket({ key })
  expect([await knowsKey(path, key), await knowsKey(path, other)]).toEqual([true, false])
  const { path: without } = await openSocket()
  expect(await knowsKey(without, key)).toBe(false)
})

test('what goes in comes out as it is', async () => {
  const { control } = await openSocket()
  const { upstream } = await control.upstreams.add({ entry: loyalty, probe: false })
  expect(upstream).toMatchObject({ id: 'loyalty', state: 'ready', settings: { till: 'till1' } })
  const { key } = await control.clients.add({ id: 'pos', name: 'Käsekuchen ☕', grants: [], origins: [] })
  expect(key).toMatch(/^ta_pos_/)
  expect(await control.clients.list()).toMatchObject([{ name: 'Käsekuchen ☕' }])
  expect(await control.clients.revoke({ id: 'pos' })).toBeUndefined()
})

test('a fault comes out with its sentence, its own remedy and its data', async () => {
  const { control } = await openSocket()
  await control.upstreams.add({ entry: loyalty, probe: false })
  const grants = [{ upstream: 'loyalty', allow: ['capillary:sell'] }]
  await control.clients.add({ id: 'pos', name: 'Checkout', grants, origins: [] })
  const fault = await faultOf(control.upstreams.remove({ id: 'loyalty' }))
  expect(fault).toMatchObject({
    code: 'UPSTREAM_IN_USE',
    detail: 'Clients with grants for "loyalty": pos.',
    data: { clients: ['pos'] },
  })
  const unproven = await faultOf(control.upstreams.test({ id: 'loyalty' }))
  expect(unproven).toMatchObject({ code: 'CREDENTIAL_UNPROVEN', remedy: expect.stringContaining('base URL') })
})

test('grants go with their upstream, even those of a client that is connected, and do not come back with its name', async () => {
  const { control, agent } = await openSocket()
  await control.upstreams.add({ entry: loyalty, probe: false })
  const grants = [{ upstream: 'loyalty', allow: ['capillary:sell'] }]
  const { key } = await control.clients.add({ id: 'pos', name: 'Checkout', grants, origins: [] })
  const mayAsk = () => agent.clients.identify(key)?.grants.get('loyalty')?.allows('GET', '/v1.1/customer/get')
  expect(mayAsk()).toBe(true)
  await control.upstreams.remove({ id: 'loyalty', force: true })
  expect(mayAsk()).toBeUndefined()
  await control.upstreams.add({ entry: loyalty, probe: false })
  expect(mayAsk()).toBeUndefined()
  expect(await control.clients.list()).toMatchObject([{ id: 'pos', grants: [] }])
})

test('input that does not fit the contract is named by its place, never by its value', async () => {
  const { control } = await openSocket()
  const entry = { ...loyalty, id: canaries.password }
  const fault = await faultOf(control.upstreams.add({ entry, probe: false }))
  expect(fault).toMatchObject({ code: 'INVALID_INPUT', data: { issues: [{ path: 'entry.id' }] } })
  expect(fault.detail).not.toContain(canaries.password)
})

test('a bug is masked, and logged under the reference that is shown', async () => {
  const broken: Vault = { ...createMemoryVault(), write: () => Promise.reject(new Error('a bug')) }
  const { control, log } = await openSocket({ vault: broken })
  const fault = await faultOf(control.upstreams.add({ entry: loyalty, probe: false }))
  expect(fault).toMatchObject({ code: 'INTERNAL', data: { reference: expect.any(String) } })
  expect(fault.detail).not.toContain('a bug')
  const logged = log.events.find(({ level }) => level === 'error')
  expect(logged).toMatchObject({ thrown: { message: 'a bug' }, fields: fault.extras })
})

test('a request of more than 1 MiB is refused', async () => {
  const { control } = await openSocket()
  const entry = { ...loyalty, password: 'x'.repeat(1024 * 1024) }
  expect(await faultOf(control.upstreams.add({ entry, probe: false }))).toMatchObject({
    code: 'BODY_TOO_LARGE',
    data: { limitBytes: 1024 * 1024 },
  })
})

test.each([
  ['GET', '/clients/list', {}, 'MALFORMED_REQUEST'],
  ['POST', '/no/such/call', { 'content-length': 0 }, 'NOT_FOUND'],
  ['POST', '/clients/list', { 'transfer-encoding': 'chunked' }, 'MALFORMED_REQUEST'],
])('%s %s with %j is answered with %s', async (method, path, headers, code) => {
  const { path: socketPath } = await openSocket()
  const body = await new Promise<string>((resolve, reject) => {
    const outgoing = request({ socketPath, method, path, headers }, async (answer) => {
      resolve((await answer.toArray()).join(''))
    })
    outgoing.on('error', reject)
    outgoing.end()
  })
  expect(JSON.parse(body).json.code).toBe(code)
})

test('an agent that is gone before it answers leaves the outcome unknown', async () => {
  const { control, socket } = await openSocket()
  await socket.close()
  expect(await faultOf(control.status())).toMatchObject({ code: 'OUTCOME_UNKNOWN', data: { reason: 'ENOENT' } })
})

describe.runIf(has('unix'))('the socket', () => {
  test('is for this user alone, even where the directory stood open', async () => {
    const path = makePath()
    mkdirSync(dirname(path))
    chmodSync(dirname(path), 0o777)
    await openSocket({ path })
    expect(statSync(path).mode & 0o777).toBe(0o600)
    expect(statSync(dirname(path)).mode & 0o777).toBe(0o700)
  })

  test('takes the place of one that a killed agent left behind', async () => {
    const path = makePath()
    mkdirSync(dirname(path))
    writeFileSync(path, '')
    const { control } = await openSocket({ path })
    expect(await control.clients.list()).toEqual([])
  })

  test('is not opened in a directory that somebody else could have put there', async () => {
    const path = makePath()
    const elsewhere = mkdtempSync(join(tmpdir(), 'till-elsewhere-'))
    onTestFinished(() => rmSync(elsewhere, { recursive: true }))
    symlinkSync(elsewhere, dirname(path))
    expect(await faultOf(openSocket({ path }))).toMatchObject({ code: 'SETTINGS_UNWRITABLE' })
    expect(existsSync(join(elsewhere, 'agent.sock'))).toBe(false)
  })

  test.runIf(has('root'))('is not opened in a directory of another user', async () => {
    const path = makePath()
    mkdirSync(dirname(path))
    const { chownSync } = await import('node:fs')
    chownSync(dirname(path), 65534, 65534)
    expect(await faultOf(openSocket({ path }))).toMatchObject({ code: 'SETTINGS_UNWRITABLE' })
  })
})
