import { spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  chmodSync,
  closeSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as wait } from 'node:timers/promises'
import { describe, expect, onTestFinished, test } from 'vitest'
import { createMemoryAudit } from '#adapters/database/memoryAudit.ts'
import { createSqliteAudit } from '#adapters/database/sqliteAudit.ts'
import { createMemoryLog } from '#adapters/log/memoryLog.ts'
import { systemClock } from '#adapters/system/systemClock.ts'
import { beginning, prunedEntry, rowAfter } from '#core/audit/auditChain.ts'
import { type AuditStore, AuditTrail } from '#core/audit/auditTrail.ts'
import { has } from '#test/support/skips.ts'

function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'till-audit-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

function openTrail(store: AuditStore): AuditTrail {
  const trail = new AuditTrail({ store, clock: systemClock, log: createMemoryLog() })
  onTestFinished(() => trail.close())
  return trail
}

function record(trail: AuditTrail, ...details: string[]): void {
  for (const detail of details)
    trail.record({ event: 'client-added', actor: 'pipe/anna', subject: 'client/pos', outcome: 'done', detail })
}

/** A trail with the rows 1 (begun), 2 (a), 3 (b), 4 (c) and 5 (d), closed, and its database for others to spoil. */
function keptTrail(): {
  folder: string
  spoil(sql: string): void
  verify(hash?: string): ReturnType<AuditTrail['verify']>
} {
  const folder = makeFolder()
  const trail = openTrail(createSqliteAudit(folder))
  record(trail, 'a', 'b', 'c', 'd')
  trail.close()
  return {
    folder,
    spoil: (sql) => {
      const database = new DatabaseSync(join(folder, 'audit.sqlite'))
      database.exec(sql)
      database.close()
    },
    verify: (hash) => openTrail(createSqliteAudit(folder)).verify(hash),
  }
}

describe.each<[string, () => AuditStore]>([
  ['in SQLite', () => createSqliteAudit(makeFolder())],
  ['in memory', createMemoryAudit],
])('a trail %s', (_, create) => {
  test('returns its rows oldest first and newest first', async () => {
    const trail = openTrail(create())
    record(trail, 'Käsekuchen ☕', "'); DROP TABLE rows; --", '')
    const rows = trail.page(0, 10)
    expect(rows.map(({ detail }) => detail)).toEqual(['', 'Käsekuchen ☕', "'); DROP TABLE rows; --", ''])
    expect(trail.list(2)).toEqual([rows[3], rows[2]])
    expect(trail.list(10, 3)).toEqual([rows[1], rows[0]])
    expect(trail.page(2, 1)).toEqual([rows[2]])
    expect(await trail.verify()).toMatchObject({ intact: true, rows: 4 })
  })

  test('drops its oldest rows when it is pruned, and continues', async () => {
    const store = create()
    const trail = new AuditTrail({
      store,
      clock: systemClock,
      log: createMemoryLog(),
      retention: { keepMs: 0, maxRows: 3, minRows: 0 },
    })
    onTestFinished(() => trail.close())
    // Each waits, so that the first to reach the disk are already too many.
    for (let n = 0; n < 9; n += 1)
      trail.recordSoon({ event: 'client-added', actor: 'a', subject: '', outcome: 'done', detail: `${n}` })
    expect(trail.list(100).map(({ event }) => event)).toContain('trail-pruned')
    expect(trail.page(0, 100).length).toBeLessThan(5)
    expect(await trail.verify()).toMatchObject({ intact: true })
  })

  test('with more rows than one batch is verified completely', async () => {
    const trail = openTrail(create())
    for (let n = 0; n < 6; n += 1) {
      for (let m = 0; m < 250; m += 1)
        trail.recordSoon({ event: 'client-added', actor: 'a', subject: '', outcome: 'done', detail: '' })
      trail.list(1)
    }
    expect(await trail.verify()).toMatchObject({ intact: true, rows: 1_501 })
  })
})

test('a trail continues where the last run ended', async () => {
  const { folder, verify } = keptTrail()
  const trail = openTrail(createSqliteAudit(folder))
  record(trail, 'e')
  expect(trail.list(2).map(({ sequence, detail }) => [sequence, detail])).toEqual([
    [6, 'e'],
    [5, 'd'],
  ])
  trail.close()
  expect(await verify()).toMatchObject({ intact: true, rows: 6 })
})

describe('tampering with the trail is found', () => {
  test.each([
    ['changed a row', "UPDATE rows SET actor = 'pipe/bert' WHERE sequence = 3", 3, 'Row 3 was changed.'],
    ['changed when it was', 'UPDATE rows SET at = at - 1 WHERE sequence = 3', 3, 'Row 3 was changed.'],
    ['deleted a row', 'DELETE FROM rows WHERE sequence = 3', 3, 'Row 3 is missing.'],
    [
      'deleted a row and closed the gap',
      'DELETE FROM rows WHERE sequence = 3; UPDATE rows SET sequence = sequence - 1 WHERE sequence > 3',
      3,
      'Row 3 does not follow the one before it.',
    ],
    [
      'exchanged two rows',
      'UPDATE rows SET sequence = 9 WHERE sequence = 3; UPDATE rows SET sequence = 3 WHERE sequence = 4; UPDATE rows SET sequence = 4 WHERE sequence = 9',
      3,
      'Row 3 does not follow the one before it.',
    ],
    [
      'put a row in between',
      `UPDATE rows SET sequence = 6 WHERE sequence = 5; UPDATE rows SET sequence = 5 WHERE sequence = 4;
       INSERT INTO rows SELECT 4, at, event, actor, subject, outcome, 'new', previousHash, hash FROM rows WHERE sequence = 3`,
      4,
      'Row 4 does not follow the one before it.',
    ],
    ['deleted the first row', 'DELETE FROM rows WHERE sequence = 1', 1, 'Row 1 is missing.'],
    ['cut rows off the end', 'DELETE FROM rows WHERE sequence > 3', 4, 'Rows 4-5 are missing.'],
    ['emptied it', 'DELETE FROM rows', 1, 'Rows 1-5 are missing.'],
    [
      'added a row at the end',
      "INSERT INTO rows SELECT 6, at, event, actor, subject, outcome, detail, hash, 'x' FROM rows WHERE sequence = 5",
      6,
      'Row 6 was changed.',
    ],
    ['deleted what tells where it ends', 'DELETE FROM ends', 5, 'Row 5 is not the one that was written last.'],
    [
      'hid the beginning',
      "DELETE FROM rows WHERE sequence < 3; INSERT INTO ends SELECT 'anchor', 2, previousHash FROM rows WHERE sequence = 3",
      2,
      'No row tells that rows 1-2 were pruned.',
    ],
    [
      'put in a number that is none of ours',
      'UPDATE rows SET sequence = 9000000000000000000 WHERE sequence = 5',
      5,
      'Row 5 is missing.',
    ],
    [
      'put in a time that is none of ours',
      'UPDATE rows SET at = 9000000000000000000 WHERE sequence = 3',
      3,
      'Row 3 was changed.',
    ],
  ])('%s', async (_, sql, sequence, reason) => {
    const { spoil, verify } = keptTrail()
    spoil(sql)
    expect(await verify()).toEqual({ intact: false, sequence, reason })
  })

  // The whole history deleted and called pruned was "intact: 1 rows", with the hash that had been noted.
  test.each([
    ['now', 0],
    ['in two years', 2 * 365 * 86_400_000],
  ])('deleted everything and forged a row that calls it pruned %s', async (_, aheadMs) => {
    const { folder, verify } = keptTrail()
    const noted = await verify()
    if (!noted.intact) throw new Error(noted.reason)
    const store = createSqliteAudit(folder)
    onTestFinished(() => store.close())
    const [last] = store.before(Number.MAX_SAFE_INTEGER, 1)
    if (!last) throw new Error('there are no rows')
    store.prune(last, rowAfter(last, Date.now() + aheadMs, prunedEntry(beginning, last)))
    for (const hash of [undefined, noted.lastHash])
      expect(await verify(hash)).toMatchObject({ intact: false, sequence: last.sequence })
  })

  test('also while the agent runs', async () => {
    const { folder, spoil } = keptTrail()
    const trail = openTrail(createSqliteAudit(folder))
    record(trail, 'e')
    spoil(
      'DELETE FROM rows WHERE sequence > 4; UPDATE ends SET sequence = 4, hash = (SELECT hash FROM rows WHERE sequence = 4)',
    )
    record(trail, 'f')
    expect(await trail.verify()).toEqual({ intact: false, sequence: 5, reason: 'Row 5 is missing.' })
  })

  // What the chain alone cannot show: somebody who cuts off the end and knows where the end is noted.
  test('except when the newest rows are removed together with the head; an expected hash shows that too', async () => {
    const { folder, spoil, verify } = keptTrail()
    const noted = await verify()
    if (!noted.intact) throw new Error(noted.reason)
    spoil(
      'DELETE FROM rows WHERE sequence > 3; UPDATE ends SET sequence = 3, hash = (SELECT hash FROM rows WHERE sequence = 3)',
    )
    expect(await verify()).toMatchObject({ intact: true, rows: 3 })
    expect(await verify(noted.lastHash)).toMatchObject({
      intact: false,
      reason: 'No row has the hash that was expected.',
    })
    record(openTrail(createSqliteAudit(folder)), 'e', 'f')
    expect(await verify(noted.lastHash)).toMatchObject({ intact: false })
  })

  test('an expected hash is still found after more rows', async () => {
    const { folder, verify } = keptTrail()
    const noted = await verify()
    record(openTrail(createSqliteAudit(folder)), 'e', 'f')
    expect(await verify(noted.intact ? noted.lastHash : '')).toMatchObject({ intact: true, rows: 7 })
  })
})

test('a process that is killed while it writes leaves an intact trail, with every row it has reported as written', async () => {
  for (let n = 0; n < 3; n += 1) {
    const folder = makeFolder()
    const command = [join(import.meta.dirname, 'appendCommand.ts'), folder]
    const child = spawn(process.execPath, command, { stdio: ['ignore', 'pipe', 'inherit'] })
    onTestFinished(() => {
      child.kill('SIGKILL')
    })
    let said = ''
    child.stdout.on('data', (part: Buffer) => {
      said += part
    })
    await expect.poll(() => said.length).toBeGreaterThan(0)
    await wait(20 + Math.random() * 60)
    const ended = once(child, 'close')
    child.kill('SIGKILL')
    await ended
    const sureOf = Number(said.split('\n').at(-2))
    const trail = openTrail(createSqliteAudit(folder))
    const verdict = await trail.verify()
    expect(verdict).toMatchObject({ intact: true })
    expect(verdict.intact && verdict.lastSequence).toBeGreaterThanOrEqual(sureOf)
    record(trail, 'after')
    expect(await trail.verify()).toMatchObject({ intact: true })
  }
})

describe('a trail that cannot be used', () => {
  test('because it is damaged is set aside unchanged, and a new one begins', async () => {
    const folder = makeFolder()
    const file = join(folder, 'audit.sqlite')
    writeFileSync(file, 'this is no database'.repeat(500))
    const trail = openTrail(createSqliteAudit(folder))
    record(trail, 'a')
    expect(trail.problem).toBeUndefined()
    expect(await trail.verify()).toMatchObject({ intact: true, rows: 2 })
    const [aside = ''] = trail.setAside
    expect(aside).toMatch(/^audit\.damaged-\d{4}-.*\.sqlite$/)
    expect(readFileSync(join(folder, aside), 'utf8')).toMatch(/^this is no database/)
  })

  test('because only its rows are damaged is set aside when they are next read', async () => {
    const folder = makeFolder()
    const before = openTrail(createSqliteAudit(folder))
    for (let n = 0; n < 250; n += 1)
      before.recordSoon({ event: 'client-added', actor: 'a', subject: '', outcome: 'done', detail: `${n}` })
    before.close()
    const file = join(folder, 'audit.sqlite')
    const pages = readFileSync(file)
    writeFileSync(file, pages.fill(7, 4 * 4096))
    const trail = openTrail(createSqliteAudit(folder))
    record(trail, 'f')
    expect(trail.problem?.detail).toBe('The audit trail audit.sqlite is damaged; it is set aside.')
    record(trail, 'g')
    expect(trail.problem).toBeUndefined()
    expect(trail.page(0, 10).map(({ detail }) => detail)).toEqual(['', 'f', 'g'])
    expect(trail.setAside.length).toBe(1)
    expect(await trail.verify()).toMatchObject({ intact: true })
  })

  test.for<[who: string, read: (trail: AuditTrail) => unknown]>([
    ['lists it', (trail) => trail.list(1_000)],
    ['exports it', (trail) => trail.page(0, 1_000)],
    ['verifies it', (trail) => trail.verify()],
  ])('because rows are damaged that only who %s comes upon, is followed by one that begins', async ([, read]) => {
    const folder = makeFolder()
    const file = join(folder, 'audit.sqlite')
    const trail = openTrail(createSqliteAudit(folder))
    record(trail, ...Array.from({ length: 300 }, (_, at) => `${at} ${'x'.repeat(600)}`))
    const otherProgram = new DatabaseSync(file)
    otherProgram.exec('PRAGMA wal_checkpoint(TRUNCATE)')
    otherProgram.close()
    const pages = readFileSync(file)
    const disk = openSync(file, 'r+')
    writeSync(disk, pages.fill(7, 8 * 4_096, 14 * 4_096))
    closeSync(disk)
    record(trail, 'before it is read')
    expect(trail.problem).toBeUndefined()
    await expect((async () => read(trail))()).rejects.toMatchObject({ code: 'AUDIT_UNAVAILABLE' })
    record(trail, 'after')
    expect(trail.page(0, 10).map(({ sequence, event }) => [sequence, event])).toEqual([
      [1, 'trail-begun'],
      [2, 'client-added'],
    ])
    expect(await trail.verify()).toMatchObject({ intact: true, rows: 2 })
  })

  test('because another program has it locked loses no row', async () => {
    const { folder, verify } = keptTrail()
    const otherProgram = new DatabaseSync(join(folder, 'audit.sqlite'))
    otherProgram.exec('BEGIN IMMEDIATE')
    const trail = openTrail(createSqliteAudit(folder))
    const startedAtMs = performance.now()
    record(trail, 'e')
    // It must not wait for the other on the way of requests.
    expect(performance.now() - startedAtMs).toBeLessThan(4_000)
    expect(trail.problem?.detail).toBe('Another program holds the audit trail audit.sqlite locked.')
    otherProgram.exec('ROLLBACK')
    otherProgram.close()
    record(trail, 'f')
    expect(trail.problem).toBeUndefined()
    expect(trail.list(2).map(({ detail }) => detail)).toEqual(['f', 'e'])
    trail.close()
    expect(await verify()).toMatchObject({ intact: true, rows: 7 })
  })

  test('because a newer agent made it stays as it is', () => {
    const { folder, spoil } = keptTrail()
    spoil('PRAGMA user_version = 2')
    const trail = openTrail(createSqliteAudit(folder))
    record(trail, 'e')
    expect(trail.problem?.detail).toBe('A newer till agent made the audit trail.')
    expect(trail.setAside).toEqual([])
  })

  test('because it cannot be created says so', () => {
    const file = join(makeFolder(), 'file')
    writeFileSync(file, '')
    const trail = openTrail(createSqliteAudit(join(file, 'data')))
    record(trail, 'a')
    expect(trail.problem).toMatchObject({ code: 'AUDIT_UNAVAILABLE', detail: expect.stringContaining('ENOTDIR') })
  })
})

test.runIf(has('unix'))('only its owner can read the trail, also when others could before', () => {
  const { folder } = keptTrail()
  chmodSync(join(folder, 'audit.sqlite'), 0o644)
  const trail = openTrail(createSqliteAudit(folder))
  record(trail, 'e')
  const files = readdirSync(folder)
  expect(files).toContain('audit.sqlite-wal')
  for (const file of files) expect((statSync(join(folder, file)).mode & 0o777).toString(8)).toBe('600')
})
