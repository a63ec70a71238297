import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createMemoryAudit } from '#adapters/database/memoryAudit.ts'
import { silentLog } from '#adapters/log/memoryLog.ts'
import { createMemorySettings } from '#adapters/settings/memorySettings.ts'
import { systemRandom } from '#adapters/system/systemRandom.ts'
import type { Grant } from '#contract/grant.ts'
import { PairingId, type PairingRequest } from '#contract/pairing.ts'
import { ClientId } from '#contract/values.ts'
import { AuditTrail } from '#core/audit/auditTrail.ts'
import { type Change, ChangeFeed } from '#core/base/changeFeed.ts'
import { Fault } from '#core/base/fault.ts'
import type { Random } from '#core/base/random.ts'
import { clientIdFrom } from '#core/clients/clientId.ts'
import { Clients } from '#core/clients/clients.ts'
import { comparisonCodeFrom } from '#core/clients/pairing.ts'
import { Pairings } from '#core/clients/pairings.ts'
import type { Peers, Program, ProgramState } from '#core/clients/peers.ts'
import { defaultLimits } from '#core/settings/limits.ts'
import type { SettingsStore } from '#core/settings/settings.ts'
import { createTestClock } from '#test/support/clock.ts'

const sell: Grant = { upstream: 'loyalty', allow: ['capillary:sell', { methods: ['GET', 'POST'], path: '/v2/x' }] }
const checkout: PairingRequest = { name: 'Checkout', grants: [sell] }
const connection = { family: 'IPv4', peerPort: 50_123, ownPort: 47_600, openedAtMs: 0 } as const
const minuteMs = 60_000

interface Surroundings {
  peers?: Peers
  settings?: SettingsStore
  random?: Random
}

function setUp({ peers, settings = createMemorySettings(), random = systemRandom }: Surroundings = {}) {
  const clock = createTestClock()
  const changes = new ChangeFeed()
  const heard: Change[] = []
  changes.subscribe((change) => heard.push(change))
  const audit = new AuditTrail({ store: createMemoryAudit(), clock, log: silentLog })
  const presetRoutes = (upstream: string) => {
    if (upstream !== 'loyalty') throw new Fault('UNKNOWN_UPSTREAM')
    return []
  }
  const clients = new Clients({ settings, clock, random: systemRandom, limits: defaultLimits, changes, presetRoutes })
  const pairings = new Pairings({ clients, clock, random, audit, changes, peers })
  const rows = () =>
    audit
      .page(0, 1_000)
      .slice(1)
      .map(({ event, actor, subject, detail }) => [event, actor, subject, detail].join(' · '))
  const told = () => heard.flatMap(({ event }) => (event?.type === 'pairing' ? [event.state] : []))
  return { clock, clients, settings, pairings, rows, told }
}

/** The fault that comes of it. */
async function faultOf(run: () => unknown): Promise<Fault> {
  try {
    await run()
  } catch (thrown) {
    if (thrown instanceof Fault) return thrown
    throw thrown
  }
  throw new Error('There was no fault.')
}

const codeOf = async (run: () => unknown) => (await faultOf(run)).code

describe('a program asks', () => {
  test('and a person sees what it wants, which program it is and the code it shows', async () => {
    const program = { pid: 4711, path: '/opt/pos/bin/checkout' }
    const found = { ...program, startedAt: '81920' }
    const { pairings, clock, told, rows } = setUp({
      peers: { programAt: async () => found, stateOf: async () => 'unchanged' },
    })
    const asked = await pairings.ask({ ...checkout, days: 30 }, connection)
    expect(asked.pairingId).toEqual(PairingId.parse(asked.pairingId))
    expect(asked.pollSecret).toMatch(/^[\w-]{43}$/)
    expect(asked.comparisonCode).toMatch(/^\d{3} \d{3}$/)
    expect(asked.expiresAt).toBe(clock.now() + 2 * minuteMs)
    const { pairingId: id, comparisonCode, expiresAt } = asked
    expect(pairings.pending()).toEqual([{ ...checkout, days: 30, id, comparisonCode, expiresAt, program }])
    expect(pairings.answer(id, asked.pollSecret)).toEqual({ state: 'pending' })
    expect(told()).toEqual(['pending'])
    expect(rows()).toEqual([`pairing-asked · pos/unknown · pairing/${id} · /opt/pos/bin/checkout, process 4711`])
  })

  // U+202E turned the name of the file around, and a Cyrillic letter made it that of the checkout.
  test('and what could pass for another program is marked, for the person and in the trail', async () => {
    const program = { pid: 4711, path: '/opt/\u0441heckout\u202e' }
    const { pairings, clients, rows } = setUp({
      peers: { programAt: async () => program, stateOf: async () => 'unchanged' },
    })
    clients.add({ id: 'pos', name: 'Checkout', grants: [], origins: [] })
    await pairings.ask({ ...checkout, name: 'Сheсkоut' }, connection)
    expect(pairings.pending()).toMatchObject([{ program: { path: '/opt/‹с›heckout‹U+202E›' }, resembles: ['pos'] }])
    expect(rows()[0]).toContain(' · /opt/‹с›heckout‹U+202E›, process 4711')
  })

  test('for an unknown upstream, and is not told that it is unknown', async () => {
    const { pairings } = setUp()
    const grants = [{ upstream: 'payments', allow: ['capillary:sell'] }]
    const { pairingId } = await pairings.ask({ name: 'Snoop', grants })
    expect(pairings.pending()).toMatchObject([{ grants }])
    expect(await codeOf(() => pairings.approve(pairingId, {}, 'window'))).toBe('UNKNOWN_UPSTREAM')
    expect(pairings.pending()).toHaveLength(1)
  })

  test('and no person is asked before the system tells which program it is; others are refused meanwhile', async () => {
    let know = (_: undefined) => {}
    const unknown = new Promise<undefined>((resolve) => {
      know = resolve
    })
    const { pairings, told } = setUp({ peers: { programAt: () => unknown, stateOf: async () => 'unchanged' } })
    const asking = pairings.ask(checkout, connection)
    expect(pairings.pending()).toEqual([])
    expect(await codeOf(() => pairings.ask(checkout, connection))).toBe('PAIRING_BUSY')
    know(undefined)
    await asking
    expect(pairings.pending()).toHaveLength(1)
    expect(pairings.pending()[0]).not.toHaveProperty('program')
    expect(told()).toEqual(['pending'])
  })

  test('and loses it when the agent ends', async () => {
    const { pairings } = setUp()
    const { pairingId, pollSecret } = await pairings.ask(checkout)
    pairings.close()
    expect(await codeOf(() => pairings.answer(pairingId, pollSecret))).toBe('UNKNOWN_PAIRING')
    expect(pairings.pending()).toEqual([])
  })
})

describe('a person approves', () => {
  test('all of it: the key comes once, and is good', async () => {
    const { pairings, clients, told, rows } = setUp()
    const { pairingId, pollSecret } = await pairings.ask(checkout)
    expect(await pairings.approve(pairingId, {}, 'window')).toMatchObject({
      id: 'checkout',
      name: 'Checkout',
      grants: [sell],
    })
    const first = pairings.answer(pairingId, pollSecret)
    expect(first).toMatchObject({ state: 'granted', client: 'checkout', grants: [sell] })
    expect(clients.identify(first.key ?? '')?.id).toBe('checkout')
    expect(pairings.answer(pairingId, pollSecret)).toEqual({ state: 'granted', client: 'checkout', grants: [sell] })
    expect(told()).toEqual(['pending', 'granted'])
    expect(rows().at(-1)).toBe('pairing-granted · window · client/checkout · loyalty=capillary:sell|GET,POST /v2/x')
  })

  test('some of it, for a shorter time', async () => {
    const { pairings, clock, rows } = setUp()
    const { pairingId, pollSecret } = await pairings.ask({ ...checkout, days: 30 })
    const grants: Grant[] = [{ upstream: 'loyalty', allow: [{ methods: ['GET'], path: '/v2/x' }] }]
    const client = await pairings.approve(pairingId, { grants, days: 7 }, 'pipe/anna')
    expect(client).toMatchObject({ grants, expiresAt: clock.now() + 7 * 86_400_000 })
    expect(pairings.answer(pairingId, pollSecret)).toMatchObject({ grants })
    expect(rows().at(-1)).toBe('pairing-granted · pipe/anna · client/checkout · loyalty=GET /v2/x, for 7 days')
  })

  test('for some days where it asked for good', async () => {
    const { pairings, clock } = setUp()
    const { pairingId } = await pairings.ask(checkout)
    expect((await pairings.approve(pairingId, { days: 1 }, 'window')).expiresAt).toBe(clock.now() + 86_400_000)
  })

  test.each<[string, Grant[], string]>([
    ['another upstream', [{ upstream: 'other', allow: ['capillary:sell'] }], 'grants[0].allow[0]'],
    ['another preset', [{ upstream: 'loyalty', allow: ['capillary:sell', 'capillary:verify'] }], 'grants[0].allow[1]'],
    ['the hand-over', [{ upstream: 'loyalty', allow: ['hand-over'] }], 'grants[0].allow[0]'],
    [
      'a method more',
      [{ upstream: 'loyalty', allow: [{ methods: ['GET', 'PUT'], path: '/v2/x' }] }],
      'grants[0].allow[0]',
    ],
    ['all methods', [{ upstream: 'loyalty', allow: [{ methods: ['*'], path: '/v2/x' }] }], 'grants[0].allow[0]'],
    ['a wider path', [{ upstream: 'loyalty', allow: [{ methods: ['GET'], path: '/**' }] }], 'grants[0].allow[0]'],
  ])('but never more than was asked for: %s', async (_, grants, path) => {
    const { pairings, clients } = setUp()
    const { pairingId } = await pairings.ask(checkout)
    const fault = await faultOf(() => pairings.approve(pairingId, { grants }, 'window'))
    expect(fault.data).toEqual({ issues: [{ path, message: 'was not asked for' }] })
    expect(clients.list()).toEqual([])
    expect(pairings.pending()).toHaveLength(1)
  })

  test('nor for longer', async () => {
    const { pairings } = setUp()
    const { pairingId } = await pairings.ask({ ...checkout, days: 30 })
    expect((await faultOf(() => pairings.approve(pairingId, { days: 31 }, 'window'))).detail).toMatch(
      /^days: is longer/,
    )
  })

  test('twice, and the second time there is nothing to approve', async () => {
    const { pairings } = setUp()
    const { pairingId } = await pairings.ask(checkout)
    await pairings.approve(pairingId, {}, 'window')
    expect(await codeOf(() => pairings.approve(pairingId, {}, 'window'))).toBe('UNKNOWN_PAIRING')
    expect(await codeOf(() => pairings.refuse(pairingId, 'window'))).toBe('UNKNOWN_PAIRING')
  })

  test('and a client whose key was not fetched is revoked after two minutes', async () => {
    const { pairings, clients, clock, rows } = setUp()
    const { pairingId, pollSecret } = await pairings.ask(checkout)
    await pairings.approve(pairingId, {}, 'window')
    await clock.advance(2 * minuteMs - 1)
    expect(clients.list()).toHaveLength(1)
    await clock.advance(1)
    expect(clients.list()).toEqual([])
    expect(await codeOf(() => pairings.answer(pairingId, pollSecret))).toBe('UNKNOWN_PAIRING')
    expect(rows().at(-1)).toBe('client-revoked · agent · client/checkout · its key was never fetched')
  })

  test('but not another client that was added under its name meanwhile', async () => {
    const { pairings, clients, clock } = setUp()
    await pairings.approve((await pairings.ask(checkout)).pairingId, {}, 'window')
    clients.revoke('checkout')
    await clock.advance(minuteMs)
    clients.add({ id: 'checkout', name: 'Other', grants: [], origins: [] })
    await clock.advance(minuteMs)
    expect(clients.list()).toMatchObject([{ name: 'Other' }])
  })

  test('and the client stays where the settings cannot be written, for a person to revoke', async () => {
    const { pairings, clients, clock, settings } = setUp()
    await pairings.approve((await pairings.ask(checkout)).pairingId, {}, 'window')
    settings.write = () => {
      throw new Fault('SETTINGS_UNWRITABLE')
    }
    await clock.advance(2 * minuteMs)
    expect(clients.list()).toHaveLength(1)
  })

  test('nothing while the settings cannot be written, and can again once they can', async () => {
    const { pairings, settings } = setUp()
    const { pairingId, pollSecret } = await pairings.ask(checkout)
    const write = settings.write
    settings.write = () => {
      throw new Fault('SETTINGS_UNWRITABLE')
    }
    expect(await codeOf(() => pairings.approve(pairingId, {}, 'window'))).toBe('SETTINGS_UNWRITABLE')
    expect(pairings.answer(pairingId, pollSecret)).toEqual({ state: 'pending' })
    settings.write = write
    await pairings.approve(pairingId, {}, 'window')
    expect(pairings.answer(pairingId, pollSecret).key).toBeDefined()
  })

  test('and nothing of it is seen that the client’s key was not fetched yet', async () => {
    const { pairings, clients } = setUp()
    await pairings.approve((await pairings.ask(checkout)).pairingId, {}, 'window')
    expect(Object.keys(clients.list()[0] ?? {}).toSorted()).toEqual(['createdAt', 'grants', 'id', 'name', 'origins'])
  })

  test('and a client that fetched its key stays', async () => {
    const { pairings, clients, clock } = setUp()
    const { pairingId, pollSecret } = await pairings.ask(checkout)
    await pairings.approve(pairingId, {}, 'window')
    pairings.answer(pairingId, pollSecret)
    await clock.advance(2 * minuteMs)
    pairings.close()
    expect(clients.list()).toHaveLength(1)
  })
})

describe('a program learns', () => {
  test('that it was refused, for two minutes', async () => {
    const { pairings, clock, rows, told } = setUp()
    const { pairingId, pollSecret } = await pairings.ask(checkout)
    pairings.refuse(pairingId, 'window')
    expect(pairings.pending()).toEqual([])
    await clock.advance(2 * minuteMs - 1)
    expect(pairings.answer(pairingId, pollSecret)).toEqual({ state: 'refused' })
    await clock.advance(1)
    expect(await codeOf(() => pairings.answer(pairingId, pollSecret))).toBe('UNKNOWN_PAIRING')
    expect(rows().at(-1)).toBe(`pairing-refused · window · pairing/${pairingId} · `)
    expect(told()).toEqual(['pending', 'refused'])
  })

  test('that no person answered in two minutes', async () => {
    const { pairings, clock, rows } = setUp()
    const { pairingId, pollSecret } = await pairings.ask(checkout)
    await clock.advance(2 * minuteMs - 1)
    expect(pairings.answer(pairingId, pollSecret)).toEqual({ state: 'pending' })
    await clock.advance(1)
    expect(pairings.answer(pairingId, pollSecret)).toEqual({ state: 'expired' })
    expect(await codeOf(() => pairings.approve(pairingId, {}, 'window'))).toBe('UNKNOWN_PAIRING')
    expect(rows().at(-1)).toBe(`pairing-refused · agent · pairing/${pairingId} · nobody answered`)
  })
})

describe('a caller who guesses the poll secret', () => {
  const guess = (pairings: Pairings, id: string) => codeOf(() => pairings.answer(id, 'guessed'))

  test('may be wrong four times, and cannot tell that from a pairing that is not there', async () => {
    const { pairings } = setUp()
    const { pairingId, pollSecret } = await pairings.ask(checkout)
    for (let time = 1; time <= 4; time += 1) expect(await guess(pairings, pairingId)).toBe('UNKNOWN_PAIRING')
    expect(await codeOf(() => pairings.answer(`pr_${'x'.repeat(22)}`, pollSecret))).toBe('UNKNOWN_PAIRING')
    expect(pairings.answer(pairingId, pollSecret)).toEqual({ state: 'pending' })
  })

  test('the fifth time ends it for good', async () => {
    const { pairings, told, rows } = setUp()
    const { pairingId, pollSecret } = await pairings.ask(checkout)
    for (let time = 1; time <= 5; time += 1) await guess(pairings, pairingId)
    expect(await codeOf(() => pairings.answer(pairingId, pollSecret))).toBe('UNKNOWN_PAIRING')
    expect(await codeOf(() => pairings.approve(pairingId, {}, 'window'))).toBe('UNKNOWN_PAIRING')
    expect(pairings.pending()).toEqual([])
    expect(await codeOf(() => pairings.ask(checkout))).toBe('PAIRING_BUSY')
    expect(told()).toEqual(['pending', 'refused'])
    expect(rows().at(-1)).toBe(`pairing-refused · agent · pairing/${pairingId} · too many wrong poll secrets`)
  })

  test('after the grant, so that no program gets the key', async () => {
    const { pairings, clients } = setUp()
    const { pairingId, pollSecret } = await pairings.ask(checkout)
    await pairings.approve(pairingId, {}, 'window')
    for (let time = 1; time <= 5; time += 1) await guess(pairings, pairingId)
    expect(await codeOf(() => pairings.answer(pairingId, pollSecret))).toBe('UNKNOWN_PAIRING')
    expect(clients.list()).toEqual([])
  })
})

describe('one at a time', () => {
  const waitOf = async (pairings: Pairings) => {
    const { code, extras } = await faultOf(() => pairings.ask(checkout))
    expect(code).toBe('PAIRING_BUSY')
    return extras.retryAfterSeconds
  }

  test('until the one that is pending would expire', async () => {
    const { pairings, clock } = setUp()
    await pairings.ask(checkout)
    expect(await waitOf(pairings)).toBe(120)
    await clock.advance(30_500)
    expect(await waitOf(pairings)).toBe(90)
  })

  test('after a refusal all programs wait, twice as long each time, up to a quarter of an hour', async () => {
    const { pairings, clock } = setUp()
    for (const seconds of [30, 60, 120, 240, 480, 900, 900]) {
      pairings.refuse((await pairings.ask(checkout)).pairingId, 'window')
      expect(await waitOf(pairings)).toBe(seconds)
      await clock.advance(seconds * 1_000 - 1)
      expect(await waitOf(pairings)).toBe(1)
      await clock.advance(1)
    }
  })

  test('a pairing without an answer counts as a refusal', async () => {
    const { pairings, clock } = setUp()
    await pairings.ask(checkout)
    await clock.advance(2 * minuteMs)
    expect(await waitOf(pairings)).toBe(30)
  })

  test('an approval ends the back-off', async () => {
    const { pairings, clock } = setUp()
    pairings.refuse((await pairings.ask(checkout)).pairingId, 'window')
    await clock.advance(30_000)
    await pairings.approve((await pairings.ask(checkout)).pairingId, {}, 'window')
    pairings.refuse((await pairings.ask(checkout)).pairingId, 'window')
    expect(await waitOf(pairings)).toBe(30)
  })

  test('and so does an hour of quiet, but no less', async () => {
    const { pairings, clock } = setUp()
    const refuse = async () => pairings.refuse((await pairings.ask(checkout)).pairingId, 'window')
    await refuse()
    await clock.advance(60 * minuteMs - 1)
    await refuse()
    expect(await waitOf(pairings)).toBe(60)
    await clock.advance(60 * minuteMs)
    await refuse()
    expect(await waitOf(pairings)).toBe(30)
  })
})

test('programs without a key share five calls a second', async () => {
  const { pairings, clock } = setUp()
  for (let call = 1; call <= 10; call += 1) pairings.countCall()
  expect(await codeOf(() => pairings.countCall())).toBe('TOO_MANY_REQUESTS')
  await clock.advance(200)
  pairings.countCall()
  expect(await codeOf(() => pairings.countCall())).toBe('TOO_MANY_REQUESTS')
})

describe('a comparison code', () => {
  /** Numbers as they come, one after another. */
  const numbers = (...given: number[]) => ({
    bytes: () => {
      const bytes = Buffer.alloc(4)
      bytes.writeUInt32BE(given.shift() ?? 0)
      return bytes
    },
  })

  test('has six digits, zeros in front included', () => {
    expect(comparisonCodeFrom(numbers(42))).toBe('000 042')
    expect(comparisonCodeFrom(numbers(4_293_999_999))).toBe('999 999')
  })

  test('is drawn again where a number would make some codes likelier', () => {
    expect(comparisonCodeFrom(numbers(4_294_000_000, 4_294_967_295, 123_456))).toBe('123 456')
  })
})

describe('the id of a client comes from its name', () => {
  test.each([
    ['Checkout', 'checkout'],
    ['Kasse Süd 2', 'kasse-sud-2'],
    ['  --POS!! ', 'pos'],
    ['2nd floor', 'pos-2nd-floor'],
    ['收银台', 'pos'],
    ['A name that is longer than any id may ever be', 'a-name-that-is-longer-than-any-i'],
    ['A name that is as long as an id x-tra', 'a-name-that-is-as-long-as-an-id'],
  ])('%s', (name, id) => {
    expect(clientIdFrom(name, new Set())).toBe(id)
  })

  test('and numbered where there is one of that name', () => {
    expect(clientIdFrom('POS', new Set(['pos']))).toBe('pos-2')
    expect(clientIdFrom('POS', new Set(['pos', 'pos-2']))).toBe('pos-3')
    const long = 'a-name-that-is-longer-than-any-i'
    expect(clientIdFrom(long, new Set([long]))).toBe('a-name-that-is-longer-than-any-2')
  })

  test('whatever the name', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), fc.integer({ min: 0, max: 12 }), (name, others) => {
        const taken = new Set<string>()
        for (let n = 0; n < others; n += 1) taken.add(clientIdFrom(name, taken))
        const id = clientIdFrom(name, taken)
        return ClientId.safeParse(id).success && !taken.has(id)
      }),
    )
  })
})

// A person can only decide about what they see.
test('a pairing of which it is not known yet who asks can be neither approved nor refused', async () => {
  const program = Promise.withResolvers<undefined>()
  const random = { bytes: (count: number) => new Uint8Array(count) }
  const { pairings, clients } = setUp({
    random,
    peers: { programAt: () => program.promise, stateOf: async () => 'unchanged' },
  })
  const asking = pairings.ask(checkout, connection)
  const id = `pr_${Buffer.alloc(16).toString('base64url')}`
  expect(await codeOf(() => pairings.approve(id, {}, 'window'))).toBe('UNKNOWN_PAIRING')
  expect(await codeOf(() => pairings.refuse(id, 'window'))).toBe('UNKNOWN_PAIRING')
  program.resolve(undefined)
  expect((await asking).pairingId).toBe(id)
  expect((await pairings.approve(id, {}, 'window')).id).toBe('checkout')
  expect(clients.list()).toHaveLength(1)
})

// A timer may be late: the time to decide is over, and the pairing is still there.
test('a program that asks while another one is still pending has to wait', async () => {
  const { pairings, clock } = setUp()
  const { pairingId } = await pairings.ask(checkout)
  clock.monotonicMs = () => 2 * minuteMs
  expect(await codeOf(() => pairings.ask(checkout))).toBe('PAIRING_BUSY')
  expect(pairings.pending().map(({ id }) => id)).toEqual([pairingId])
})

// Approved, and killed before the key was fetched: the client stayed, and nobody had its key.
describe('after a kill', () => {
  /** An approved pairing; then another agent starts on the same settings. */
  async function killedAfter(
    act: (parts: ReturnType<typeof setUp> & { pairingId: string; pollSecret: string }) => unknown,
  ) {
    const before = setUp()
    const { pairingId, pollSecret } = await before.pairings.ask(checkout)
    await before.pairings.approve(pairingId, {}, 'window')
    await act({ ...before, pairingId, pollSecret })
    const after = setUp({ settings: before.settings })
    after.pairings.withdrawLost()
    return after
  }

  test('a client whose key was not fetched is withdrawn, and that is recorded', async () => {
    const { clients, settings, rows } = await killedAfter(() => {})
    expect([clients.list(), settings.read().clients]).toEqual([[], []])
    expect(rows()).toEqual(['client-revoked · agent · client/checkout · its key was never fetched'])
  })

  test('a client whose key was fetched stays, and its key is good', async () => {
    let key = ''
    const { clients, rows } = await killedAfter(({ pairings, pairingId, pollSecret }) => {
      key = pairings.answer(pairingId, pollSecret).key ?? ''
    })
    expect([clients.list().length, clients.identify(key)?.id, rows()]).toEqual([1, 'checkout', []])
  })

  test('that a key is fetched is noted before it leaves', async () => {
    const { pairings, settings } = setUp()
    const { pairingId, pollSecret } = await pairings.ask(checkout)
    await pairings.approve(pairingId, {}, 'window')
    expect(settings.read().clients[0]?.isUnfetched).toBe(true)
    pairings.answer(pairingId, pollSecret)
    expect(settings.read().clients[0]).not.toHaveProperty('isUnfetched')
  })

  test.each<[string, (clients: Clients) => unknown]>([
    ['the next change', (clients) => clients.add({ id: 'other', name: 'Other', grants: [], origins: [] })],
    ['its end', (clients) => clients.storeLastUse()],
  ])('what could not be noted is noted with %s', async (_, next) => {
    const { clients } = await killedAfter(({ pairings, clients: first, settings, pairingId, pollSecret }) => {
      const write = settings.write
      settings.write = () => {
        throw new Fault('SETTINGS_UNWRITABLE')
      }
      const key = pairings.answer(pairingId, pollSecret).key ?? ''
      settings.write = write
      expect([key, settings.read().clients[0]?.isUnfetched]).toEqual([expect.stringMatching(/^ta_/), true])
      first.identify(key)
      next(first)
    })
    expect(clients.list().map(({ id }) => id)).toContain('checkout')
  })

  test('a client whose time was over on a full disk was used by nobody, and is withdrawn', async () => {
    const { clients } = await killedAfter(async ({ clients: first, clock, settings }) => {
      const write = settings.write
      settings.write = () => {
        throw new Fault('SETTINGS_UNWRITABLE')
      }
      await clock.advance(2 * minuteMs)
      settings.write = write
      expect(first.list()[0]).not.toHaveProperty('lastUsedAt')
      first.storeLastUse()
    })
    expect(clients.list()).toEqual([])
  })

  test('clients that a person has added stay', async () => {
    const { clients } = await killedAfter(({ clients: first }) => {
      first.add({ id: 'kiosk', name: 'Kiosk', grants: [], origins: [] })
    })
    expect(clients.list().map(({ id }) => id)).toEqual(['kiosk'])
  })

  test('a client that cannot be withdrawn now is withdrawn by the next start', async () => {
    const before = setUp()
    await before.pairings.approve((await before.pairings.ask(checkout)).pairingId, {}, 'window')
    const { settings } = before
    const write = settings.write
    settings.write = () => {
      throw new Fault('SETTINGS_UNWRITABLE')
    }
    const first = setUp({ settings })
    first.pairings.withdrawLost()
    expect([first.clients.list().length, first.rows()]).toEqual([1, []])
    settings.write = write
    const second = setUp({ settings })
    second.pairings.withdrawLost()
    expect(second.clients.list()).toEqual([])
  })
})

describe('the program that a person saw is looked at again when they approve', () => {
  const program: Program = { pid: 4711, path: '/opt/pos/bin/checkout', startedAt: '81920' }
  const askedBy = async (stateOf: () => Promise<ProgramState>) => {
    const till = setUp({ peers: { programAt: async () => program, stateOf } })
    const { pairingId, pollSecret } = await till.pairings.ask(checkout, connection)
    return { ...till, id: pairingId, answer: () => till.pairings.answer(pairingId, pollSecret) }
  }

  test('and is refused when its process is another program then', async () => {
    const { pairings, clients, id, answer, rows } = await askedBy(async () => 'another-program')
    expect(await codeOf(() => pairings.approve(id, {}, 'window'))).toBe('UNKNOWN_PAIRING')
    expect(answer()).toEqual({ state: 'refused' })
    expect(clients.list()).toEqual([])
    expect(rows().at(-1)).toContain('the process has become another program')
  })

  test.each(['unchanged', 'ended', 'unknown'] as const)('and gets its key when it is %s', async (state) => {
    const { pairings, id, answer, rows } = await askedBy(async () => state)
    await pairings.approve(id, {}, 'window')
    expect(answer()).toMatchObject({ state: 'granted', key: expect.any(String) })
    const granted = rows().find((row) => row.startsWith('pairing-granted'))
    expect(granted?.includes('the process that asked has ended')).toBe(state === 'ended')
  })

  test('and gets nothing when somebody refuses it meanwhile', async () => {
    const state = Promise.withResolvers<ProgramState>()
    const { pairings, clients, id } = await askedBy(() => state.promise)
    const approved = pairings.approve(id, {}, 'window')
    pairings.refuse(id, 'pipe/anna')
    state.resolve('unchanged')
    expect(await codeOf(() => approved)).toBe('UNKNOWN_PAIRING')
    expect(clients.list()).toEqual([])
  })
})
