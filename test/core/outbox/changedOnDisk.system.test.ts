import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync, type SQLInputValue } from 'node:sqlite'
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { createSqliteOutbox } from '#adapters/database/sqliteOutbox.ts'
import { createMemoryVault } from '#adapters/keychain/memoryVault.ts'
import { createMemorySettings } from '#adapters/settings/memorySettings.ts'
import { UpstreamFingerprints } from '#core/settings/fingerprints.ts'
import type { Simulator } from '#simulator/simulator.ts'
import { type OutboxTill, startOutboxTill } from '#test/support/outboxTill.ts'
import { startTestSimulator } from '#test/support/simulator.ts'

/** The facts that change with each step. The file could be given back as it was before, whatever vouched for them. */
const unboundFacts = ['state', 'isWarned']

/** One sale that somebody changes on the disk and one that nobody does, kept while the cloud is away. */
class Shop {
  readonly folder = mkdtempSync(join(tmpdir(), 'till-outbox-'))
  readonly #settings = createMemorySettings()
  /** As a keychain: it is there again after a restart. */
  readonly #vault = { ...createMemoryVault(), forgets: false }
  readonly #cloud: Simulator

  constructor(cloud: Simulator) {
    this.#cloud = cloud
    onTestFinished(() => rmSync(this.folder, { recursive: true, force: true }))
  }

  async start(): Promise<OutboxTill> {
    const kept = { settings: this.#settings, vault: this.#vault }
    const till = await startOutboxTill({
      ...kept,
      cloud: this.#cloud,
      deps: { outbox: createSqliteOutbox(this.folder) },
    })
    const other = { id: 'other', scheme: 'capillary-till', baseUrl: this.#cloud.url, till: 'store.server' }
    if (!till.agent.upstreams.find('other')) await till.agent.upstreams.add({ ...other, password: 'server123' }, false)
    return till
  }

  async keepTwo(): Promise<{ changed: string; other: string }> {
    const till = await this.start()
    const ids: string[] = []
    for (const [bill, customer] of [
      ['changed', '919876543210'],
      ['other', '919800000001'],
    ] as const) {
      this.#cloud.injectFault({ fault: '429', times: 1 })
      const response = await till.sell(bill, { customer })
      expect(response.status).toBe(202)
      ids.push(((await response.json()) as { id: string }).id)
    }
    await till.close()
    const [changed = '', other = ''] = ids
    return { changed, other }
  }

  /** The fingerprint that an entry for another upstream would have. */
  get otherCloud(): string | undefined {
    return new UpstreamFingerprints(this.#settings).of('other')
  }

  database<Result>(act: (database: DatabaseSync) => Result): Result {
    const database = new DatabaseSync(join(this.folder, 'outbox.sqlite'))
    try {
      return act(database)
    } finally {
      database.close()
    }
  }

  set(id: string, column: string, value: SQLInputValue): void {
    this.database((database) => database.prepare(`UPDATE entries SET ${column} = ? WHERE id = ?`).run(value, id))
  }

  row(id: string): Record<string, SQLInputValue> {
    const found = this.database((database) => database.prepare('SELECT * FROM entries WHERE id = ?').get(id))
    return found as Record<string, SQLInputValue>
  }

  factsOf(id: string): Record<string, unknown> {
    return JSON.parse(String(this.row(id).facts)) as Record<string, unknown>
  }

  setFacts(id: string, facts: Record<string, unknown>): void {
    this.set(id, 'facts', JSON.stringify({ ...this.factsOf(id), ...facts }))
  }
}

type Change = (shop: Shop, ids: { changed: string; other: string }) => void

const fact =
  (name: string, value: (before: never) => unknown): Change =>
  (shop, { changed }) =>
    shop.setFacts(changed, { [name]: value(shop.factsOf(changed)[name] as never) })

const facts: Readonly<Record<string, Change>> = {
  requestId: fact('requestId', () => 'another'),
  client: fact('client', () => 'another'),
  owner: fact('owner', () => 'digest of another key'),
  upstream: (shop, { changed }) => shop.setFacts(changed, { upstream: 'other', cloud: shop.otherCloud }),
  cloud: fact('cloud', () => undefined),
  order: fact('order', () => 'another'),
  isRepeatable: fact('isRepeatable', (before: boolean) => !before),
  amount: fact('amount', () => 1),
  bytes: fact('bytes', (before: number) => before + 1),
  createdAt: fact('createdAt', (before: number) => before - 1),
  expiresAt: fact('expiresAt', (before: number) => before + 3_600_000),
}

const columns: Readonly<Record<string, Change>> = {
  sequence: (shop, { changed }) => shop.set(changed, 'sequence', 99),
  id: (shop, { changed }) => shop.set(changed, 'id', 'ob_another'),
  facts: (shop, { changed, other }) => {
    const { state: _, ...taken } = shop.factsOf(other)
    shop.setFacts(changed, taken)
  },
  keyId: (shop, { changed }) => shop.set(changed, 'keyId', 'another'),
  contents: (shop, { changed, other }) => shop.set(changed, 'contents', shop.row(other).contents ?? null),
}

const answerColumns: Readonly<Record<string, Change>> = {
  answerKeyId: (shop, { changed }) => shop.set(changed, 'answerKeyId', 'another'),
  answer: (shop, { changed, other }) => shop.set(changed, 'answer', shop.row(other).answer ?? null),
}

let cloud: Simulator

beforeAll(async () => {
  cloud = await startTestSimulator()
})

describe('a kept sale whose row was changed on the disk', () => {
  test.each(Object.entries({ ...columns, ...facts }))(
    'in "%s" is never sent, and a person hears of it; the others are sent',
    async (_, change) => {
      cloud.reset()
      const shop = new Shop(cloud)
      const ids = await shop.keepTwo()
      change(shop, ids)
      const till = await shop.start()
      await till.settled()
      const changed = (await till.entries()).find(({ id }) => id !== ids.other)
      expect(changed).toMatchObject({ state: 'unknown', code: 'UNREADABLE', needsPerson: true })
      expect(till.agent.status().outbox).toMatchObject({ needPerson: 1 })
      // Not even when that person has it sent again.
      await till.agent.outbox.decisions.resend(changed?.id ?? '').catch(() => {})
      await till.settled()
      expect(cloud.effects()).toEqual({ 'bill other': 1 })
    },
  )

  test('was accepted with these facts and columns, and no others', async () => {
    cloud.reset()
    const shop = new Shop(cloud)
    const { changed } = await shop.keepTwo()
    const bound = Object.keys(shop.factsOf(changed)).filter((name) => !unboundFacts.includes(name))
    expect(bound.toSorted()).toEqual(Object.keys(facts).toSorted())
    const known = Object.keys({ ...columns, ...answerColumns })
    expect(Object.keys(shop.row(changed)).toSorted()).toEqual(known.toSorted())
  })

  test('to have expired is not sent either, whoever asks for it', async () => {
    cloud.reset()
    const shop = new Shop(cloud)
    const { changed } = await shop.keepTwo()
    shop.setFacts(changed, { expiresAt: 1 })
    const till = await shop.start()
    await till.settled()
    await expect(till.agent.outbox.decisions.resend(changed)).rejects.toMatchObject({ code: 'OUTBOX_UNAVAILABLE' })
    expect((await till.entries()).find(({ id }) => id === changed)).toMatchObject({ state: 'expired' })
    expect(cloud.effects()).toEqual({ 'bill other': 1 })
  })

  test.each(Object.entries(answerColumns))('in "%s" shows no answer of another sale', async (_, change) => {
    cloud.reset()
    const shop = new Shop(cloud)
    const ids = await shop.keepTwo()
    const before = await shop.start()
    await before.settled()
    expect(await before.agent.outbox.get(ids.changed)).toMatchObject({ state: 'sent', answer: { status: 200 } })
    await before.close()
    change(shop, ids)
    expect(await (await shop.start()).agent.outbox.get(ids.changed)).not.toHaveProperty('answer')
  })
})

test('a sale that a person has sent after its time keeps what it says, and its answer', async () => {
  cloud.reset()
  const shop = new Shop(cloud)
  const { changed } = await shop.keepTwo()
  const first = await shop.start()
  await first.agent.outbox.decisions.hold(changed)
  first.clock.skip(80 * 3_600_000)
  first.agent.changes.publish('upstreams')
  await expect.poll(async () => (await first.agent.outbox.get(changed)).state).toBe('expired')
  expect(await first.agent.outbox.decisions.resend(changed)).toMatchObject({ state: 'waiting' })
  await first.settled()
  expect(await first.agent.outbox.get(changed)).toMatchObject({ state: 'sent', answer: { status: 200 } })
  await first.close()
  expect(await (await shop.start()).agent.outbox.exported(changed)).toMatchObject({ method: 'POST' })
})
