import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { createMemoryVerifications } from '../../electron/adapters/memoryVerifications.ts'
import { createSqliteVerifications } from '../../electron/adapters/sqliteVerifications.ts'
import type { StoredVerification } from '../../electron/core/verificationStore.ts'

const one: StoredVerification = {
  ...{ id: 'vf_1', upstream: 'loyalty', client: 'pos', state: 'code-sent', channel: 'sms' },
  ...{ maskedIdentifier: '+91 ••••• ••993', customer: 'somebody', sealed: 'c2VhbGVk', purpose: 'points' },
  ...{ amount: { minor: 5, currency: 'INR' }, endsAt: 600_000, sends: 1, tries: 0 },
}

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

describe.each(Object.entries(stores))('verifications kept in %s', (_, create) => {
  test('come back as they were, and are replaced and forgotten by id', () => {
    const store = create()
    store.keep(one)
    store.keep({ ...one, id: 'vf_2' })
    store.keep({ ...one, tries: 3 })
    expect(store.all().toSorted((a, b) => a.id.localeCompare(b.id))).toEqual([
      { ...one, tries: 3 },
      { ...one, id: 'vf_2' },
    ])
    store.forget('vf_1')
    store.forget('vf_3')
    expect(store.all().map(({ id }) => id)).toEqual(['vf_2'])
  })

  test('codes are counted for each customer, from a time on', () => {
    const store = create()
    for (const at of [300, 100, 200]) store.countSend('asha', at)
    store.countSend('bruno', 150)
    expect(store.sendsTo('asha', 0)).toEqual([100, 200, 300])
    expect(store.sendsTo('asha', 200)).toEqual([200, 300])
    expect(store.sendsTo('nobody', 0)).toEqual([])
  })

  test('a code that did not go out is taken back, and only that one', () => {
    const store = create()
    for (const at of [100, 100, 200]) store.countSend('asha', at)
    store.countSend('bruno', 100)
    store.uncountSend('asha', 100)
    store.uncountSend('asha', 999)
    expect(store.sendsTo('asha', 0)).toEqual([100, 200])
    expect(store.sendsTo('bruno', 0)).toEqual([100])
  })

  test('old counts are forgotten, and those of the future are of now', () => {
    const store = create()
    for (const at of [100, 200, 9_000]) store.countSend('asha', at)
    store.forgetSendsBefore(200)
    store.bringSendsBackTo(500)
    expect(store.sendsTo('asha', 0)).toEqual([200, 500])
  })
})

describe('on the disk', () => {
  test('they are there after a restart, for this user alone', () => {
    const folder = makeFolder()
    const before = createSqliteVerifications(folder)
    before.keep(one)
    before.countSend('asha', 100)
    before.close()
    const after = createSqliteVerifications(folder)
    onTestFinished(() => after.close())
    expect(after.all()).toEqual([one])
    expect(after.sendsTo('asha', 0)).toEqual([100])
    if (process.platform !== 'win32') expect(statSync(join(folder, 'verifications.sqlite')).mode & 0o777).toBe(0o600)
  })

  // A damaged file that were set aside would give every customer a fresh budget (attacks.md T54).
  test('a damaged file is a fault, and stays', () => {
    const folder = makeFolder()
    const file = join(folder, 'verifications.sqlite')
    writeFileSync(file, 'no database at all, and long enough to be taken for one'.repeat(50))
    const store = createSqliteVerifications(folder)
    for (const call of [() => store.all(), () => store.countSend('asha', 1), () => store.sendsTo('asha', 0)])
      expect(call).toThrow(expect.objectContaining({ code: 'VERIFICATIONS_UNAVAILABLE' }))
    expect(statSync(file).size).toBeGreaterThan(1_000)
  })

  test('a folder that cannot be written is a fault, and is tried again', () => {
    const folder = makeFolder()
    writeFileSync(join(folder, 'file'), '')
    const store = createSqliteVerifications(join(folder, 'file'))
    expect(() => store.all()).toThrow(expect.objectContaining({ code: 'VERIFICATIONS_UNAVAILABLE' }))
    rmSync(join(folder, 'file'))
    expect(store.all()).toEqual([])
    store.close()
  })
})
