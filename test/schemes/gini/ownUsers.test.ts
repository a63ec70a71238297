import { describe, expect, test } from 'vitest'
import { createMemoryVault } from '#adapters/keychain/memoryVault.ts'
import { Fault } from '#core/base/fault.ts'
import { OwnUsers } from '#schemes/gini/ownUsers.ts'
import type { CloudTill } from '#test/schemes/cloudTill.ts'
import { startSchemeTill } from '#test/support/schemeTill.ts'
import { faultOf } from '#test/support/till.ts'
import { documents, entryFor, everything, startGini, userIdentifier } from './startGini.ts'

const vendor = 'application/vnd.gini.v1+json'
const as = (user: string) => ({ headers: { 'Till-Agent-User': user } })
const grants = [everything, 'gini:users' as const]
const key = 'k'.repeat(43)

const upload = (till: Pick<CloudTill, 'call'>, user?: string) =>
  till.call('/documents?filename=a', {
    method: 'POST',
    headers: { 'Content-Type': 'text/plain', ...(user !== undefined && as(user).headers) },
    body: 'a',
  })
const countOf = async (response: Response) => ((await response.json()) as { totalCount: number }).totalCount
const loginsOf = ({ simulator }: CloudTill) =>
  simulator
    .seen()
    .filter(({ path }) => path === '/login')
    .map((login) => login.headers['x-user-identifier'])

describe.each(['gini-trusted', 'gini-derived'] as const)('%s: a client that may name users', (scheme) => {
  test('reaches the documents of the user it names, and of no other', async () => {
    const till = await startGini(scheme, { grants })
    await upload(till, 'customer-42')
    await upload(till)
    await upload(till)
    expect(await countOf(await till.call(documents, as('customer-42')))).toBe(1)
    expect(await countOf(await till.call(documents, as('customer-43')))).toBe(0)
    expect(await countOf(await till.call(documents))).toBe(2)
  })

  test('has Gini learn an identifier only, which is the same after a restart', async () => {
    const till = await startGini(scheme, { grants })
    const { simulator, settings, vault } = till
    await upload(till, 'customer-42')
    await upload(till, 'customer-43')
    await upload(till)
    const identifiers = new Set(simulator.seen().flatMap(({ headers }) => headers['x-user-identifier'] ?? []))
    expect(identifiers.size).toBe(3)
    identifiers.delete(userIdentifier)
    for (const identifier of identifiers) expect(identifier).toMatch(/^[0-9a-f]{64}$/)
    for (const { headers, rawHeader } of simulator.seen()) {
      expect(JSON.stringify(headers)).not.toContain('customer-4')
      expect(rawHeader('till-agent-user')).toBeUndefined()
    }
    const second = await startSchemeTill({ entry: entryFor(scheme, simulator.url), settings, vault, grants })
    expect(await countOf(await second.call(documents, as('customer-42')))).toBe(1)
    till.expectNoLeak('customer-42', ...identifiers)
  })

  test('shares no user with another client', async () => {
    const till = await startGini(scheme, { grants })
    await upload(till, '42')
    const { key: otherKey } = till.agent.clients.add({
      id: 'kiosk',
      name: 'Kiosk',
      origins: [],
      grants: [{ upstream: 'cloud', allow: grants }],
    } as never)
    const headers = { ...as('42').headers, 'Till-Agent-Key': otherKey }
    expect(await countOf(await till.call(documents, { headers }))).toBe(0)
  })

  test.each([
    ['an empty name', ''],
    ['129 letters', 'a'.repeat(129)],
    ['a blank', 'a b'],
    ['letters beyond ASCII', 'm\u00fcller'],
  ])('is refused %s', async (_, name) => {
    const till = await startGini(scheme, { grants })
    expect(await faultOf(await till.call(documents, as(name)))).toBe('INVALID_INPUT')
    expect(till.simulator.seen()).toEqual([])
  })

  test('is refused two names', async () => {
    const till = await startGini(scheme, { grants })
    const request = `GET /via/cloud/documents HTTP/1.1\r\nHost: 127.0.0.1:${till.port}\r\nConnection: close\r\n`
    const names = 'Till-Agent-User: 42\r\nTill_Agent_User: 43\r\n'
    expect(await till.raw(`${request}Till-Agent-Key: ${till.key}\r\n${names}\r\n`)).toContain('INVALID_INPUT')
    expect(till.simulator.seen()).toEqual([])
  })

  test.each(['Till-Agent-User', 'till_agent_user'])('is refused %s without the grant', async (header) => {
    const till = await startGini(scheme)
    expect(await faultOf(await till.call(documents, { headers: { [header]: '42' } }))).toBe('NOT_GRANTED')
    expect(till.simulator.seen()).toEqual([])
  })
})

test('an upstream without users of clients refuses the header', async () => {
  const till = await startGini('gini-anonymous')
  expect(await faultOf(await till.call(documents, as('42')))).toBe('NOT_GRANTED')
  await expect(startGini('gini-anonymous', { grants })).rejects.toMatchObject({ code: 'INVALID_INPUT' })
})

describe('the key', () => {
  test('that head office gives reaches the same users at every till', async () => {
    const till = await startGini('gini-derived', { grants, more: { userKey: key } })
    await upload(till, 'customer-42')
    const entry = entryFor('gini-derived', till.simulator.url, { userKey: key })
    const other = await startSchemeTill({ entry, grants })
    expect(await countOf(await other.call(documents, as('customer-42')))).toBe(1)
    till.expectNoLeak(key)
  })

  test.each([
    ['that the till made', {}],
    ['that head office gave', { userKey: key }],
  ])('%s outlives a new client secret', async (_, more) => {
    const till = await startGini('gini-derived', { grants, more })
    await upload(till, 'customer-42')
    const { clientSecret } = entryFor('gini-derived', '')
    await till.agent.upstreams.rotate('cloud', { clientSecret }, false)
    expect(await countOf(await till.call(documents, as('customer-42')))).toBe(1)
  })

  test('goes with the upstream', async () => {
    const till = await startGini('gini-derived', { grants })
    await upload(till, 'customer-42')
    const account = `${till.settings.read().installation}/cloud.user`
    expect(await till.vault.read(account)).toBeDefined()
    await till.agent.upstreams.remove('cloud', true)
    expect(await till.vault.read(account)).toBeUndefined()
  })

  // A key that nobody stored would be another one tomorrow, and the documents of today could not be reached.
  test('that the keychain does not store makes no user', async () => {
    let isRefusing = false
    const memory = createMemoryVault()
    const write: typeof memory.write = async (account, secret) => {
      if (isRefusing) throw new Fault('KEYCHAIN_REFUSED')
      await memory.write(account, secret)
    }
    const till = await startGini('gini-derived', { grants, vault: { ...memory, write } })
    isRefusing = true
    expect(await faultOf(await till.call(documents, as('42')))).toBe('KEYCHAIN_REFUSED')
    expect(till.simulator.seen()).toEqual([])
    isRefusing = false
    expect((await till.call(documents, as('42'))).status).toBe(200)
  })
})

describe('gini-derived: the token of a named user', () => {
  test('is asked for once however many requests wait, and renewed when Gini ended it', async () => {
    const till = await startGini('gini-derived', { grants })
    const answers = await Promise.all(Array.from({ length: 10 }, () => till.call(documents, as('42'))))
    expect(answers.map(({ status }) => status)).toEqual(Array(10).fill(200))
    expect(loginsOf(till)).toHaveLength(1)
    till.simulator.expireTokens()
    expect((await till.call(documents, as('42'))).status).toBe(200)
    expect(loginsOf(till)).toHaveLength(2)
    till.expectNoLeak(loginsOf(till)[0] ?? '')
  })

  test('is handed over, and is good for that user at Gini', async () => {
    const till = await startGini('gini-derived', { grants: [...grants, 'hand-over'] })
    await upload(till, '42')
    const answer = await till.ask('/v1/upstreams/cloud/token', { method: 'POST', ...as('42') })
    const { accessToken } = (await answer.json()) as { accessToken: string }
    const headers = { Authorization: `Bearer ${accessToken}`, Accept: vendor }
    expect(await countOf(await fetch(till.simulator.url + documents, { headers }))).toBe(1)
    till.expectNoLeak(accessToken, '"42"')
  })

  test('is not handed over to a client that may not name users', async () => {
    const till = await startGini('gini-derived', { grants: ['hand-over'] })
    expect(await faultOf(await till.ask('/v1/upstreams/cloud/token', { method: 'POST', ...as('42') }))).toBe(
      'NOT_GRANTED',
    )
    expect(till.simulator.seen()).toEqual([])
  })

  test('that stands behind a wrong secret locks the upstream after one try', async () => {
    const till = await startGini('gini-derived', { grants, more: { clientSecret: 'guess' } })
    for (const user of ['42', '43']) expect(await faultOf(await till.call(documents, as(user)))).toBe('UPSTREAM_LOCKED')
    expect(till.simulator.seen()).toHaveLength(1)
  })
})

test('the 257th user closes the credential of the one who was not named for longest', async () => {
  const opened: string[] = []
  const closed: string[] = []
  const identifierOf = (client: string, user: string) => Promise.resolve(`${client} ${user}`)
  const users = new OwnUsers({ identifierOf }, (identifier) => {
    opened.push(identifier)
    return { authorise: () => [], assess: () => 'pass', close: () => closed.push(identifier) }
  })
  const name = (user: number) => users.credentialFor('pos', String(user)).authorise()
  for (let user = 0; user < 256; user += 1) await name(user)
  await name(0)
  await name(256)
  expect([opened.length, closed]).toEqual([257, ['pos 1']])
  users.close()
  expect(new Set(closed).size).toBe(257)
})
