import i18next from 'i18next'
import { expect, test } from 'vitest'
import { ar } from '../../renderer/words/ar/ar.ts'
import { en } from '../../renderer/words/en/en.ts'

type Tree = { readonly [key: string]: string | Tree }

function textsOf(tree: Tree, within = ''): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string' ? [[within + key, value] as [string, string]] : textsOf(value, `${within}${key}.`),
  )
}

const english = new Map(textsOf(en))
const arabic = new Map(textsOf(ar as Tree))

function gapsOf(text: string): string[] {
  return [...text.matchAll(/\{\{\s*(\w+)/g)].map(([, name]) => name ?? '').sort()
}

/** None, one and two can be said without a figure. */
function isCountedInWords(key: string): boolean {
  return /_(zero|one|two)$/.test(key)
}

test('what is filled in in English is filled in in Arabic, too', () => {
  for (const [key, text] of arabic) {
    const counterpart = english.get(key) ?? english.get(key.replace(/_(zero|two|few|many)$/, '_other')) ?? ''
    const gaps = isCountedInWords(key)
      ? gapsOf(counterpart).filter((gap) => gapsOf(text).includes(gap))
      : gapsOf(counterpart)
    expect([key, gapsOf(text)]).toEqual([key, gaps])
  }
})

/** Names and signs that are the same everywhere. */
const international = ['schemes.names.scayle', 'status.requests.answer']

test('no Arabic text was left in English', () => {
  const left = [...arabic].filter(([, text]) => /[a-z]/i.test(text) && !/[\u0600-\u06ff]/.test(text))
  expect(left.map(([key]) => key)).toEqual(international)
})

test.each([
  [0, 'لم تبقَ أي محاولة'],
  [1, 'بقيت محاولة واحدة'],
  [2, 'بقيت محاولتان'],
])('in Arabic %i tries have a form of their own', async (count, text) => {
  const words = i18next.createInstance()
  await words.init({ resources: { ar: { words: ar } }, defaultNS: 'words', lng: 'ar' })
  expect(words.t('customer.code.triesLeft', { count })).toBe(text)
})
