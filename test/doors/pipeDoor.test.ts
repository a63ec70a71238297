import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { joseSigner } from '../../electron/adapters/joseSigner.ts'
import { createMemoryAudit } from '../../electron/adapters/memoryAudit.ts'
import { createMemoryLog } from '../../electron/adapters/memoryLog.ts'
import { createMemorySettings } from '../../electron/adapters/memorySettings.ts'
import { createMemoryVault } from '../../electron/adapters/memoryVault.ts'
import { createMemoryVerifications } from '../../electron/adapters/memoryVerifications.ts'
import { createPipeClient } from '../../electron/adapters/pipeClient.ts'
import { systemClock } from '../../electron/adapters/systemClock.ts'
import { createSystemNetwork } from '../../electron/adapters/systemNetwork.ts'
import { systemRandom } from '../../electron/adapters/systemRandom.ts'
import { createAgent } from '../../electron/core/agent.ts'
import { Fault } from '../../electron/core/fault.ts'
import { defaultLimits } from '../../electron/core/limits.ts'
import type { Vault } from '../../electron/core/vault.ts'
import { openPipeDoor } from '../../electron/doors/pipe/pipeDoor.ts'
import { schemes } from '../../electron/schemes/index.ts'
import { canaries } from '../support/canaries.ts'

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
  return join(folder, 'pipe', 'agent.sock')
}

async function openDoor({ path = makePath(), vault = createMemoryVault() }: { path?: string; vault?: Vault } = {}) {
  const log = createMemoryLog()
  const settings = createMemorySettings()
  const network = createSystemNetwork(defaultLimits)
  const audit = createMemoryAudit()
  const world = { settings, vault, network, clock: systemClock, random: systemRandom, log, audit, schemes }
  const agent = await createAgent({
    ...world,
    version: 'test',
    verifications: createMemoryVerifications(),
    signer: joseSigner,
  })
  const door = await openPipeDoor({ agent, path, log })
  onTestFinished(() => door.close())
  return { path, log, agent, door, control: createPipeClient(path) }
}

async function faultOf(call: Promise<unknown>): Promise<Fault> {
  const thrown = await call.then(
    () => 'it went well',
    (error: unknown) => error,
  )
  if (thrown instanceof Fault) return thrown
  throw new Error(`not a fault: ${thrown}`)
}

test('what goes in comes out as it is', async () => {
  const { control } = await openDoor()
  const { upstream } = await control.upstreams.add({ entry: loyalty, probe: false })
  expect(upstream).toMatchObject({ id: 'loyalty', state: 'ready', settings: { till: 'till1' } })
  const { key } = await control.clients.add({ id: 'pos', name: 'Käsekuchen ☕', grants: [], origins: [] })
  expect(key).toMatch(/^ta_pos_/)
  expect(await control.clients.list()).toMatchObject([{ name: 'Käsekuchen ☕' }])
  expect(await control.clients.revoke({ id: 'pos' })).toBeUndefined()
})

test('a fault comes out with its sentence, its own remedy and its data', async () => {
  const { control } = await openDoor()
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

test('a preset grants nothing once its upstream is gone, even to a client that is connected', async () => {
  const { control, agent } = await openDoor()
  await control.upstreams.add({ entry: loyalty, probe: false })
  const grants = [{ upstream: 'loyalty', allow: ['capillary:sell'] }]
  const { key } = await control.clients.add({ id: 'pos', name: 'Checkout', grants, origins: [] })
  const mayAsk = () => agent.clients.identify(key)?.grants.get('loyalty')?.allows('GET', '/v1.1/customer/get')
  expect(mayAsk()).toBe(true)
  await control.upstreams.remove({ id: 'loyalty', force: true })
  expect(mayAsk()).toBe(false)
  await control.upstreams.add({ entry: loyalty, probe: false })
  expect(mayAsk()).toBe(true)
})

test('input that does not fit the contract is named by its place, never by its value', async () => {
  const { control } = await openDoor()
  const entry = { ...loyalty, id: canaries.password }
  const fault = await faultOf(control.upstreams.add({ entry, probe: false }))
  expect(fault).toMatchObject({ code: 'INVALID_INPUT', data: { issues: [{ path: 'entry.id' }] } })
  expect(fault.detail).not.toContain(canaries.password)
})

test('a bug is masked, and logged under the reference that is shown', async () => {
  const broken: Vault = { ...createMemoryVault(), read: () => Promise.reject(new Error('a bug')) }
  const { control, log } = await openDoor({ vault: broken })
  const fault = await faultOf(control.upstreams.add({ entry: loyalty, probe: false }))
  expect(fault).toMatchObject({ code: 'INTERNAL', data: { reference: expect.any(String) } })
  expect(fault.detail).not.toContain('a bug')
  const logged = log.events.find(({ level }) => level === 'error')
  expect(logged).toMatchObject({ thrown: { message: 'a bug' }, fields: fault.extras })
})

test('a request of more than 1 MiB is refused', async () => {
  const { control } = await openDoor()
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
  const door = await openDoor()
  const body = await new Promise<string>((resolve, reject) => {
    const outgoing = request({ socketPath: door.path, method, path, headers }, async (answer) => {
      resolve((await answer.toArray()).join(''))
    })
    outgoing.on('error', reject)
    outgoing.end()
  })
  expect(JSON.parse(body).json.code).toBe(code)
})

test('an agent that is gone before it answers leaves the outcome unknown', async () => {
  const { control, door } = await openDoor()
  await door.close()
  expect(await faultOf(control.status())).toMatchObject({ code: 'OUTCOME_UNKNOWN', data: { reason: 'ENOENT' } })
})

describe.skipIf(process.platform === 'win32')('the socket', () => {
  test('is for this user alone, even where the directory stood open', async () => {
    const path = makePath()
    mkdirSync(dirname(path))
    chmodSync(dirname(path), 0o777)
    await openDoor({ path })
    expect(statSync(path).mode & 0o777).toBe(0o600)
    expect(statSync(dirname(path)).mode & 0o777).toBe(0o700)
  })

  test('takes the place of one that a killed agent left behind', async () => {
    const path = makePath()
    mkdirSync(dirname(path))
    writeFileSync(path, '')
    const { control } = await openDoor({ path })
    expect(await control.clients.list()).toEqual([])
  })

  test('is not opened in a directory that somebody else could have put there', async () => {
    const path = makePath()
    const elsewhere = mkdtempSync(join(tmpdir(), 'till-elsewhere-'))
    onTestFinished(() => rmSync(elsewhere, { recursive: true }))
    symlinkSync(elsewhere, dirname(path))
    expect(await faultOf(openDoor({ path }))).toMatchObject({ code: 'SETTINGS_UNWRITABLE' })
    expect(existsSync(join(elsewhere, 'agent.sock'))).toBe(false)
  })

  test.runIf(process.getuid?.() === 0)('is not opened in a directory of another user', async () => {
    const path = makePath()
    mkdirSync(dirname(path))
    const { chownSync } = await import('node:fs')
    chownSync(dirname(path), 65534, 65534)
    expect(await faultOf(openDoor({ path }))).toMatchObject({ code: 'SETTINGS_UNWRITABLE' })
  })
})
