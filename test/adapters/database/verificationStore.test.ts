import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, onTestFinished, test } from 'vitest'
import { createMemoryVerifications } from '#adapters/database/memoryVerifications.ts'
import { createSqliteVerifications } from '#adapters/database/sqliteVerifications.ts'
import type { StoredVerification } from '#core/verification/store.ts'
import { has } from '#test/support/skips.ts'

const verification: StoredVerification = {
  ...{ id: 'vf_1', upstream: 'loyalty', client: 'pos', state: 'code-sent', channel: 'sms' },
  ...{ maskedIdentifier: '••••••• 93', customer: 'customer-1', sealed: 'c2VhbGVk', purpose: 'points' },
  ...{ amount: { minor: 5, currency: 'INR' }, endsAt: 600_000, sends: 1, tries: 0 },
}

const mark = { budgetMs: 100, wallMs: 200 }

function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'till-verifications-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

const stores = {
  memory: createMemoryVerifications,
  SQLite: () => {
    const store = createSqliteVerifications(makeFolder())
    onTestFinished(() => store.close())
    return store
  },
}

describe.each(Object.entries(stores))('verifications stored in %s', (_, create) => {
  test('come back unchanged, and are replaced and removed by id', () => {
    const store = create()
    store.save(verification)
    store.save({ ...verification, id: 'vf_2' })
    store.save({ ...verification, tries: 3 })
    expect(store.all().toSorted((a, b) => a.id.localeCompare(b.id))).toEqual([
      { ...verification, tries: 3 },
      { ...verification, id: 'vf_2' },
    ])
    store.remove('vf_1')
    store.remove('vf_3')
    expect(store.all().map(({ id }) => id)).toEqual(['vf_2'])
  })

  test('a sent code is counted under each key, and the mark is saved with it', () => {
    const store = create()
    expect(store.mark()).toBeUndefined()
    store.countSend(['asha', 'store'], 100, mark)
    store.countSend(['bruno', 'store'], 150, { ...mark, budgetMs: 150 })
    expect(store.sends()).toEqual([
      { key: 'asha', at: 100 },
      { key: 'store', at: 100 },
      { key: 'bruno', at: 150 },
      { key: 'store', at: 150 },
    ])
    expect(store.mark()).toEqual({ budgetMs: 150, wallMs: 200 })
  })

  test('the count of a code that was not sent is taken back, and no other', () => {
    const store = create()
    for (const at of [100, 100, 200]) store.countSend(['asha', 'store'], at, mark)
    store.countSend(['bruno'], 100, mark)
    store.uncountSend(['asha'], 100)
    store.uncountSend(['asha', 'store'], 999)
    expect(
      store
        .sends()
        .map(({ key, at }) => `${key} ${at}`)
        .toSorted(),
    ).toEqual([...['asha 100', 'asha 200', 'bruno 100', 'store 100', 'store 100', 'store 200']])
  })

  test('old send times are removed', () => {
    const store = create()
    for (const at of [100, 200, 9_000]) store.countSend(['asha'], at, mark)
    store.removeSendsBefore(200)
    expect(store.sends().map(({ at }) => at)).toEqual([200, 9_000])
  })

  test('the mark and the key of the counter are stored, the last of each', () => {
    const store = create()
    expect(store.counterKey()).toBeUndefined()
    for (const key of ['one', 'two']) store.saveCounterKey(key)
    for (const budgetMs of [1, 2]) store.saveMark({ budgetMs, wallMs: 3 })
    expect(store.counterKey()).toBe('two')
    expect(store.mark()).toEqual({ budgetMs: 2, wallMs: 3 })
  })
})

/** A store with one verification and one counted code, and its database for others to spoil. */
function stored() {
  const folder = makeFolder()
  const store = createSqliteVerifications(folder)
  onTestFinished(() => store.close())
  store.save(verification)
  store.countSend(['asha'], 100, mark)
  const spoil = (sql: string) => {
    const database = new DatabaseSync(join(folder, 'verifications.sqlite'))
    database.exec(sql)
    database.close()
  }
  return { folder, store, spoil }
}

describe('on the disk', () => {
  test('they are there after a restart, and only this user can read them', () => {
    const folder = makeFolder()
    const before = createSqliteVerifications(folder)
    before.save(verification)
    before.countSend(['asha'], 100, mark)
    before.close()
    const after = createSqliteVerifications(folder)
    onTestFinished(() => after.close())
    expect(after.all()).toEqual([verification])
    expect(after.sends()).toEqual([{ key: 'asha', at: 100 }])
    expect(after.mark()).toEqual(mark)
    if (has('unix')) expect(statSync(join(folder, 'verifications.sqlite')).mode & 0o777).toBe(0o600)
  })

  // A new file in place of a damaged one would give every customer a fresh budget (attacks.md T54).
  test('a damaged file is a fault and stays', () => {
    const folder = makeFolder()
    const file = join(folder, 'verifications.sqlite')
    writeFileSync(file, 'no database at all, and long enough to be taken for one'.repeat(50))
    const store = createSqliteVerifications(folder)
    for (const call of [() => store.all(), () => store.countSend(['asha'], 1, mark), () => store.sends()])
      expect(call).toThrow(
        expect.objectContaining({
          code: 'VERIFICATIONS_UNAVAILABLE',
          detail: 'verifications.sqlite is damaged, so codes cannot be counted.',
          remedy: expect.stringContaining('move verifications.sqlite out'),
        }),
      )
    expect(statSync(file).size).toBeGreaterThan(1_000)
  })

  // A few changed bytes in one row made every verification an INTERNAL error for good, and status said "ready".
  test.each([
    ['is no JSON', '{"id": "vf_1", oops'],
    ['is other JSON', '[]'],
    ['lacks a fact', JSON.stringify({ ...verification, id: 'vf_bad', endsAt: undefined })],
    ['has a fact of another kind', JSON.stringify({ ...verification, id: 'vf_bad', tries: 'x' })],
    ['is in a state that there is not', JSON.stringify({ ...verification, id: 'vf_bad', state: 'sold' })],
    ['is another verification', JSON.stringify({ ...verification, id: 'vf_2' })],
  ])('a row that %s is set aside, and the others go on', (_, facts) => {
    const { folder, store, spoil } = stored()
    spoil(`INSERT INTO verifications VALUES ('vf_bad', '${facts}')`)
    expect(store.all()).toEqual([verification])
    const [aside = ''] = store.setAside()
    expect(aside).toMatch(/^verifications\.damaged-\d{4}-.*\.json$/)
    expect(JSON.parse(readFileSync(join(folder, aside), 'utf8'))).toEqual([{ id: 'vf_bad', facts }])
    if (has('unix')) expect(statSync(join(folder, aside)).mode & 0o777).toBe(0o600)
    expect(store.all()).toEqual([verification])
    expect(store.setAside()).toHaveLength(1)
  })

  test.each([
    ['time', 'UPDATE sends SET at = 9000000000000000000', Number.MAX_SAFE_INTEGER],
    ['key', "UPDATE sends SET customer = 'somebody'", 100],
  ])('a count with another %s than it had is still a count', (_, sql, at) => {
    const { store, spoil } = stored()
    spoil(sql)
    expect(store.sends().map((send) => send.at)).toEqual([at])
  })

  test('a mark that cannot be read is none', () => {
    const { store, spoil } = stored()
    spoil("UPDATE notes SET value = 'oops'")
    expect(store.mark()).toBeUndefined()
  })

  test('a lock of another program is a fault at once: no request waits for it', () => {
    const { folder, store } = stored()
    const otherProgram = new DatabaseSync(join(folder, 'verifications.sqlite'))
    otherProgram.exec('BEGIN IMMEDIATE')
    // SQLite would wait five seconds for each.
    const startedAtMs = performance.now()
    for (const call of [() => store.save(verification), () => store.countSend(['asha'], 1, mark)])
      expect(call).toThrow(
        expect.objectContaining({
          code: 'VERIFICATIONS_UNAVAILABLE',
          detail: 'Another program holds verifications.sqlite locked, so codes cannot be counted.',
        }),
      )
    expect(performance.now() - startedAtMs).toBeLessThan(4_000)
    otherProgram.exec('ROLLBACK')
    otherProgram.close()
    store.save(verification)
  })

  test('a folder that cannot be written is a fault, and the next call tries again', () => {
    const folder = makeFolder()
    writeFileSync(join(folder, 'file'), '')
    const store = createSqliteVerifications(join(folder, 'file'))
    expect(() => store.all()).toThrow(expect.objectContaining({ code: 'VERIFICATIONS_UNAVAILABLE' }))
    rmSync(join(folder, 'file'))
    expect(store.all()).toEqual([])
    store.close()
  })
})
