import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, onTestFinished, test } from 'vitest'
import { createMemoryOutbox } from '#adapters/database/memoryOutbox.ts'
import { createSqliteOutbox } from '#adapters/database/sqliteOutbox.ts'
import { createMemoryVault } from '#adapters/keychain/memoryVault.ts'
import { systemRandom } from '#adapters/system/systemRandom.ts'
import { OutboxSeal } from '#core/outbox/seal.ts'
import type { OutboxStore, RequestOutcome } from '#core/outbox/store.ts'
import { entryOf, states } from '#test/core/outbox/entries.ts'
import { has } from '#test/support/skips.ts'

const sealed = (text: string) => ({ keyId: 'k1', bytes: new Uint8Array(Buffer.from(text)) })

function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'till-outbox-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

function openSqlite(folder = makeFolder()): OutboxStore {
  const store = createSqliteOutbox(folder)
  onTestFinished(() => store.close())
  return store
}

const outcome = (requestId: string, at: number): RequestOutcome => ({
  ...{ requestId, client: 'pos', upstream: 'loyalty', state: 'done', status: 200, at },
})

describe.each([
  ['memory', createMemoryOutbox],
  ['SQLite', () => openSqlite()],
])('an outbox kept in %s', (_, create) => {
  test('returns its entries in order and as they were, each state with what belongs to it', async () => {
    const store = create()
    const entries = Object.entries(states).map(([id, state], at) =>
      entryOf(id, { sequence: at + 1, state, order: 'x', amount: 9.5 }),
    )
    for (const entry of entries) await store.append(entry, sealed(entry.id))
    expect(await store.load()).toEqual(entries)
  })

  test('replaces what is known of an entry, and keeps what it says and what was answered', async () => {
    const store = create()
    await store.append(entryOf('a'), sealed('sale'))
    await store.update(entryOf('a', { state: states.sending }))
    await store.update(entryOf('a', { state: states.sent }), { answer: sealed('answer') })
    await store.update(entryOf('a', { state: states.sent, isWarned: true }))
    expect(await store.load()).toEqual([entryOf('a', { state: states.sent, isWarned: true })])
    const read = await store.read('a')
    expect([
      Buffer.from(read?.contents.bytes ?? []).toString(),
      Buffer.from(read?.answer?.bytes ?? []).toString(),
    ]).toEqual(['sale', 'answer'])
    await store.remove(['a', 'b'])
    expect(await store.read('a')).toBeUndefined()
    expect(await store.load()).toEqual([])
  })

  test('replaces what an entry says, and keeps what was answered', async () => {
    const store = create()
    await store.append(entryOf('a'), sealed('sale'))
    await store.update(entryOf('a', { state: states.refused }), { answer: sealed('answer') })
    await store.update(entryOf('a', { correctedAt: 2 }), { contents: sealed('other sale') })
    expect(await store.load()).toEqual([entryOf('a', { correctedAt: 2 })])
    const read = await store.read('a')
    expect(Buffer.from(read?.contents.bytes ?? []).toString()).toBe('other sale')
    expect(Buffer.from(read?.answer?.bytes ?? []).toString()).toBe('answer')
  })

  test('tells what came of a request, until that is too old', async () => {
    const store = create()
    await store.recordOutcomes([outcome('r1', 100), outcome('r2', 200)])
    await store.recordOutcomes([{ ...outcome('r1', 150), state: 'unknown' }])
    expect(await store.outcomeOf('r1')).toMatchObject({ state: 'unknown', at: 150 })
    await store.removeOutcomesBefore(200)
    expect(await store.outcomeOf('r1')).toBeUndefined()
    expect(await store.outcomeOf('r2')).toEqual(outcome('r2', 200))
  })
})

describe('the database of the outbox', () => {
  test('holds nothing of an entry that was removed, not even encrypted', async () => {
    const folder = makeFolder()
    const store = openSqlite(folder)
    await store.append(entryOf('a', { sequence: 1 }), sealed('sale-a'))
    await store.append(entryOf('b', { sequence: 2 }), sealed('sale-b'))
    await store.remove(['a'])
    await store.close()
    const bytes = readFileSync(join(folder, 'outbox.sqlite')).toString('latin1')
    expect([bytes.includes('sale-a'), bytes.includes('sale-b')]).toEqual([false, true])
  })

  test('is there again after a restart, readable by this user only', async () => {
    const folder = makeFolder()
    const first = openSqlite(folder)
    await first.append(entryOf('a'), sealed('sale'))
    await first.close()
    await expect(first.load()).rejects.toMatchObject({ code: 'OUTBOX_UNAVAILABLE' })
    expect(await openSqlite(folder).load()).toEqual([entryOf('a')])
    if (has('unix')) expect(statSync(join(folder, 'outbox.sqlite')).mode & 0o777).toBe(0o600)
  })

  test('keeps what waits at one time with one commit, and each call on its own where one is wrong', async () => {
    const store = openSqlite()
    await store.load()
    const ids = Array.from({ length: 200 }, (_, at) => `e${at}`)
    await Promise.all(ids.map((id, at) => store.append(entryOf(id, { sequence: at + 1 }), sealed(id))))
    const twice = store.append(entryOf('e0', { sequence: 900 }), sealed('twice'))
    const others = ['x', 'y'].map((id, at) => store.append(entryOf(id, { sequence: 901 + at }), sealed(id)))
    await expect(twice).rejects.toMatchObject({ code: 'OUTBOX_UNAVAILABLE' })
    await Promise.all(others)
    expect((await store.load()).map(({ id }) => id)).toEqual([...ids, 'x', 'y'])
  })

  test('shows nobody a customer, a bill or a key: not the database, nor its log', async () => {
    const folder = makeFolder()
    const store = openSqlite(folder)
    const seal = await OutboxSeal.open({ vault: createMemoryVault(), random: systemRandom, installation: 'i' }, true)
    const sale = Buffer.from('BILL-4711 919876543210 idempotency-77')
    const entry = entryOf('a', { order: seal.orderOf('loyalty', '919876543210') })
    await store.append(entry, seal.encrypt(entry, 'contents', sale))
    await store.update(entryOf('a', { state: states.sent }), { answer: seal.encrypt(entry, 'answer', sale) })
    const files = readdirSync(folder).map((file) => readFileSync(join(folder, file)))
    expect(files.length).toBeGreaterThan(1)
    for (const canary of ['BILL-4711', '919876543210', 'idempotency-77'])
      expect(files.some((file) => file.includes(canary) || file.includes(Buffer.from(canary).toString('base64')))).toBe(
        false,
      )
    expect(files.some((file) => file.includes('loyalty'))).toBe(true)
  })

  test('that is damaged is told of and left as it is: once mended, all of it is there', async () => {
    const folder = makeFolder()
    const file = join(folder, 'outbox.sqlite')
    const first = openSqlite(folder)
    for (let at = 1; at <= 50; at += 1) await first.append(entryOf(`e${at}`, { sequence: at }), sealed('x'.repeat(900)))
    await first.close()
    const good = readFileSync(file)
    const bad = Buffer.from(good)
    bad.fill(0xa5, 4096, 3 * 4096)
    writeFileSync(file, bad)
    const store = openSqlite(folder)
    await expect(store.append(entryOf('new', { sequence: 99 }), sealed('sale'))).rejects.toMatchObject({
      code: 'OUTBOX_UNAVAILABLE',
      detail: expect.stringContaining('damaged'),
    })
    expect(readFileSync(file).equals(bad)).toBe(true)
    writeFileSync(file, good)
    expect(await store.load()).toHaveLength(50)
  })

  test('of a newer agent is not touched', async () => {
    const folder = makeFolder()
    const database = new DatabaseSync(join(folder, 'outbox.sqlite'))
    database.exec('PRAGMA user_version = 99')
    database.close()
    await expect(openSqlite(folder).load()).rejects.toMatchObject({ detail: 'A newer till agent made the outbox.' })
  })

  test('that cannot be opened says so, and works once it can', async () => {
    const folder = makeFolder()
    mkdirSync(join(folder, 'outbox.sqlite'))
    const store = openSqlite(folder)
    await expect(store.load()).rejects.toMatchObject({
      code: 'OUTBOX_UNAVAILABLE',
      detail: expect.stringContaining('EISDIR'),
    })
    rmdirSync(join(folder, 'outbox.sqlite'))
    expect(await store.load()).toEqual([])
  })
})
