import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const folder = join(import.meta.dirname, '../../renderer')
const sources = readdirSync(folder, { recursive: true })
  .map(String)
  .filter((name) => /\.tsx?$/.test(name))
  .map((name) => ({ name, text: readFileSync(join(folder, name), 'utf8') }))

test('the window takes nothing but types from the contract ', () => {
  const imports = sources.flatMap(({ name, text }) =>
    [...text.matchAll(/^import (?<what>[^']*?) from '#contract\/[^']+'/gms)].map((found) => ({
      name,
      what: found.groups?.what ?? '',
    })),
  )
  expect(imports.length).toBeGreaterThan(5)
  expect(imports.filter(({ what }) => !what.startsWith('type '))).toEqual([])
})

test('the window stores nothing in the browser but its language, its colours, its keyboard and the key of its tab', () => {
  const storing = sources.filter(({ text }) => /localStorage|sessionStorage|indexedDB|document\.cookie/.test(text))
  expect(storing.map(({ name }) => name.replaceAll('\\', '/')).toSorted()).toEqual([
    'agent/pageKey.ts',
    'preferences/preference.ts',
  ])
})
