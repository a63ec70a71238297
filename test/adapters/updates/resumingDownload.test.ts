import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createPlainDownload } from '#adapters/updates/plainDownload.ts'
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

const packageOf = (name: string, text: string) => ({
  file: { name, size: text.length, sha512: createHash('sha512').update(text).digest('base64') },
  text,
})

/** Sends the first bytes of each package, and breaks off; or all of it. */
const hostOf =
  (all: { file: { name: string }; text: string }[], sends: (text: string) => string) => async (url: string) =>
    new Response(sends(all.find(({ file }) => url.endsWith(file.name))?.text ?? ''))

test('what a release left half downloaded goes when another one is downloaded, and nothing of a download beside it', async () => {
  const directory = makeFolder()
  const [first, second, running] = [
    packageOf('1.deb', 'first'),
    packageOf('2.deb', 'second'),
    packageOf('0.deb', 'old'),
  ]
  let sends = (text: string) => text.slice(0, 2)
  const fetch = hostOf([first, second, running], (text) => sends(text))
  const download = (name: string, { file }: typeof first) =>
    createPlainDownload({ feed: () => 'http://host', fetch, directory, name }).download(null as never, file, () => {})
  for (const [name, one] of [
    ['package.deb', first],
    ['running.deb', running],
    ['package.deb', second],
  ] as const)
    await expect(download(name, one)).rejects.toMatchObject({ code: 'DOWNLOAD_FAILED' })
  const left = () => filesBelow(join(directory, 'partial')).map((path) => readFileSync(path, 'utf8'))
  expect(left().toSorted()).toEqual(['ol', 'se'])
  sends = (text) => text
  expect(readFileSync(await download('package.deb', second), 'utf8')).toBe('second')
  expect(left()).toEqual(['ol'])
})

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
}
