import i18next from 'i18next'
import { beforeAll, expect, test } from 'vitest'
import type { Grant } from '../../electron/contract/grant.ts'
import { grantItems, grantsOf } from '../../renderer/screens/programs/grantItems.ts'
import { grantsInWords } from '../../renderer/screens/programs/grantsInWords.ts'
import { narrowed } from '../../renderer/screens/programs/narrowed.ts'
import { offeredGrants } from '../../renderer/screens/programs/offeredGrants.ts'
import { periodsFor } from '../../renderer/screens/programs/periods.ts'
import { ar } from '../../renderer/words/ar/ar.ts'
import { en } from '../../renderer/words/en/en.ts'

beforeAll(async () => {
  await i18next.init({
    resources: { en: { words: en }, ar: { words: ar } },
    defaultNS: 'words',
    lng: 'en',
    interpolation: { escapeValue: false },
  })
})

const inWords = (allow: Grant['allow'], language = 'en') =>
  grantsInWords([{ upstream: 'loyalty', allow }], i18next.getFixedT(language))[0]?.sentences

test('a preset is told as what it lets a program do', () => {
  expect(inWords(['capillary:sell'])).toEqual(['Look up customers, send and check codes, sell and redeem'])
  expect(inWords(['capillary:verify'], 'ar')).toEqual(['إرسال الرموز والتحقق منها'])
})

test('a preset that the catalogue does not know goes by its name', () => {
  expect(inWords(['acme:everything'])).toEqual(['\u2066acme:everything\u2069'])
})

test('a preset named like something every object has is not taken for a known one', () => {
  expect(inWords(['to:string', 'has-own:property'])).toEqual(['\u2066to:string\u2069', '\u2066has-own:property\u2069'])
})

test('a route is told with its methods, and with dots where anything may stand', () => {
  expect(inWords([{ methods: ['GET', 'POST'], path: '/v2/customers/*/notes' }])).toEqual([
    '\u2066GET, POST /v2/customers/…/notes\u2069',
  ])
  expect(inWords([{ methods: ['*'], path: '/v2/**' }])).toEqual(['Any call of \u2066/v2/…\u2069'])
})

test('nobody takes a grant for everything to be a small one', () => {
  expect(inWords([{ methods: ['*'], path: '/**' }])).toEqual(['Call anything that is not forbidden to everybody'])
  expect(inWords([{ methods: ['GET', '*'], path: '/**' }])).toEqual([
    'Call anything that is not forbidden to everybody',
  ])
})

test('handing a token over is told as such', () => {
  expect(inWords(['hand-over'])).toEqual(['Have a short-lived pass to call the cloud by itself'])
})

const asked: Grant[] = [
  { upstream: 'loyalty', allow: ['capillary:sell', { methods: ['GET'], path: '/v2/**' }] },
  { upstream: 'payments', allow: ['hand-over'] },
]

test('grants taken apart and put together again are the same', () => {
  expect(grantsOf(grantItems(asked))).toEqual(asked)
})

test('what was asked for twice stands there once', () => {
  expect(grantItems([...asked, ...asked])).toHaveLength(3)
})

test('a pairing granted as asked sends neither grants nor days', () => {
  expect(narrowed({ grants: asked, days: 90 }, { items: grantItems(asked), period: 90 })).toEqual({})
  expect(narrowed({ grants: asked }, { items: grantItems(asked), period: 'ever' })).toEqual({})
})

test('a narrowed pairing sends what is left, and the shorter time', () => {
  const [sell] = grantItems(asked)
  expect(narrowed({ grants: asked }, { items: sell ? [sell] : [], period: 1 })).toEqual({
    grants: [{ upstream: 'loyalty', allow: ['capillary:sell'] }],
    days: 1,
  })
})

test('nobody is offered a longer time than the program asked for', () => {
  expect(periodsFor(undefined)).toEqual(['ever', 30, 1])
  expect(periodsFor(90)).toEqual([90, 30, 1])
  expect(periodsFor(30)).toEqual([30, 1])
  expect(periodsFor(7)).toEqual([7, 1])
  expect(periodsFor(1)).toEqual([1])
})

test('a cloud without presets offers one grant for all of it', () => {
  const offered = offeredGrants(
    [
      { id: 'loyalty', scheme: 'capillary-till' },
      { id: 'plain', scheme: 'basic' },
    ],
    [
      { scheme: 'capillary-till', presets: ['capillary:look-up', 'capillary:sell'] },
      { scheme: 'basic', presets: [] },
    ],
  )
  expect(grantsOf(offered)).toEqual([
    { upstream: 'loyalty', allow: ['capillary:look-up', 'capillary:sell'] },
    { upstream: 'plain', allow: [{ methods: ['*'], path: '/**' }] },
  ])
})
