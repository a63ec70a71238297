import { expect, test } from 'vitest'
import { noSessionPage, preferredLanguages } from '#api/web/noSessionPage.ts'
import { noSessionWords } from '#host/noSessionWords.ts'

test.each([
  [undefined, []],
  ['', []],
  ['ar', ['ar']],
  ['en;q=0.5, ar-EG, *;q=0.1', ['ar-EG', 'en']],
  ['de;q=0, en', ['en']],
  ['<script>, en', ['en']],
  ['en;q=9', ['en']],
])('of %j a browser prefers %j', (header, languages) => {
  expect(preferredLanguages(header)).toEqual(languages)
})

test('a header of thousands of languages is read no further than any browser writes', () => {
  expect(preferredLanguages(Array(9_000).fill('en').join(','))).toHaveLength(20)
})

test.each([
  [['ar-EG', 'en'], 'ar', 'rtl', 'سُجّل'],
  [['xx'], 'en', 'ltr', 'signed out'],
])('a browser that prefers %j gets the page in %s', async (preferred, language, direction, text) => {
  const page = noSessionPage(await noSessionWords(preferred))
  expect(page).toContain(`<html lang="${language}" dir="${direction}">`)
  expect(page).toContain('till-agent ui')
  if (language === 'en') expect(page).toContain(text)
})

test('words are text, and never markup', () => {
  const words = { title: '<b>"&', remedy: '', command: '', remember: '' }
  expect(noSessionPage({ language: 'en', direction: 'ltr', ...words })).toContain('<h1>&lt;b>&quot;&amp;</h1>')
})
