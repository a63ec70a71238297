import type { RequestListener } from 'node:http'
import { expect, test } from 'vitest'
import { createMemoryVault } from '#adapters/keychain/memoryVault.ts'
import { createMemorySettings } from '#adapters/settings/memorySettings.ts'
import { createSystemDiagnostics } from '#adapters/system/systemDiagnostics.ts'
import { presentDiagnosis } from '#api/presenters/findings.ts'
import { Fault } from '#core/base/fault.ts'
import type { Vault } from '#core/base/vault.ts'
import { startProxy } from '#test/adapters/network/startServer.ts'
import { canaries, canaryTill } from '#test/support/canaries.ts'
import { createSkippingClock } from '#test/support/clock.ts'
import { faultOf, startTill, type Till, type TillOptions } from '#test/support/till.ts'
import { startUpstream } from '#test/support/upstream.ts'

const password = 'correct:horse@battery'
const login = `Basic ${Buffer.from(`till:${password}`).toString('base64')}`

/** A proxy that lets through only whoever knows the password, and an upstream behind it. */
async function startStore(answer?: RequestListener) {
  const logins = new Set<string | undefined>()
  const proxy = await startProxy(({ headers }, socket) => {
    const given = headers['proxy-authorization']
    logins.add(given)
    if (given !== login) socket.end('HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n')
  })
  const upstream = await startUpstream(answer)
  const address = new URL(proxy.url)
  const withLogin = (secret: string) => `http://till:${encodeURIComponent(secret)}@${address.host}`
  const entry = (network: object) => ({
    ...{ id: 'loyalty', scheme: 'capillary-till', baseUrl: upstream.url },
    ...{ till: canaryTill, password: canaries.password, ...network },
  })
  return { logins, upstream, entry, withUser: `http://till@${address.host}`, withLogin }
}

/** A vault that outlasts an agent, as the keychain does. */
const lastingVault = (): Vault => ({ ...createMemoryVault(), forgets: false })

function expectNoPassword(till: Till): void {
  till.expectNoLeak(password, encodeURIComponent(password))
  expect(JSON.stringify([till.agent.upstreams.list(), till.settings.read()])).not.toMatch(/horse|battery/)
}

test.each(['in the address', 'beside it'])('a password %s reaches the proxy, and nobody else', async (where) => {
  const { entry, withUser, withLogin, logins } = await startStore()
  const network = where === 'beside it' ? { proxy: withUser, proxyPassword: password } : { proxy: withLogin(password) }
  const till = await startTill({ upstream: entry(network), deps: { diagnostics: createSystemDiagnostics() } })
  expect((await till.call('/via/loyalty/x')).status).toBe(200)
  const { findings } = presentDiagnosis(await till.agent.doctor.diagnose())
  expect(findings.find(({ check }) => check === 'proxy')).toMatchObject({ outcome: 'fine' })
  expect([...logins]).toEqual([login])
  expect(till.agent.upstreams.list()).toMatchObject([{ proxy: withUser }])
  expect(JSON.stringify(findings)).not.toContain('horse')
  expectNoPassword(till)
})

test('a password outlasts a restart, and goes with its upstream', async () => {
  const { entry, withLogin } = await startStore()
  const shared: TillOptions = { settings: createMemorySettings(), vault: lastingVault() }
  const first = await startTill({ ...shared, upstream: entry({ proxy: withLogin(password) }) })
  await first.closeApi()
  const { installation } = first.settings.read()
  const account = `${installation}/loyalty.proxy`
  const second = await startTill({ ...shared, isSetUp: false })
  const response = await second.call('/via/loyalty/x', { headers: { 'Till-Agent-Key': first.key } })
  expect(response.status).toBe(200)
  expect(await second.vault.read(account)).toBeDefined()
  await second.agent.upstreams.remove('loyalty', true)
  expect(await second.vault.read(account)).toBeUndefined()
})

test('a password in the settings of an earlier version is moved to the vault at the start', async () => {
  const { entry, withUser, withLogin, logins } = await startStore()
  const [settings, vault] = [createMemorySettings(), lastingVault()]
  const first = await startTill({ settings, vault, upstream: entry({ proxy: withUser, proxyPassword: 'wrong' }) })
  await first.close()
  const { upstreams, ...rest } = settings.read()
  settings.write({ ...rest, upstreams: upstreams.map((record) => ({ ...record, proxy: withLogin(password) })) })
  logins.clear()
  const till = await startTill({ settings, vault, isSetUp: false })
  expect(till.settings.read().upstreams).toMatchObject([{ proxy: withUser }])
  const response = await till.call('/via/loyalty/x', { headers: { 'Till-Agent-Key': first.key } })
  expect([response.status, [...logins]]).toEqual([200, [login]])
  expectNoPassword(till)
})

test('where it cannot be moved, it is used from there and still shown to nobody', async () => {
  const { entry, withUser, withLogin } = await startStore()
  const [settings, vault] = [createMemorySettings(), lastingVault()]
  const first = await startTill({ settings, vault, upstream: entry({}) })
  await first.close()
  const { upstreams, ...rest } = settings.read()
  settings.write({ ...rest, upstreams: upstreams.map((record) => ({ ...record, proxy: withLogin(password) })) })
  const write = () => Promise.reject(new Fault('KEYCHAIN_REFUSED'))
  const till = await startTill({ settings, vault: { ...vault, write }, isSetUp: false })
  const response = await till.call('/via/loyalty/x', { headers: { 'Till-Agent-Key': first.key } })
  expect(response.status).toBe(200)
  expect(till.agent.upstreams.list()).toMatchObject([{ proxy: withUser }])
  expect(JSON.stringify([till.log.events, till.agent.status()])).not.toContain('horse')
})

test('a keychain that was locked at the start gives it later, without another start', async () => {
  const { entry, withLogin, logins } = await startStore()
  const [settings, vault] = [createMemorySettings(), lastingVault()]
  const first = await startTill({ settings, vault, upstream: entry({ proxy: withLogin(password) }) })
  await first.close()
  logins.clear()
  let isLocked = true
  const read: Vault['read'] = async (account) => {
    if (isLocked) throw new Fault('KEYCHAIN_LOCKED')
    return vault.read(account)
  }
  const clock = createSkippingClock()
  const till = await startTill({ settings, vault: { ...vault, read }, isSetUp: false, deps: { clock } })
  const call = () => till.call('/via/loyalty/x', { headers: { 'Till-Agent-Key': first.key } })
  expect(await faultOf(await call())).toBe('UPSTREAM_NOT_READY')
  isLocked = false
  clock.skip(10_000)
  // The keychain is read again beside the requests, not ahead of them.
  await expect.poll(async () => (await call()).status).toBe(200)
  expect([...logins].at(-1)).toBe(login)
})

test('a wrong password is explained, and a new one is enough', async () => {
  const { entry, withLogin } = await startStore()
  const till = await startTill({ upstream: entry({ proxy: withLogin('wrong') }) })
  const refused = await till.call('/via/loyalty/x', { method: 'POST', body: 'x' })
  expect([refused.status, await refused.json()]).toEqual([
    503,
    expect.objectContaining({
      code: 'UPSTREAM_UNREACHABLE',
      reason: 'PROXY_LOGIN_REQUIRED',
      detail: 'The proxy wants a user name and a password (407). Nothing was sent.',
      remedy: expect.stringContaining('proxyPassword'),
    }),
  ])
  await till.agent.upstreams.rotate('loyalty', { password: canaries.password, proxyPassword: password }, false)
  expect((await till.call('/via/loyalty/x')).status).toBe(200)
})

test('a proxy that asks is named to who sets the upstream up, and with a sign-in it lets through', async () => {
  const { entry, withUser } = await startStore()
  const bare = withUser.replace('till@', '')
  const till = await startTill({ upstream: entry({ proxy: 'direct' }) })
  const add = (network: object) => till.agent.upstreams.add({ ...entry(network), id: 'behind' }, true)
  for (const network of [{ proxy: bare }, { proxy: withUser, proxyPassword: 'wrong' }])
    await expect(add(network)).rejects.toMatchObject({
      code: 'CREDENTIAL_UNPROVEN',
      data: { cause: 'proxy-sign-in', proxy: bare },
    })
  await expect(add({ proxy: withUser, proxyPassword: password })).rejects.not.toMatchObject({
    data: { cause: 'proxy-sign-in' },
  })
})

// A store's network began to ask months after the till was set up: only a provisioning file could tell the till who it is.
test('a proxy that begins to ask later gets its sign-in by a new way alone, proven before it replaces the old one', async () => {
  const whoAmI = '{"response":{"status":{"code":200},"store":{"user":{"username":"till1"}}}}'
  const { entry, withUser, withLogin, logins } = await startStore((_, response) => response.end(whoAmI))
  const bare = withUser.replace('till@', '')
  const till = await startTill({ upstream: entry({ proxy: bare }) })
  const rotate = (proxy: string, secrets: Record<string, string> = {}, probe = true) =>
    till.agent.upstreams.rotate('loyalty', secrets, probe, proxy)
  const before = till.settings.read().upstreams
  await expect(rotate(bare)).rejects.toMatchObject({ data: { cause: 'proxy-sign-in', proxy: bare } })
  await expect(rotate(withUser, { proxyPassword: 'wrong' })).rejects.toMatchObject({ code: 'CREDENTIAL_UNPROVEN' })
  await expect(rotate(bare, { proxyPassword: password })).rejects.toMatchObject({ code: 'INVALID_INPUT' })
  await expect(rotate(withLogin(password), { proxyPassword: password })).rejects.toMatchObject({
    code: 'INVALID_INPUT',
  })
  expect(till.settings.read().upstreams).toEqual(before)

  const { identity, upstream } = await rotate(withUser, { proxyPassword: password })
  expect([identity?.till, upstream.proxy, upstream.rotatedAt]).toEqual(['till1', withUser, undefined])
  expect((await till.call('/via/loyalty/x')).status).toBe(200)
  expect([...logins].at(-1)).toBe(login)
  expectNoPassword(till)
})

test('by another way the password of the old proxy is forgotten, and the credential stays', async () => {
  const { entry, withUser, upstream } = await startStore()
  const vault = lastingVault()
  const till = await startTill({ vault, upstream: entry({ proxy: withUser, proxyPassword: password }) })
  await till.agent.upstreams.rotate('loyalty', {}, false, 'direct')
  expect((await till.call('/via/loyalty/x')).status).toBe(200)
  expect(upstream.seen.at(-1)?.headers.authorization).toBeDefined()
  const { installation } = till.settings.read()
  expect(await vault.read(`${installation}/loyalty.proxy`)).toBeUndefined()
  await till.agent.upstreams.rotate('loyalty', { password: 'another' }, false, withUser)
  expect(till.agent.upstreams.list()).toMatchObject([{ proxy: withUser, rotatedAt: expect.any(Number) }])
})

test('a cloud that refused the credential is not sent it again because the way is another one', async () => {
  const { entry } = await startStore()
  const till = await startTill({ upstream: entry({ proxy: 'direct' }) })
  till.agent.upstreams.lock('loyalty')
  await till.agent.upstreams.rotate('loyalty', {}, false, 'system')
  expect(till.agent.upstreams.list()).toMatchObject([{ state: 'locked', proxy: 'system' }])
})
