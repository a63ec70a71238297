import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { createFileUpdateStore } from '#adapters/updates/fileUpdateStore.ts'
import { emptyRecord } from '#core/updates/journalStore.ts'
import { makeFolder } from '#test/support/folder.ts'
import { has } from '#test/support/skips.ts'

const record = { ...emptyRecord, failed: ['1.1.0'], seen: { counter: 7, digest: 'a', releasedAt: 1, floor: '1.0.0' } }

test('the record is read as it was written, and no other user may read it', () => {
  const folder = join(makeFolder(), 'data')
  const store = createFileUpdateStore(folder)
  expect(store.read()).toEqual(emptyRecord)
  expect(store.damaged()).toEqual([])
  store.write(record)
  expect(createFileUpdateStore(folder).read()).toEqual(record)
  if (has('unix')) expect(statSync(join(folder, 'updates.json')).mode & 0o777).toBe(0o600)
  expect(readdirSync(folder)).toEqual(['updates.json'])
})

test('a file that a crash left is not written through', () => {
  const folder = makeFolder()
  writeFileSync(join(folder, 'other'), 'of somebody')
  symlinkSync('other', join(folder, 'updates.json.new'))
  createFileUpdateStore(folder).write(record)
  expect(readFileSync(join(folder, 'other'), 'utf8')).toBe('of somebody')
  expect(createFileUpdateStore(folder).read()).toEqual(record)
})

describe('a record that cannot be read is no absent one', () => {
  test.each([
    ['cut short', '{"format":1,"fai'],
    ['of another form', '{"format":2,"failed":[]}'],
    ['empty', ''],
    ['full of zeros after a power cut', '\0'.repeat(64)],
  ])('when it is %s', (_, content) => {
    const folder = makeFolder()
    writeFileSync(join(folder, 'updates.json'), content)
    const store = createFileUpdateStore(folder)
    expect(() => store.read()).toThrow(expect.objectContaining({ code: 'RECORD_DAMAGED' }))
    store.setAside()
    expect(store.read()).toEqual(emptyRecord)
    const [aside = ''] = store.damaged()
    expect(aside).toMatch(/^updates\.damaged-.+\.json$/)
    expect(readFileSync(join(folder, aside), 'utf8')).toBe(content)
  })

  test('when it is a folder', () => {
    const folder = makeFolder()
    mkdirSync(join(folder, 'updates.json'))
    expect(() => createFileUpdateStore(folder).read()).toThrow(expect.objectContaining({ code: 'RECORD_DAMAGED' }))
  })

  test.runIf(has('unix', 'no root'))('when this user may not read it', () => {
    const folder = makeFolder()
    writeFileSync(join(folder, 'updates.json'), JSON.stringify(record))
    chmodSync(join(folder, 'updates.json'), 0)
    expect(() => createFileUpdateStore(folder).read()).toThrow(expect.objectContaining({ code: 'RECORD_DAMAGED' }))
  })
})
