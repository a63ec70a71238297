import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const root = join(import.meta.dirname, '../..')
/** The clients are one file each, by design: a vendor copies it. */
const rooms = ['electron', 'renderer', 'simulator', 'words', 'build', 'fleet']

interface Folder {
  path: string
  sources: string[]
}

function foldersIn(path: string): Folder[] {
  const entries = readdirSync(join(root, path), { withFileTypes: true })
  const sources = entries.filter((entry) => entry.isFile() && /\.(ts|tsx|mjs|cjs|js|css|c|nsh)$/.test(entry.name))
  const folders = entries.filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
  return [
    { path, sources: sources.map(({ name }) => `${path}/${name}`) },
    ...folders.flatMap(({ name }) => foldersIn(`${path}/${name}`)),
  ]
}

const folders = rooms.flatMap(foldersIn)
const maxLines = 300
const maxFiles = ({ path }: Folder) => (path.startsWith('electron/core') ? 20 : 30)

test('no source is longer than 300 lines', () => {
  const lines = (file: string) => readFileSync(join(root, file), 'utf8').trimEnd().split('\n').length
  const sources = folders.flatMap(({ sources }) => sources)
  expect(sources.length).toBeGreaterThan(1_000)
  expect(sources.filter((file) => lines(file) > maxLines)).toEqual([])
})

test('no folder has more than 30 sources, and none of core more than 20', () => {
  expect(folders.filter((folder) => folder.sources.length > maxFiles(folder)).map(({ path }) => path)).toEqual([])
})

test('the table of CONTRIBUTING.md names the file of twenty rules at least', () => {
  const page = readFileSync(join(root, 'CONTRIBUTING.md'), 'utf8')
  const [, table = ''] = page.split('## Where is …?')
  // Whether each link leads to a file is tried in citations.test.ts.
  expect(table.match(/^\| [^|]+ \| \[/gm)?.length).toBeGreaterThanOrEqual(20)
})

// Words that only their authors knew, each with a standard one in docs/glossary.md.
test('no source uses a private word again', () => {
  const words = [
    ...['blot' + 'ter', 'kno' + 'ck', 'addre' + 'ssee', 'hind' + 'rance', 'succ' + 'ession', 'unt' + 'ake'],
    ...['way' + 'Check', 'orU' + 'ndo', 'mis' + 'hap', 'rehe' + 'ars', 'doi' + 'ngs', 'tid' + 'y\\('],
  ]
  const pattern = new RegExp(words.join('|'), 'i')
  const sources = foldersIn('test').flatMap(({ sources }) => sources)
  const all = [...folders.flatMap(({ sources }) => sources), ...sources]
  expect(all.filter((file) => pattern.test(readFileSync(join(root, file), 'utf8')))).toEqual([])
})
