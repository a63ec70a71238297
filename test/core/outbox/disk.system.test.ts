import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { createSqliteOutbox } from '#adapters/database/sqliteOutbox.ts'
import { createMemoryVault } from '#adapters/keychain/memoryVault.ts'
import { createMemorySettings } from '#adapters/settings/memorySettings.ts'
import { Fault } from '#core/base/fault.ts'
import type { Simulator } from '#simulator/simulator.ts'
import { makeFolder } from '#test/support/folder.ts'
import { type OutboxTill, startOutboxTill } from '#test/support/outboxTill.ts'
import { startTestSimulator } from '#test/support/simulator.ts'
import { has } from '#test/support/skips.ts'
import { SmallDisk } from '#test/torture/smallDisk.ts'

/** A till whose outbox is on a real disk, and which can be started anew. */
class Shop {
  readonly accepted: string[] = []
  readonly settings = createMemorySettings()
  /** It outlives the agent, as a keychain does. */
  readonly vault = { ...createMemoryVault(), forgets: false }
  readonly folder: string
  readonly cloud: Simulator
  #till: OutboxTill | undefined
  #sales = 0

  private constructor(folder: string, cloud: Simulator) {
    this.folder = folder
    this.cloud = cloud
  }

  /** While its cloud takes nothing, so that all that is accepted stays. */
  static async open(folder: string): Promise<Shop> {
    const shop = new Shop(folder, await startTestSimulator())
    shop.cloud.injectFault({ fault: '429', method: 'POST' })
    await shop.restart()
    return shop
  }

  get till(): OutboxTill {
    if (!this.#till) throw new Error('the shop is closed')
    return this.#till
  }

  async close(): Promise<void> {
    await this.#till?.close()
    this.#till = undefined
  }

  async restart(vault = this.vault): Promise<void> {
    await this.close()
    const { settings, cloud, folder } = this
    this.#till = await startOutboxTill({ settings, vault, cloud, deps: { outbox: createSqliteOutbox(folder) } })
  }

  /** @returns `accepted`, or the code of the fault and its sentence */
  async sell(): Promise<string> {
    this.#sales += 1
    const bill = `B-${this.#sales}`
    const response = await this.till.sell(bill, { customer: `9198000000${String(this.#sales).padStart(2, '0')}` })
    const body = (await response.json()) as { id: string; code: string; detail: string }
    if (response.status !== 202) return `${body.code}: ${body.detail}`
    this.accepted.push(body.id)
    return 'accepted'
  }

  /** What waits, as the till lists it. */
  async kept(): Promise<string[]> {
    return (await this.till.entries()).map(({ id }) => id)
  }

  concerns(): string[] {
    return this.till.agent.status().concerns.map(({ code }) => code)
  }
}

function smallDisk(): SmallDisk {
  const disk = new SmallDisk(join(makeFolder(), 'disk'))
  onTestFinished(() => disk.close())
  return disk
}

describe.runIf(has('small disk'))('on a disk of its own', () => {
  test('that is full a sale is refused, never kept by half; all that was accepted is there afterwards', async () => {
    const disk = smallDisk()
    const shop = await Shop.open(disk.folder)
    onTestFinished(() => shop.close())
    expect(await shop.sell()).toBe('accepted')
    disk.fill(0)
    // The log of the database may have room left.
    let answer = await shop.sell()
    for (let more = 0; answer === 'accepted' && more < 40; more += 1) answer = await shop.sell()
    expect(answer).toBe('OUTBOX_UNAVAILABLE: The disk is full.')
    expect(shop.concerns()).toContain('OUTBOX_UNAVAILABLE')
    expect(await shop.kept()).toEqual(shop.accepted)
    disk.empty()
    expect(await shop.sell()).toBe('accepted')
    expect(shop.concerns()).not.toContain('OUTBOX_UNAVAILABLE')
    await shop.restart()
    expect(await shop.kept()).toEqual(shop.accepted)
  })

  test('that can only be read a sale is refused, and once it can be written all is there', async () => {
    const disk = smallDisk()
    const shop = await Shop.open(disk.folder)
    onTestFinished(() => shop.close())
    expect(await shop.sell()).toBe('accepted')
    await shop.close()
    disk.setReadOnly(true)
    await shop.restart()
    expect(await shop.sell()).toMatch(/^OUTBOX_UNAVAILABLE: The database of the outbox cannot be used: .*/)
    expect(shop.concerns()).toContain('OUTBOX_UNAVAILABLE')
    disk.setReadOnly(false)
    expect(await shop.sell()).toBe('accepted')
    expect(await shop.kept()).toEqual(shop.accepted)
  })
})

test('with a damaged page a sale is refused, others go on, and once it is mended all is there', async () => {
  const folder = makeFolder()
  const shop = await Shop.open(folder)
  onTestFinished(() => shop.close())
  for (let sales = 0; sales < 30; sales += 1) expect(await shop.sell()).toBe('accepted')
  await shop.close()
  const file = join(folder, 'outbox.sqlite')
  const good = readFileSync(file)
  const bad = Buffer.from(good)
  bad.fill(0xa5, 4_096, 3 * 4_096)
  writeFileSync(file, bad)
  await shop.restart()
  expect(await shop.sell()).toBe('OUTBOX_UNAVAILABLE: The database of the outbox is damaged.')
  expect(shop.concerns()).toContain('OUTBOX_UNAVAILABLE')
  await expect(shop.kept()).rejects.toMatchObject({ code: 'OUTBOX_UNAVAILABLE' })
  const unkept = await shop.till.sell('B-99', { headers: { 'Till-Agent-Outbox': 'no' } })
  expect(unkept.status).toBe(429)
  expect(readFileSync(file).equals(bad)).toBe(true)
  await shop.close()
  writeFileSync(file, good)
  await shop.restart()
  expect(await shop.kept()).toEqual(shop.accepted)
})

test('with the keychain locked at the start nothing is taken and nothing sent; unlocked, all of it is', async () => {
  const shop = await Shop.open(makeFolder())
  onTestFinished(() => shop.close())
  expect(await shop.sell()).toBe('accepted')
  shop.cloud.reset()
  let isLocked = true
  const read: typeof shop.vault.read = (name) =>
    isLocked && name.endsWith('.outbox') ? Promise.reject(new Fault('KEYCHAIN_LOCKED')) : shop.vault.read(name)
  await shop.restart({ ...shop.vault, read })
  expect(await shop.sell()).toMatch(/^OUTBOX_UNAVAILABLE: /)
  await expect.poll(() => shop.concerns()).toContain('KEYCHAIN_LOCKED')
  expect(await shop.kept()).toEqual(shop.accepted)
  expect(await shop.till.agent.outbox.page('open', 10)).toMatchObject({ total: 1, entries: [{ state: 'waiting' }] })
  expect(shop.cloud.effects()).toEqual({})
  isLocked = false
  expect(await shop.till.settled()).toMatchObject([{ state: 'sent' }])
  expect(shop.cloud.effects()).toEqual({ 'bill B-1': 1 })
})
