import { describe, expect, test } from 'vitest'
import { createMemoryVault } from '#adapters/keychain/memoryVault.ts'
import type { PackInput } from '#cli/fleet/packSource.ts'
import { Fault } from '#core/base/fault.ts'
import { makeEnrolmentCode } from '#core/fleet/enrolmentCode.ts'
import { fingerprintOf } from '#core/fleet/headOfficeKeys.ts'
import { settingGroups } from '#core/settings/policy.ts'
import { signedText } from '#core/signing/signatures.ts'
import { canaries, canaryTill } from '#test/support/canaries.ts'
import { cheapCode, makeOfficeKey, packFor, packInput } from '#test/support/packs.ts'
import { startTestSimulator } from '#test/support/simulator.ts'
import { startTill, type TillOptions } from '#test/support/till.ts'

const office = makeOfficeKey()
const fingerprint = fingerprintOf(office.key)
const wrongCode = makeEnrolmentCode({ bytes: (count) => new Uint8Array(count) })

async function prepare(options: TillOptions & { input?: Partial<PackInput> } = {}) {
  const { input, ...till } = options
  const cloud = await startTestSimulator({ tills: [{ till: canaryTill, password: canaries.password }] })
  const started = await startTill({ isSetUp: false, ...till, deps: { codeCost: cheapCode, ...till.deps } })
  const { text, code = '' } = await packFor(packInput(cloud.url, input), office)
  const { enrolment } = started.agent
  const enrol = (answers: { code?: string; fingerprint?: string; probe?: boolean } = {}, pack = text) =>
    enrolment.enrol(pack, { code, fingerprint, probe: true, ...answers })
  const refusal = (...how: Parameters<typeof enrol>) =>
    enrol(...how).then(
      () => 'enrolled',
      (thrown: Fault) => thrown.code,
    )
  return { ...started, cloud, text, code, enrolment, enrol, refusal }
}

describe('a fresh till', () => {
  test('is set up whole from a file and a code, and its secrets are nowhere but in the vault', async () => {
    const settings = { 'updates.ring': 'pilot', 'limits.queue': 64 }
    const till = await prepare({ input: { pin: '2468', settings } })
    expect(till.enrolment.inspect(till.text)).toMatchObject({
      ...{ till: 'pune-4', trust: 'new', fingerprint, sealedTo: 'code', triesLeft: 10 },
      upstreams: [{ id: 'loyalty', scheme: 'capillary-till', baseUrl: till.cloud.url }],
      settings: Object.keys(settings),
    })
    const done = await till.enrol()
    expect(done).toMatchObject({
      pack: { till: 'pune-4', counter: 1, fingerprint },
      upstreams: [{ id: 'loyalty', till: canaryTill }],
      newKeys: [],
      changed: ['upstream loyalty', 'client canary', 'limit queue', 'updates ring', 'fleet keys', 'pin'],
    })
    expect(till.agent.status().upstreams).toMatchObject([{ id: 'loyalty', state: 'ready' }])
    expect(till.settings.read()).toMatchObject({
      ...{ updates: { ring: 'pilot' }, limits: { queue: 64 }, fleet: { keys: office.key } },
      enrolment: { last: { counter: 1, till: 'pune-4' }, tries: [] },
    })
    expect((await till.agent.managerPin.status(undefined)).isSet).toBe(true)
    const path = '/via/loyalty/v1.1/customer/get?format=json&mobile=919999999993'
    expect((await till.call(path, { headers: { 'Till-Agent-Key': canaries.clientKey } })).status).toBe(200)
    till.expectNoLeak('2468')
  })

  test('has each setting of the pack, of whichever group', async () => {
    const settings = {
      ...{ 'limits.queue': 64, 'store.name': 'Pune', 'codes.perStorePerDay': 9, 'updates.ring': 'pilot' },
      ...{ 'network.certificateWarningDays': 9, 'statements.algorithm': 'ES256', 'counter.volume': 9 },
      ...{ 'training.minutes': 9, 'start.kiosk': 'on', 'telemetry.till': '9' },
      ...{ 'fleet.hosts': 'eu.api.example', 'fleet.channel': 'kiosks', 'outbox.approvalMinutes': 9 },
    }
    const groups = Object.keys(settings).map((name) => name.split('.')[0])
    expect(new Set(groups)).toEqual(new Set(Object.keys(settingGroups)))
    const till = await prepare({ input: { settings } })
    await till.enrol()
    const own = till.agent.settings.list().filter(({ source }) => source === 'settings')
    expect(Object.fromEntries(own.map(({ name, value }) => [name, value]))).toEqual({
      ...settings,
      'fleet.keys': office.key,
    })
  })

  test('asks whose key it is before it tries a code', async () => {
    const till = await prepare()
    const before = till.settings.read()
    const thrown = await till.enrol({ fingerprint: 'ffff' }).catch((fault: unknown) => fault)
    expect(thrown).toMatchObject({ code: 'PACK_KEY_UNKNOWN', data: { fingerprint } })
    expect(till.settings.read()).toEqual(before)
    expect(await till.refusal({ fingerprint: fingerprint.toUpperCase().replaceAll(' ', '-') })).toBe('enrolled')
  })
})

describe('nothing is replaced', () => {
  test.each<[string, string, Partial<PackInput> | 'other cloud']>([
    ['when a credential is refused', 'CREDENTIAL_REFUSED', 'other cloud'],
    ['when a setting is none', 'INVALID_INPUT', { settings: { 'updates.colour': 'red' } }],
    ['when it would choose another head office', 'INVALID_INPUT', { settings: { 'fleet.keys': office.key } }],
  ])('%s: %s', async (_, code, input) => {
    const till = await prepare()
    const other = await startTestSimulator({ tills: [{ till: canaryTill, password: 'another' }] })
    const made = await packFor(
      input === 'other cloud' ? packInput(other.url) : packInput(till.cloud.url, input),
      office,
    )
    expect(await till.refusal({ code: made.code ?? '' }, made.text)).toBe(code)
    expect(till.settings.read()).toMatchObject({ upstreams: [], clients: [], enrolment: { tries: [] } })
    expect(till.settings.read().fleet).toBeUndefined()
    // A pack that was not applied may be used once the reason is gone.
    expect(await till.refusal()).toBe('enrolled')
  })

  test('when the credential is another till’s', async () => {
    const till = await prepare()
    const input = packInput(till.cloud.url)
    const [upstream] = input.file.upstreams
    const expecting = { ...upstream, expect: { till: 'mumbai.1' } } as never
    const made = await packFor({ ...input, file: { ...input.file, upstreams: [expecting] } }, office)
    expect(await till.refusal({ code: made.code ?? '' }, made.text)).toBe('CREDENTIAL_UNEXPECTED')
    expect(till.settings.read().upstreams).toEqual([])
  })

  test('when the cloud cannot be reached; without asking it, the pack is applied', async () => {
    const till = await prepare()
    await till.cloud.close()
    expect(await till.refusal()).toBe('CREDENTIAL_UNPROVEN')
    expect(await till.refusal({ probe: false })).toBe('enrolled')
  })
})

describe('a code', () => {
  test('may be tried ten times, also over a restart, and then not even the right one opens the pack', async () => {
    const till = await prepare()
    for (let left = 9; left > 4; left -= 1)
      await expect(till.enrol({ code: wrongCode })).rejects.toMatchObject({
        code: 'PACK_CODE_WRONG',
        data: { triesLeft: left },
      })
    await till.close()
    const again = await startTill({ isSetUp: false, settings: till.settings, deps: { codeCost: cheapCode } })
    const enrol = (code: string) => again.agent.enrolment.enrol(till.text, { code, fingerprint, probe: true })
    for (let left = 4; left > 0; left -= 1)
      await expect(enrol(wrongCode)).rejects.toMatchObject({ data: { triesLeft: left } })
    await expect(enrol(wrongCode)).rejects.toMatchObject({ code: 'PACK_DEAD' })
    await expect(enrol(till.code)).rejects.toMatchObject({ code: 'PACK_DEAD' })
    expect(() => again.agent.enrolment.inspect(till.text)).toThrow(expect.objectContaining({ code: 'PACK_DEAD' }))
  })

  test('is counted before it is tried, also when many come at once', async () => {
    const till = await prepare()
    const all = await Promise.all(Array.from({ length: 12 }, () => till.refusal({ code: wrongCode })))
    expect(all.filter((code) => code === 'PACK_CODE_WRONG')).toHaveLength(9)
    expect(all.filter((code) => code === 'PACK_DEAD')).toHaveLength(3)
  })

  test('that is mistyped is no try', async () => {
    const till = await prepare()
    for (const typed of ['', '7K3M', till.code.slice(0, -1)])
      expect(await till.refusal({ code: typed })).toBe('INVALID_INPUT')
    expect(till.enrolment.inspect(till.text).triesLeft).toBe(10)
  })

  test('opens no stolen pack that was signed anew for another server', async () => {
    const till = await prepare()
    const thief = makeOfficeKey()
    const pack = JSON.parse((JSON.parse(till.text) as { pack: string }).pack)
    const moved = {
      ...pack,
      setup: { ...pack.setup, upstreams: [{ ...pack.setup.upstreams[0], baseUrl: 'https://127.0.0.1:9' }] },
    }
    for (const forged of [
      { ...pack, keys: [thief.key] },
      { ...moved, keys: [thief.key] },
    ]) {
      const text = signedText('pack', 'till-agent pack\n', forged, [thief.privateKey])
      expect(await till.refusal({ fingerprint: fingerprintOf(thief.key) }, text)).toBe('PACK_CODE_WRONG')
    }
  })
})

describe('an enrolled till', () => {
  test('refuses the pack once more, an older one, and that of a stranger', async () => {
    const till = await prepare()
    const older = await packFor(packInput(till.cloud.url), office)
    const stranger = makeOfficeKey()
    const foreign = await packFor(packInput(till.cloud.url), stranger, { counter: 9 })
    await till.enrol()
    expect(await till.refusal()).toBe('PACK_SUPERSEDED')
    expect(await till.refusal({ code: older.code ?? '' }, older.text)).toBe('PACK_SUPERSEDED')
    const asked = { code: foreign.code ?? '', fingerprint: fingerprintOf(stranger.key) }
    expect(await till.refusal(asked, foreign.text)).toBe('PACK_KEY_UNKNOWN')
  })

  test('takes a newer one, and from then on the key that it brings', async () => {
    const till = await prepare()
    const next = makeOfficeKey()
    await till.enrol()
    const rotating = await packFor(packInput(till.cloud.url), office, { counter: 2, trustedKeys: [next.key] })
    expect(await till.refusal({ code: rotating.code ?? '' }, rotating.text)).toBe('enrolled')
    const old = await packFor(packInput(till.cloud.url), office, { counter: 3 })
    expect(await till.refusal({ code: old.code ?? '' }, old.text)).toBe('PACK_KEY_UNKNOWN')
    const newer = await packFor(packInput(till.cloud.url), next, { counter: 3 })
    expect(await till.refusal({ code: newer.code ?? '' }, newer.text)).toBe('enrolled')
  })

  test('believes only the keys that the policy of the machine names', async () => {
    const till = await prepare({ deps: { policy: { fleet: { keys: makeOfficeKey().key } } } })
    expect(await till.refusal()).toBe('PACK_KEY_UNKNOWN')
    const named = await prepare({ deps: { policy: { fleet: { keys: office.key } } } })
    expect(named.enrolment.inspect(named.text).trust).toBe('known')
    expect(await named.refusal({ fingerprint: '' })).toBe('enrolled')
  })

  test('with a key of its own needs no code, and no other till opens its pack', async () => {
    const till = await prepare()
    await till.enrol()
    const { key, source } = await till.enrolment.export(true)
    const made = await packFor(packInput(till.cloud.url), office, { counter: 2, tillKey: key })
    expect(made.code).toBeUndefined()
    const other = await prepare()
    expect(await other.refusal({}, made.text)).toBe('PACK_OF_OTHER_TILL')
    expect(await till.refusal({}, made.text)).toBe('enrolled')
    expect(source).toMatchObject({
      till: '{{till}}',
      setup: {
        upstreams: [{ id: 'loyalty', till: canaryTill, password: '{{loyalty_password}}' }],
        clients: [{ id: 'canary' }],
      },
    })
    expect(JSON.stringify(source)).not.toContain(canaries.password)
  })

  test('forgets its own key with its secrets, and not which packs it has seen', async () => {
    const vault = createMemoryVault()
    const till = await prepare({ vault })
    await till.enrol()
    const { key } = await till.enrolment.export(true)
    await till.agent.upstreams.remove('loyalty', true)
    await till.agent.forgetSecrets()
    expect((await till.enrolment.export(true)).key).not.toBe(key)
    expect(await till.refusal()).toBe('PACK_SUPERSEDED')
  })
})

test('a pack is read from a web server, and from none that answers something else', async () => {
  const till = await prepare()
  await expect(till.enrolment.fetch(`${till.cloud.url}/no/such/pack.json`)).rejects.toBeInstanceOf(Fault)
  await expect(till.enrolment.fetch('https://127.0.0.1:9/pack.json')).rejects.toMatchObject({
    code: 'UPSTREAM_UNREACHABLE',
  })
})
