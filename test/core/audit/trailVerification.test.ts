import { expect, test } from 'vitest'
import { createMemoryAudit } from '#adapters/database/memoryAudit.ts'
import type { AuditRow } from '#contract/audit.ts'
import { beginning, type ChainEnd, prunedEntry, rowAfter, signedEntry } from '#core/audit/auditChain.ts'
import type { HeadSigner } from '#core/audit/headSignatures.ts'
import { verifyTrail } from '#core/audit/trailVerification.ts'
import type { Clock } from '#core/base/clock.ts'
import { Fault } from '#core/base/fault.ts'

const clock: Clock = {
  now: () => 10_000,
  monotonicMs: () => 0,
  after(_, run) {
    queueMicrotask(run)
    return () => {}
  },
}
const retention = { keepMs: 1_000, minRows: 1, maxRows: 100 }

const plain = { event: 'client-added', actor: 'pipe/anna', subject: 'client/pos', outcome: 'done', detail: '' } as const
const tokenOf = ({ sequence, hash }: ChainEnd) => `${sequence} ${hash}`
const signer: HeadSigner = {
  sign: async (head) => tokenOf(head),
  read: async (token) => {
    const [sequence = '', hash = ''] = token.split(' ')
    return /^\d+$/.test(sequence) ? { sequence: Number(sequence), hash } : undefined
  },
}

/** Three rows, a fourth that signs one of them, and a fifth. @param end that the fourth is said to sign */
function signing(end: (rows: readonly AuditRow[]) => ChainEnd) {
  const store = createMemoryAudit()
  const rows: AuditRow[] = []
  const add = (entry: Parameters<typeof rowAfter>[2]) => {
    const row = rowAfter(rows.at(-1) ?? beginning, 1, entry)
    rows.push(row)
    store.append([row])
  }
  for (let n = 0; n < 3; n += 1) add(plain)
  const signed = end(rows)
  add(signedEntry(signed, tokenOf(signed)))
  add(plain)
  /** As after two seconds. */
  const prune = (count: number) => {
    const last = rows[count - 1] as AuditRow
    store.prune(last, rowAfter(rows.at(-1) as AuditRow, 2_000, prunedEntry(beginning, last)))
  }
  return { prune, verify: (by = signer) => verifyTrail({ store, clock, retention, signer: by }, undefined) }
}

const hashOf = (rows: readonly AuditRow[], sequence: number) => rows[sequence - 1]?.hash ?? ''
const row = (sequence: number) => (rows: readonly AuditRow[]) => ({ sequence, hash: hashOf(rows, sequence) })

test.each([
  ['an earlier row', row(2), 0],
  ['the row that was pruned last', row(2), 2],
  ['a row that was pruned long ago, whose hash nobody has any more', () => ({ sequence: 1, hash: 'gone' }), 2],
])('a signature of %s is believed', async (_, end, pruned) => {
  const { prune, verify } = signing(end)
  if (pruned > 0) prune(pruned)
  expect(await verify()).toMatchObject({ intact: true, signed: expect.anything() })
})

test.each([
  ['of an earlier row by another hash', (rows: readonly AuditRow[]) => ({ sequence: 2, hash: hashOf(rows, 1) }), 0],
  [
    'of the last pruned row by another hash',
    (rows: readonly AuditRow[]) => ({ sequence: 2, hash: hashOf(rows, 1) }),
    2,
  ],
  ['of itself', () => ({ sequence: 4, hash: 'x' }), 0],
  ['of a later row', () => ({ sequence: 5, hash: 'x' }), 0],
])('a signature %s is not believed', async (_, end, pruned) => {
  const { prune, verify } = signing(end)
  if (pruned > 0) prune(pruned)
  expect(await verify()).toMatchObject({ intact: false, sequence: 4, reason: expect.stringContaining('another row') })
})

test('without a key of the till, or with one that is shut, the chain alone is verified', async () => {
  const shut: HeadSigner = {
    sign: () => Promise.reject(new Fault('KEYCHAIN_LOCKED')),
    read: () => Promise.reject(new Fault('KEYCHAIN_LOCKED')),
  }
  const { verify } = signing(row(2))
  const verdict = await verify(shut)
  expect(verdict).toMatchObject({ intact: true, rows: 5 })
  expect(verdict).not.toHaveProperty('signedHead')
})

test('a bug in the signer is no verdict', async () => {
  const broken: HeadSigner = { ...signer, read: () => Promise.reject(new TypeError('a bug')) }
  await expect(signing(row(2)).verify(broken)).rejects.toThrow('a bug')
})
