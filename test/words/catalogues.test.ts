import i18next from 'i18next'
import { expect, test } from 'vitest'
import { catalogues } from '#words/catalogues.ts'
import { bestLanguage, languageCodes } from '#words/languages.ts'

type Tree = { readonly [key: string]: string | Tree }

function textsOf(tree: Tree, prefix = ''): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string' ? [[prefix + key, value] as [string, string]] : textsOf(value, `${prefix}${key}.`),
  )
}

const english = new Map(textsOf(await catalogues.en()))
const others = await Promise.all(
  languageCodes
    .filter((code) => code !== 'en')
    .map(async (code) => ({ code, texts: new Map(textsOf((await catalogues[code]()) as Tree)) })),
)

function placeholdersOf(text: string): string[] {
  return [...text.matchAll(/\{\{\s*(\w+)/g)].map(([, name]) => name ?? '').sort()
}

// i18next shows the key of a text that is empty.
test.each([{ code: 'en', texts: english }, ...others])('every text in $code says something', ({ texts }) => {
  expect([...texts].filter(([, text]) => text.trim() === '')).toEqual([])
})

const pluralForm = /_(zero|one|two|few|many|other)$/
/** Forms that stand for one number only, which may be said in words. */
function formsWithoutNumber(code: string): string[] {
  const rules = new Intl.PluralRules(code)
  const formOf = Array.from({ length: 201 }, (_, number) => rules.select(number))
  return [...new Set(formOf)].filter((form) => formOf.indexOf(form) === formOf.lastIndexOf(form))
}

test.each(others)('a text in $code has the placeholders of its English text', ({ code, texts }) => {
  const mayDropNumber = formsWithoutNumber(code)
  for (const [key, text] of texts) {
    const form = pluralForm.exec(key)?.[1] ?? ''
    const counterpart = english.get(key.replace(pluralForm, '_other')) ?? english.get(key) ?? ''
    const expected = placeholdersOf(counterpart).filter(
      (name) => !mayDropNumber.includes(form) || placeholdersOf(text).includes(name),
    )
    expect([key, placeholdersOf(text)]).toEqual([key, expected])
  }
})

test.each(others)('what is counted has the plural forms of $code', ({ code, texts }) => {
  const forms = new Intl.PluralRules(code).resolvedOptions().pluralCategories.toSorted()
  const counted = [...english.keys()].filter((key) => key.endsWith('_one')).map((key) => key.slice(0, -'_one'.length))
  for (const key of counted) {
    const found = [...texts.keys()].filter((name) => name.replace(pluralForm, '') === key && name !== key)
    expect([key, found.map((name) => pluralForm.exec(name)?.[1]).toSorted()]).toEqual([key, forms])
  }
})

/** Of languages that are not written in Latin letters. */
const scripts: Readonly<Record<string, RegExp>> = {
  ar: /\p{Script=Arabic}/u,
  hi: /\p{Script=Devanagari}/u,
  th: /\p{Script=Thai}/u,
  'zh-Hans': /\p{Script=Han}/u,
}

/** Texts that may be the same in every language. */
const international = new Set(['shell.title', 'clients.id', 'schemes.names.scayle', 'status.requests.answer'])

test.each(others)('no text in $code is still in English', ({ code, texts }) => {
  const script = scripts[code]
  const isLeft = (key: string, text: string) =>
    script
      ? /[a-z]/i.test(withoutPlaceholders(text)) && !script.test(text)
      : text === english.get(key) && isSentence(text)
  const left = [...texts].filter(([key, text]) => !international.has(key) && isLeft(key, text))
  expect(left).toEqual([])
})

function withoutPlaceholders(text: string): string {
  return text.replace(/\{\{[^}]*\}\}/g, '')
}

/** Single words are often the same in two languages. */
function isSentence(text: string): boolean {
  return withoutPlaceholders(text).trim().split(/\s+/).length > 3
}

test.each([
  [0, 'لم تبقَ أي محاولة'],
  [1, 'بقيت محاولة واحدة'],
  [2, 'بقيت محاولتان'],
])('in Arabic %i tries have a form of their own', async (count, text) => {
  const words = i18next.createInstance()
  await words.init({ resources: { ar: { words: await catalogues.ar() } }, defaultNS: 'words', lng: 'ar' })
  expect(words.t('customer.code.triesLeft', { count })).toBe(text)
})

test.each([
  ['the same language of another country', ['ar-EG'], 'ar'],
  ['the first that is spoken here', ['tlh', 'ar', 'en'], 'ar'],
  ['the Portuguese there is', ['pt-PT'], 'pt-BR'],
  ['no simplified characters for traditional ones', ['zh-TW', 'de'], 'de'],
  ['simplified ones for those of China', ['zh-CN'], 'zh-Hans'],
  ['English where none is', ['tlh'], 'en'],
  ['English where nothing is asked for', [], 'en'],
  ['what no tag spoils', ['not a tag!', 'C', 'ar'], 'ar'],
] as const)('a person gets %s', (_, preferred, language) => {
  expect(bestLanguage(preferred)).toBe(language)
})
