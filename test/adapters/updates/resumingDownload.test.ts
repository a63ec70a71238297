import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openPartial } from '#adapters/updates/resumingDownload.ts'
import { makeFolder, writeInput } from '#test/support/folder.ts'

// It was opened for appending. Windows gives such a handle no right to truncate, so every whole download failed with EPERM.
test('a partial download is opened for writing anywhere in it', async () => {
  const path = writeInput('package.partial', 'abcdef')
  const file = await openPartial(path)
  await file.truncate(4)
  await file.write('X', 1)
  await file.close()
  expect(readFileSync(path, 'utf8')).toBe('aXcd')
})

test('a download that has not begun is an empty file', async () => {
  const path = join(makeFolder(), 'package.partial')
  await (await openPartial(path)).close()
  expect(readFileSync(path, 'utf8')).toBe('')
})
