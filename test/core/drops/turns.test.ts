import { expect, test } from 'vitest'
import { createMemoryDrops } from '#adapters/database/memoryDrops.ts'
import type { DropFile, FileState } from '#core/drops/file.ts'
import { DropFiles } from '#core/drops/files.ts'
import { turnOf } from '#core/drops/transitions.ts'

const [now, hourMs] = [1_000_000_000, 3_600_000]
const waiting = (notBefore: number): FileState => ({ name: 'waiting', since: 0, failures: 1, notBefore })
const sealed = () => ({ keyId: 'k', bytes: new Uint8Array() })

function file(id: string, state: FileState): DropFile {
  const facts = { drop: 'sales', name: `${id}.csv`, bytes: 1, digest: '', createdAt: 0, expiresAt: 2 * now }
  return { id, sequence: 1, ...facts, state }
}

/** After a clock that ran ten days ahead was put right, files waited for ten days. */
test.each([
  ['a pause that has passed', now, true],
  ['the longest pause', now + hourMs, false],
  ['the longest pause, made longer by chance', now + 1.25 * hourMs, false],
  ['one that no pause is', now + 240 * hourMs, true],
])('%s: whether the file is due', (_, notBefore, isDue) => {
  expect(turnOf([file('a', waiting(notBefore))], now).next !== undefined).toBe(isDue)
})

/** All files of seven days were gone through for each that was claimed or sent. */
test('those that are not over are known without a look at the others', async () => {
  const store = createMemoryDrops()
  const files = new DropFiles(store, () => {})
  const ids = () => [...files.openOf('sales')].map(({ id }) => id)
  for (const id of ['a', 'b', 'c']) await files.add(file(id, waiting(now)), sealed)
  await files.add({ ...file('d', waiting(now)), drop: 'stock' }, sealed)
  expect([ids(), files.openCount('sales'), files.openCount('none')]).toEqual([['a', 'b', 'c'], 3, 0])
  await files.change(file('a', waiting(now + 1)))
  expect(ids()).toEqual(['a', 'b', 'c'])
  await files.change(file('b', { name: 'sent', since: now, proof: 'size' }))
  await files.remove(['c'])
  expect([ids(), files.openCount('sales')]).toEqual([['a'], 1])
  expect(files.of('sales').map(({ id }) => id)).toEqual(['a', 'b'])
  const again = new DropFiles(store, () => {})
  await again.load()
  expect(again.openCount('sales')).toBe(1)
})
