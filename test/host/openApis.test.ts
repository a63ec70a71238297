import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { createMemorySettings } from '#adapters/settings/memorySettings.ts'
import type { ManagedPolicy } from '#core/settings/policy.ts'
import { openApis } from '#host/openApis.ts'
import { makeFolder } from '#test/support/folder.ts'
import { freePort } from '#test/support/freePort.ts'
import { requestText, send } from '#test/support/rawSocket.ts'
import { startUpstream } from '#test/support/upstream.ts'

function open(port: number, readPolicy: () => Promise<ManagedPolicy> = async () => ({ policy: {}, problems: [] })) {
  const dataDir = join(makeFolder(), 'data')
  return openApis({ dataDir, vault: 'memory', port, uiPort: 0, onStop: () => {}, readPolicy })
}

// `reg.exe` took 8 s on a slow till, and checkout software was refused meanwhile.
test('callers wait until the policy of head office is in force, and are served by it', async () => {
  const port = await freePort()
  const policy = Promise.withResolvers<ManagedPolicy>()
  const asked = Promise.withResolvers<void>()
  const opening = open(port, () => {
    asked.resolve()
    return policy.promise
  })
  await asked.promise
  let isServed = false
  const callers = ['127.0.0.1', 'localhost'].map((host) =>
    send(port, requestText('GET', '/healthz', `Host: ${host}:${port}`)).finally(() => {
      isServed = true
    }),
  )
  // Refused at once where nobody listens.
  const silent = connect(port, '127.0.0.1')
  onTestFinished(() => void silent.destroy())
  await once(silent, 'connect')
  expect(isServed).toBe(false)
  policy.resolve({ policy: { limits: { queue: 7 } }, problems: [] })
  const apis = await opening
  onTestFinished(() => apis.close())
  expect((await Promise.all(callers)).map(({ status, isClosed }) => [status, isClosed])).toEqual([
    [204, true],
    [204, true],
  ])
  expect([apis.port, apis.agent.limits.queue]).toEqual([port, 7])
  expect((await fetch(`http://127.0.0.1:${port}/healthz`)).status).toBe(204)
})

test('a port that another program holds keeps no till from the port that the policy names', async () => {
  const [taken, named] = [await open(0), await freePort()]
  onTestFinished(() => taken.close())
  const settings = createMemorySettings()
  settings.write({ ...settings.read(), start: { port: taken.port } })
  const apis = await openApis({
    ...{ dataDir: join(makeFolder(), 'data'), vault: 'memory', uiPort: 0, onStop: () => {} },
    openSettings: () => settings,
    readPolicy: async () => ({ policy: { start: { port: named } }, problems: [] }),
  })
  onTestFinished(() => apis.close())
  expect(apis.port).toBe(named)
})

test('an agent that cannot start gives the port back', async () => {
  const port = await freePort()
  await expect(open(port, () => Promise.reject(new Error('no policy')))).rejects.toThrow('no policy')
  const apis = await open(port)
  expect(apis.port).toBe(port)
  await apis.close()
})

test('a credential that the file of the first start brings is proven beside the sales, once', async () => {
  const store = { user: { username: 'till.two', org_name: 'Acme' } }
  const login = JSON.stringify({ response: { status: { code: 200 }, store } })
  const held = Promise.withResolvers<void>()
  const cloud = await startUpstream(async (_, response) => {
    await held.promise
    response.end(login)
  })
  const entry = { id: 'loyalty', scheme: 'capillary-till', baseUrl: cloud.url, till: 'till.one', password: 'p' }
  const provisioning = join(makeFolder(), 'till.json')
  const file = { upstreams: [{ ...entry, expect: { till: 'till.one' } }], clients: [] }
  writeFileSync(provisioning, JSON.stringify(file), { mode: 0o600 })
  const dataDir = join(makeFolder(), 'data')
  // It is open while the cloud has not answered.
  const { agent, close } = await openApis({
    ...{ dataDir, vault: 'memory', port: 0, uiPort: 0, provision: provisioning, onStop: () => {} },
    readPolicy: async () => ({ policy: {}, problems: [] }),
  })
  onTestFinished(close)
  const concerns = () => agent.status().concerns.filter(({ about }) => about === 'loyalty')
  expect(concerns()).toEqual([])
  held.resolve()
  await expect.poll(concerns).toMatchObject([{ code: 'CREDENTIAL_UNEXPECTED' }])
  const probes = cloud.seen.filter(({ target }) => target.startsWith('/v1.1/store/login'))
  expect(probes).toHaveLength(1)
})
