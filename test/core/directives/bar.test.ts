import { expect, test } from 'vitest'
import { createMemoryVault } from '#adapters/keychain/memoryVault.ts'
import type { Bar } from '#contract/fleet/directives.ts'
import { Fault } from '#core/base/fault.ts'
import type { Secret } from '#core/base/secret.ts'
import { fingerprintOf } from '#core/fleet/headOfficeKeys.ts'
import { inProcessControl } from '#host/inProcessControl.ts'
import { canaries, canaryTill } from '#test/support/canaries.ts'
import { createSkippingClock } from '#test/support/clock.ts'
import { signDirectives, startHost } from '#test/support/directives.ts'
import { cheapCode, makeOfficeKey, packFor, packInput } from '#test/support/packs.ts'
import { startTestSimulator } from '#test/support/simulator.ts'
import { faultOf, startTill, type TillOptions } from '#test/support/till.ts'

const office = makeOfficeKey()
const fingerprint = fingerprintOf(office.key)
const withKey = { headers: { 'Till-Agent-Key': canaries.clientKey } }
const path = '/via/loyalty/v1.1/customer/get?format=json&mobile=919999999993'

/** A till that head office has set up as `pune-4`, with a PIN, and its host of releases. */
async function prepare(deps: TillOptions['deps'] = {}) {
  const cloud = await startTestSimulator({ tills: [{ till: canaryTill, password: canaries.password }] })
  const host = await startHost()
  const kept = new Map<string, Secret>()
  const vault = createMemoryVault(kept)
  const till = await startTill({ isSetUp: false, vault, deps: { codeCost: cheapCode, ...deps } })
  const input = packInput(cloud.url, { pin: '2468', settings: { 'updates.feed': host.url } })
  const enrol = async (counter: number, now: number) => {
    const { text, code = '' } = await packFor(input, office, { counter, now })
    return till.agent.enrolment.enrol(text, { code, fingerprint, probe: true })
  }
  await enrol(1, Date.now() - 1_000)
  const publish = (counter: number, barred: Bar[]) => {
    host.text = signDirectives(office, counter, { barred })
    return till.agent.directives.look()
  }
  const restart = async () => {
    await till.close()
    return startTill({ isSetUp: false, vault, settings: till.settings, deps: { codeCost: cheapCode } })
  }
  return { ...till, cloud, host, kept, vault, enrol, publish, restart }
}

const bar = (till = 'pune-4'): Bar => ({ till, since: Date.now(), reason: 'reported stolen' })

test('a barred till forgets every secret, serves nothing, and says why to whoever asks', async () => {
  const { agent, call, kept, publish, settings, expectNoLeak } = await prepare()
  expect((await call(path, withKey)).status).toBe(200)
  expect(kept.size).toBeGreaterThan(0)
  expect(await publish(1, [bar('pune-5'), bar()])).toMatchObject({ bar: { reason: 'reported stolen' } })
  expect(kept.size).toBe(0)
  expect(settings.read()).toMatchObject({ upstreams: [], headOffice: { bar: { isForgotten: true } } })
  expect(settings.read()).not.toHaveProperty('pin')
  expectNoLeak('2468')
  for (const asked of [path, '/v1/upstreams/loyalty/token', '/v1/keys', '/metrics', '/v1/pairings']) {
    const method = asked === '/v1/pairings' ? 'POST' : 'GET'
    const answer = await call(asked, { method, ...withKey })
    expect([asked, answer.status, await faultOf(answer)]).toEqual([asked, 403, 'TILL_BARRED'])
  }
  expect((await call('/readyz')).status).toBe(503)
  const status = (await (await call('/v1/status', withKey)).json()) as { concerns: { code: string; reason: string }[] }
  expect(status.concerns).toMatchObject([
    { code: 'TILL_BARRED', reason: 'Head office has barred this till: reported stolen' },
  ])
  expect(agent.audit.list(10).map(({ event }) => event)).toEqual(
    expect.arrayContaining(['till-barred', 'secrets-forgotten']),
  )
})

test('nothing but a pack sets it up again: neither a person, nor a provisioning file, nor another start, also without a network', async () => {
  const till = await prepare()
  await till.publish(1, [bar()])
  await till.host.stop()
  const { agent, log } = await till.restart()
  agent.directives.start()
  expect(agent.status()).toMatchObject({ condition: 'blocked', concerns: [{ code: 'TILL_BARRED' }] })
  const control = inProcessControl(agent, log, 'command-line')
  const client = { id: 'pos', name: 'POS', grants: [], origins: [] }
  for (const asked of [
    () => control.provision({ upstreams: [], clients: [client] }),
    () => control.upstreams.add({ entry: { id: 'other', scheme: 'basic', baseUrl: till.cloud.url }, probe: false }),
    () => control.clients.add(client),
    () => control.settings.set({ name: 'updates.ring', value: 'pilot' }),
    () => control.pin.set({ pin: '1234' }),
    () => control.training.start({ minutes: 1 }),
  ])
    await expect(asked()).rejects.toMatchObject({ code: 'TILL_BARRED' })
  expect(await control.settings.list()).not.toEqual([])
  const refusal = await agent.directives.look()
  expect(refusal).toMatchObject({ problem: 'unreachable', bar: { reason: 'reported stolen' } })
})

test('a file that names it no more does not end it, and a pack that was made before does not either', async () => {
  const till = await prepare()
  const barred = bar()
  await till.publish(1, [barred])
  await till.publish(2, [])
  expect(till.agent.barred()?.code).toBe('TILL_BARRED')
  await expect(till.enrol(5, barred.since)).rejects.toMatchObject({ code: 'PACK_SUPERSEDED' })
  expect(till.kept.size).toBe(0)
  await till.publish(3, [barred])
  await till.enrol(6, barred.since + 1)
  expect(till.agent.barred()).toBeUndefined()
  expect((await till.call(path, withKey)).status).toBe(200)
  // The file still names it: that was said of the till as it was before.
  await till.publish(4, [barred])
  expect(till.agent.barred()).toBeUndefined()
  await till.publish(5, [{ ...barred, since: barred.since + 2 }])
  expect(till.agent.barred()?.code).toBe('TILL_BARRED')
})

test('a keychain that is locked keeps a till from forgetting, and nothing is served all the same; later it forgets', async () => {
  const till = await prepare()
  const { remove } = till.vault
  till.vault.remove = () => Promise.reject(new Fault('KEYCHAIN_LOCKED'))
  await till.publish(1, [bar()])
  expect(till.kept.size).toBeGreaterThan(0)
  expect(till.settings.read().headOffice?.bar?.isForgotten).toBe(false)
  expect(await faultOf(await till.call(path, withKey))).toBe('TILL_BARRED')
  till.vault.remove = remove
  const { agent } = await till.restart()
  agent.directives.start()
  await expect.poll(() => till.kept.size).toBe(0)
  await expect.poll(() => till.settings.read().headOffice?.bar?.isForgotten).toBe(true)
})

test('a till that could not forget at once, and was set up again meanwhile, keeps what that brought', async () => {
  const clock = createSkippingClock()
  const tries: (() => void)[] = []
  const after: typeof clock.after = (delayMs, run) => {
    if (delayMs !== 60_000) return clock.after(delayMs, run)
    tries.push(run)
    return () => {}
  }
  const till = await prepare({ clock: { ...clock, after } })
  const { remove } = till.vault
  till.vault.remove = () => Promise.reject(new Fault('KEYCHAIN_LOCKED'))
  const barred = bar()
  await till.publish(1, [barred])
  till.vault.remove = remove
  await till.enrol(6, barred.since + 1)
  const rows = till.agent.audit.list(100).length
  expect(tries).toHaveLength(1)
  for (const tryAgain of tries) tryAgain()
  // The next pack waits for whoever forgets.
  await till.enrol(7, barred.since + 2)
  expect((await till.call(path, withKey)).status).toBe(200)
  expect(till.agent.audit.list(100).slice(0, -rows)).toEqual([])
})

test('a pack that is being applied when its till is barred does not end the bar', async () => {
  const till = await prepare()
  const { read } = till.vault
  let looking: Promise<unknown> | undefined
  till.vault.read = async (account) => {
    looking ??= till.publish(1, [bar()])
    await expect.poll(() => till.agent.barred()).toBeDefined()
    return read(account)
  }
  await expect(till.enrol(5, Date.now() - 500)).rejects.toMatchObject({ code: 'PACK_SUPERSEDED' })
  till.vault.read = read
  await looking
  expect(till.agent.barred()?.code).toBe('TILL_BARRED')
  expect(till.kept.size).toBe(0)
})

test('a till is also named by its installation', async () => {
  const till = await prepare()
  await till.publish(1, [bar(till.settings.read().installation)])
  expect(till.kept.size).toBe(0)
})
