import { describe, expect, test } from 'vitest'
import { createMemoryVault } from '#adapters/keychain/memoryVault.ts'
import { createMemorySettings } from '#adapters/settings/memorySettings.ts'
import { schemes } from '#schemes/index.ts'
import { startTill } from '#test/support/till.ts'
import { startUpstream } from '#test/support/upstream.ts'

/** A cloud that says whose credential it is; `undefined` for one that accepts it and does not say. */
async function startCloud(username: string | undefined) {
  const cloud = { username, isWrong: false }
  const upstream = await startUpstream(({ url }, response) => {
    if (!url?.startsWith('/v1.1/store/login')) return response.end('{}')
    const code = cloud.isWrong ? 401 : 200
    const store = { user: { ...(cloud.username && { username: cloud.username }), org_name: 'Acme' } }
    return response.end(JSON.stringify({ response: { status: { code }, store } }))
  })
  return {
    ...upstream,
    cloud,
    probes: () => upstream.seen.filter(({ target }) => target.startsWith('/v1.1/store/login')),
  }
}

const entryFor = (baseUrl: string, more = {}) => ({
  ...{ id: 'loyalty', scheme: 'capillary-till', baseUrl, till: 'till.one', password: 'first' },
  ...{ expect: { till: 'Till.One', organisation: 'Acme' }, ...more },
})
const fileOf = (...upstreams: object[]) => ({ upstreams: upstreams as never, clients: [] })

describe('a credential of another till', () => {
  test('is not stored when an upstream is added, and the fault names both', async () => {
    const { url } = await startCloud('till.two')
    const { agent } = await startTill({ isSetUp: false })
    await expect(agent.upstreams.add(entryFor(url) as never, true)).rejects.toMatchObject({
      code: 'CREDENTIAL_UNEXPECTED',
      data: { property: 'till', expected: 'Till.One', told: 'till.two' },
    })
    expect(agent.upstreams.list()).toEqual([])
  })

  test('replaces none that works: by a rotation, or by a file', async () => {
    const { url, cloud } = await startCloud('till.one')
    const { agent } = await startTill({ isSetUp: false })
    await agent.upstreams.add(entryFor(url) as never, true)
    cloud.username = 'till.two'
    const unexpected = { code: 'CREDENTIAL_UNEXPECTED' }
    await expect(agent.upstreams.rotate('loyalty', { password: 'other' }, true)).rejects.toMatchObject(unexpected)
    const file = fileOf(entryFor(url, { password: 'other' }))
    await expect(agent.provision(file, true)).rejects.toMatchObject({
      ...unexpected,
      detail: expect.stringMatching(/^"loyalty"/),
    })
    expect(agent.upstreams.list()).toMatchObject([{ state: 'ready', till: 'till.one' }])
  })

  test('is a concern by name after a start, until it is the right one again', async () => {
    const { url, cloud } = await startCloud('till.one')
    const kept = { settings: createMemorySettings(), vault: createMemoryVault() }
    const before = await startTill({ ...kept, isSetUp: false })
    await before.agent.upstreams.add(entryFor(url) as never, true)
    await before.close()
    cloud.username = 'till.two'
    const { agent } = await startTill({ ...kept, isSetUp: false })
    const concerns = () => agent.status().concerns.filter(({ about }) => about === 'loyalty')
    await expect.poll(concerns).toMatchObject([{ code: 'CREDENTIAL_UNEXPECTED' }])
    expect(agent.upstreams.list()).toMatchObject([{ state: 'ready' }])
    expect((await agent.doctor.diagnose()).findings).toContainEqual(
      expect.objectContaining({ check: 'credential', upstream: 'loyalty', outcome: 'trouble' }),
    )
    cloud.username = 'till.one'
    await agent.upstreams.test('loyalty')
    expect(concerns()).toEqual([])
  })
})

test('a credential whose upstream does not say whose it is stays unproven', async () => {
  const { url } = await startCloud(undefined)
  const { agent } = await startTill({ isSetUp: false })
  await expect(agent.upstreams.add(entryFor(url) as never, true)).rejects.toMatchObject({ code: 'CREDENTIAL_UNPROVEN' })
})

/** Of each scheme: what it needs beside a base URL, and what its probe tells of whose credential it is. */
const schemesTell: Record<string, [fields: object, told: string[]]> = {
  'capillary-till': [{ till: 't', password: 'p' }, ['organisation', 'till']],
  'capillary-oauth': [{ clientKey: 'k', clientSecret: 's' }, ['organisation', 'till']],
  'capillary-customer': [{ authBaseUrl: 'https://127.0.0.1:9', brand: 'B' }, []],
  scayle: [{ clientId: '5', clientSecret: 's', shopId: '1' }, []],
  'gini-trusted': [{ clientId: 'c', clientSecret: 's', userIdentifier: 'u' }, []],
  'gini-derived': [{ clientId: 'c', clientSecret: 's', userIdentifier: 'u' }, []],
  'gini-anonymous': [
    { clientId: 'c', clientSecret: 's', userCenterUrl: 'https://127.0.0.1:9', emailDomain: 'e.example' },
    [],
  ],
  oauth2: [{ tokenUrl: 'https://127.0.0.1:9/t', clientId: 'c', clientSecret: 's' }, []],
  oidc: [{ issuer: 'https://127.0.0.1:9', clientId: 'c' }, []],
  basic: [{ username: 'u', password: 'p' }, []],
  header: [{ name: 'X-Api-Key', value: 'v' }, []],
}

test('the table of what probes tell names every scheme', () => {
  expect(Object.keys(schemesTell)).toEqual(schemes.map(({ id }) => id))
})

// An expectation that is never compared is a promise to nobody: Capillary's login names no store (capillary.md 2.5).
describe.each(Object.entries(schemesTell))(
  '%s: what its probe does not tell cannot be expected',
  (scheme, [fields, told]) => {
    test.each(['organisation', 'till', 'store'])('%s', async (name) => {
      const { agent } = await startTill({ isSetUp: false })
      const entry = { id: 'cloud', scheme, baseUrl: 'https://127.0.0.1:9', ...fields, expect: { [name]: 'x' } } as never
      const added = agent.upstreams.add(entry, false)
      if (told.includes(name)) await expect(added).resolves.toMatchObject({ upstream: { id: 'cloud' } })
      else {
        const tells = told.length > 0 ? `only ${told.join(' and ')}` : 'none of it'
        const message = `cannot be proven: a probe of ${scheme} tells ${tells}`
        const data = { issues: [{ path: `expect.${name}`, message }] }
        await expect(added).rejects.toMatchObject({ code: 'INVALID_INPUT', data })
        await expect(agent.provision(fileOf(entry))).rejects.toMatchObject({ code: 'INVALID_INPUT' })
      }
    })
  },
)

describe('a file that is proven before it is applied', () => {
  test('changes nothing when one of its credentials is refused', async () => {
    const [right, wrong] = [await startCloud('till.one'), await startCloud('till.one')]
    wrong.cloud.isWrong = true
    const { agent } = await startTill({ isSetUp: false })
    const file = fileOf(entryFor(right.url), entryFor(wrong.url, { id: 'second' }))
    await expect(agent.provision(file, true)).rejects.toMatchObject({ code: 'CREDENTIAL_REFUSED' })
    expect(agent.upstreams.list()).toEqual([])
  })

  test('tries what was accepted no second time, and what is new once', async () => {
    const { url, probes } = await startCloud('till.one')
    const { agent } = await startTill({ isSetUp: false })
    for (const _ of [1, 2]) await agent.provision(fileOf(entryFor(url)), true)
    expect(probes()).toHaveLength(1)
    await agent.provision(fileOf(entryFor(url, { expect: { till: 'till.one' } })), true)
    expect(probes()).toHaveLength(2)
  })

  test('asks nobody where it is told not to', async () => {
    const { url, probes } = await startCloud('till.two')
    const { agent } = await startTill({ isSetUp: false })
    await agent.provision(fileOf(entryFor(url)), false)
    expect([probes().length, agent.upstreams.list()[0]?.state]).toEqual([0, 'ready'])
  })
})
