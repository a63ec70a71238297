import { generateKeyPairSync } from 'node:crypto'
import { expect, test } from 'vitest'
import { createMemorySettings } from '#adapters/settings/memorySettings.ts'
import { createZip } from '#adapters/system/zip.ts'
import { bundleWords } from '#api/presenters/bundleWords.ts'
import type { Ask } from '#contract/fleet/asks.ts'
import { publicKeyOf } from '#core/fleet/keySeal.ts'
import { openBundle } from '#core/fleet/sealedBundle.ts'
import type { SettingsStore } from '#core/settings/settings.ts'
import { canaries, canaryTill } from '#test/support/canaries.ts'
import { signDirectives, startHost } from '#test/support/directives.ts'
import { makeOfficeKey } from '#test/support/packs.ts'
import { startTestSimulator } from '#test/support/simulator.ts'
import { startTill } from '#test/support/till.ts'
import { startUpstream } from '#test/support/upstream.ts'

const office = makeOfficeKey()
const { privateKey: bundleKey } = generateKeyPairSync('x25519')
const sealTo = publicKeyOf(bundleKey)
const minuteMs = 60_000

/** A till of one cloud, the host of its releases, and a server that takes bundles. */
async function prepare({ isAllowed = true, askTries = 3, password = canaries.password as string } = {}) {
  const cloud = await startTestSimulator({ tills: [{ till: canaryTill, password }] })
  const host = await startHost()
  const files = await startUpstream((_, response) => response.writeHead(201).end())
  const settings = createMemorySettings()
  const fleet = { keys: office.key, askTries, ...(isAllowed && { bundleHosts: new URL(files.url).host }) }
  settings.write({ ...settings.read(), fleet, updates: { feed: host.url } })
  const till = settings.read().installation
  const upstream = { id: 'loyalty', scheme: 'capillary-till', baseUrl: cloud.url, till: canaryTill, ...canarySecret }
  const start = (store: SettingsStore) =>
    startTill({ settings: store, upstream, deps: { archive: createZip, bundleWords } })
  const started = await start(settings)
  let agent = started.agent
  const publish = (counter: number, asks: Ask[]) => {
    host.text = signDirectives(office, counter, { asks })
    return agent.directives.look()
  }
  const restart = async () => {
    await started.close()
    agent = (await start(settings)).agent
  }
  const proof = { id: 'proof-1', till, kind: 'credential-proof' } as const
  const bundle = { id: 'bundle-1', till, kind: 'support-bundle', sealTo, uploadTo: `${files.url}/in/` } as const
  const audit = () =>
    agent.audit
      .list(100)
      .flatMap(({ event, outcome, detail }) => (event.startsWith('ask-') ? [`${event} ${outcome} ${detail}`] : []))
  return { ...started, host, cloud, files, proof, bundle, publish, restart, audit }
}
const canarySecret = { password: canaries.password }

test('every credential is proven once, and head office sees how it was taken', async () => {
  const { proof, publish, audit, agent, restart } = await prepare()
  const status = await publish(1, [proof])
  const proofs = [{ upstream: 'loyalty', outcome: 'accepted' }]
  expect(status.asks).toMatchObject([{ id: 'proof-1', kind: 'credential-proof', state: 'done', tries: 1, proofs }])
  expect(audit()).toEqual([
    'ask-answered done credential-proof proof-1: done, loyalty accepted',
    'ask-received done credential-proof proof-1',
  ])
  await publish(2, [proof])
  expect(agent.directives.status().asks).toEqual(status.asks)
  await restart()
  expect((await publish(3, [proof])).asks).toEqual(status.asks)
  expect(audit().filter((row) => row.startsWith('ask-received'))).toEqual([])
})

test('a credential that the cloud does not take is locked, as it would be from the page, and is not sent again', async () => {
  const { proof, publish, audit, agent } = await prepare({ password: 'another' })
  const { asks } = await publish(1, [proof])
  expect(asks).toMatchObject([{ state: 'failed', reason: 'CREDENTIAL_REFUSED' }])
  expect(agent.status().concerns.map(({ code }) => code)).toContain('UPSTREAM_LOCKED')
  expect(audit()[0]).toBe(
    'ask-answered CREDENTIAL_REFUSED credential-proof proof-1: failed, loyalty CREDENTIAL_REFUSED',
  )
  const again = await publish(2, [{ ...proof, id: 'proof-2' }])
  expect(again.asks?.[0]).toMatchObject({ id: 'proof-2', reason: 'UPSTREAM_LOCKED' })
})

test('a support bundle is put where head office says, and nobody else can open it', async () => {
  const { bundle, publish, files, audit, settings, expectNoLeak } = await prepare()
  const { asks } = await publish(1, [bundle])
  const { installation } = settings.read()
  expect(asks).toMatchObject([{ state: 'done', host: new URL(files.url).host }])
  const [sent] = files.seen
  expect([sent?.method, sent?.target]).toEqual(['PUT', `/in/bundle-1.${installation}.bundle.json`])
  const text = sent?.body.toString() ?? ''
  expect(openBundle(text, bundleKey)).toMatchObject({
    outcome: 'opened',
    about: { ask: 'bundle-1', till: installation, installation },
  })
  expect(openBundle(text, generateKeyPairSync('x25519').privateKey)).toEqual({ outcome: 'other-key', key: sealTo })
  expect(openBundle(text.replace('bundle-1', 'bundle-2'), bundleKey).outcome).toBe('other-key')
  expect(audit()[1]).toMatch(
    /^ask-received done support-bundle bundle-1, to 127\.0\.0\.1:\d+, sealed to [0-9a-f ]{39}$/,
  )
  expectNoLeak(canaries.password)
})

test('T61 fleet commands abused: a bundle goes to no host that neither the feed nor the till’s own setting names', async () => {
  const { bundle, publish, files, audit } = await prepare({ isAllowed: false })
  const { asks } = await publish(1, [bundle])
  expect(asks).toMatchObject([{ state: 'refused', reason: 'HOST_NOT_ALLOWED' }])
  expect(files.seen).toEqual([])
  expect(audit()[0]).toBe('ask-answered HOST_NOT_ALLOWED support-bundle bundle-1: refused')
})

test('a host that is ill is tried again later and later, and given up after as many tries as the setting says', async () => {
  const { bundle, publish, files, clock, agent } = await prepare({ askTries: 3 })
  files.answerWith((_, response) => response.writeHead(503).end())
  expect((await publish(1, [bundle])).asks).toMatchObject([{ state: 'waiting', tries: 1, reason: 'HTTP_503' }])
  await agent.directives.look()
  expect(files.seen.length).toBe(1)
  clock.skip(20 * minuteMs)
  expect((await agent.directives.look()).asks).toMatchObject([{ state: 'waiting', tries: 2 }])
  clock.skip(20 * minuteMs)
  await agent.directives.look()
  expect(files.seen.length).toBe(2)
  clock.skip(20 * minuteMs)
  expect((await agent.directives.look()).asks).toMatchObject([{ state: 'failed', tries: 3, reason: 'HTTP_503' }])
  clock.skip(300 * minuteMs)
  await agent.directives.look()
  expect(files.seen.length).toBe(3)
})

test('the tries of before a restart count', async () => {
  const { bundle, publish, files, restart } = await prepare({ askTries: 2 })
  files.answerWith((_, response) => response.writeHead(503).end())
  await publish(1, [bundle])
  await restart()
  expect((await publish(2, [bundle])).asks).toMatchObject([{ state: 'failed', tries: 2 }])
})

test('a try is written down before it is made: one that ends the process counts, too', async () => {
  const { bundle, publish, files, settings, restart } = await prepare({ askTries: 1 })
  const written: unknown[] = []
  files.answerWith((_, response) => {
    written.push(settings.read().headOffice?.asks?.[0])
    response.writeHead(503).end()
  })
  await publish(1, [bundle])
  expect(written).toMatchObject([{ state: 'waiting', tries: 1 }])
  // As a process that was killed in the middle leaves it.
  const { headOffice } = settings.read()
  const asks = headOffice?.asks?.map(({ endedAt: _, ...ask }) => ({ ...ask, state: 'waiting' as const }))
  settings.write({ ...settings.read(), headOffice: { ...headOffice, asks } })
  await restart()
  expect((await publish(2, [bundle])).asks).toMatchObject([{ state: 'failed', tries: 1 }])
  expect(files.seen.length).toBe(1)
})

test('a sale is not kept waiting: what head office asks for waits for a quiet moment', async () => {
  const { proof, publish, call, clock, agent } = await prepare()
  await call('/via/loyalty/v1.1/customer/get?format=json&mobile=919999999993')
  expect((await publish(1, [proof])).asks).toMatchObject([{ state: 'waiting', tries: 0 }])
  clock.skip(4 * minuteMs)
  expect((await agent.directives.look()).asks).toMatchObject([{ state: 'done' }])
})

test('what head office asks for no more is not done, and a file that has expired asks for nothing', async () => {
  const { proof, bundle, publish, call, clock, files, agent } = await prepare()
  await call('/via/loyalty/v1.1/customer/get?format=json&mobile=919999999993')
  await publish(1, [proof, bundle])
  expect((await publish(2, [bundle])).asks).toMatchObject([
    { id: 'proof-1', state: 'withdrawn' },
    { id: 'bundle-1', state: 'waiting' },
  ])
  clock.skip(31 * 24 * 60 * minuteMs)
  const { asks } = await agent.directives.look()
  expect(asks?.find(({ id }) => id === 'bundle-1')?.state).toBe('expired')
  expect(files.seen).toEqual([])
})

test('a kind of a later version is passed over, and the rest is done; one that is malformed refuses the whole file', async () => {
  const { proof, publish, log, agent } = await prepare()
  const later = { ...proof, id: 'later-1', kind: 'screenshot' } as unknown as Ask
  const status = await publish(1, [later, proof])
  expect(status.asks?.map(({ id, state }) => [id, state])).toEqual([['proof-1', 'done']])
  expect(
    log.events.some(
      ({ event, fields }) => event === 'directives-not-understood' && /later-1/.test(`${fields?.detail}`),
    ),
  ).toBe(true)
  const malformed = { ...proof, id: 'proof-2', kind: 'support-bundle' } as unknown as Ask
  expect(await publish(2, [malformed])).toMatchObject({ problem: 'malformed', counter: 1 })
  expect(agent.directives.status().asks?.length).toBe(1)
})

test('a barred till answers nothing that head office asks', async () => {
  const { proof, publish, host, agent } = await prepare()
  host.text = signDirectives(office, 1, { asks: [proof], barred: [{ till: proof.till, since: Date.now() }] })
  expect(await agent.directives.look()).not.toHaveProperty('asks')
  expect(await publish(2, [proof])).not.toHaveProperty('asks')
})
