import i18next from 'i18next'
import { expect, test } from 'vitest'
import { ar } from '#renderer/words/ar/ar.ts'
import { en } from '#renderer/words/en/en.ts'

type Tree = { readonly [key: string]: string | Tree }

function textsOf(tree: Tree, prefix = ''): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string' ? [[prefix + key, value] as [string, string]] : textsOf(value, `${prefix}${key}.`),
  )
}

const english = new Map(textsOf(en))
const arabic = new Map(textsOf(ar as Tree))

function placeholdersOf(text: string): string[] {
  return [...text.matchAll(/\{\{\s*(\w+)/g)].map(([, name]) => name ?? '').sort()
}

/** Arabic says zero, one and two without a number. */
function isCountedInWords(key: string): boolean {
  return /_(zero|one|two)$/.test(key)
}

test('an Arabic text has the placeholders of its English text', () => {
  for (const [key, text] of arabic) {
    const counterpart = english.get(key) ?? english.get(key.replace(/_(zero|two|few|many)$/, '_other')) ?? ''
    const expected = isCountedInWords(key)
      ? placeholdersOf(counterpart).filter((name) => placeholdersOf(text).includes(name))
      : placeholdersOf(counterpart)
    expect([key, placeholdersOf(text)]).toEqual([key, expected])
  }
})

/** Texts that are the same in every language. */
const international = ['schemes.names.scayle', 'status.requests.answer']

test('no Arabic text is still in English', () => {
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
