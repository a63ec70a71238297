import i18next from 'i18next'
import { beforeAll, expect, test } from 'vitest'
import type { Grant } from '#contract/grant.ts'
import { reducedGrants } from '#renderer/screens/clients/approvalChoice.ts'
import { grantItems, grantsOf } from '#renderer/screens/clients/grantItems.ts'
import { grantPeriodsFor } from '#renderer/screens/clients/grantPeriod.ts'
import { grantsInWords } from '#renderer/screens/clients/grantsInWords.ts'
import { offeredGrants } from '#renderer/screens/clients/offeredGrants.ts'
import { schemes } from '#schemes/index.ts'
import { ar } from '#words/ar/ar.ts'
import { en } from '#words/en/en.ts'

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

test('a preset is shown as what it lets a client do', () => {
  expect(inWords(['capillary:sell'])).toEqual(['Look up customers, send and check codes, sell and redeem'])
  expect(inWords(['capillary:verify'], 'ar')).toEqual(['إرسال الرموز والتحقق منها'])
})

test('every preset of every scheme is shown in words', () => {
  const presets = new Set(schemes.flatMap((scheme) => Object.keys(scheme.presets)))
  expect(presets.size).toBeGreaterThan(10)
  expect([...presets].filter((preset) => inWords([preset])?.[0]?.includes(preset))).toEqual([])
})

test('a preset that the catalogue lacks goes by its name', () => {
  expect(inWords(['acme:everything'])).toEqual(['\u2066acme:everything\u2069'])
})

test('a preset named like a property of every object is not taken for a known one', () => {
  expect(inWords(['to:string', 'has-own:property'])).toEqual(['\u2066to:string\u2069', '\u2066has-own:property\u2069'])
})

test('a route is shown with its methods, and with an ellipsis for each wildcard', () => {
  expect(inWords([{ methods: ['GET', 'POST'], path: '/v2/customers/*/notes' }])).toEqual([
    '\u2066GET, POST /v2/customers/…/notes\u2069',
  ])
  expect(inWords([{ methods: ['*'], path: '/v2/**' }])).toEqual(['Any request to \u2066/v2/…\u2069'])
})

test('a grant for everything says so', () => {
  expect(inWords([{ methods: ['*'], path: '/**' }])).toEqual([
    'Send every request that is not forbidden for all programs',
  ])
  expect(inWords([{ methods: ['GET', '*'], path: '/**' }])).toEqual([
    'Send every request that is not forbidden for all programs',
  ])
})

test('handing a token over is shown as such', () => {
  expect(inWords(['hand-over'])).toEqual(['Get a short-lived token to call the service directly'])
})

const requested: Grant[] = [
  { upstream: 'loyalty', allow: ['capillary:sell', { methods: ['GET'], path: '/v2/**' }] },
  { upstream: 'payments', allow: ['hand-over'] },
]

test('grants split into items and joined again are the same', () => {
  expect(grantsOf(grantItems(requested))).toEqual(requested)
})

test('a permission that was requested twice is listed once', () => {
  expect(grantItems([...requested, ...requested])).toHaveLength(3)
})

test('a pairing granted as requested sends neither grants nor days', () => {
  expect(reducedGrants({ grants: requested, days: 90 }, { items: grantItems(requested), period: 90 })).toEqual({})
  expect(reducedGrants({ grants: requested }, { items: grantItems(requested), period: 'never-expires' })).toEqual({})
})

test('a reducedGrants pairing sends what is left, and the shorter time', () => {
  const [sell] = grantItems(requested)
  expect(reducedGrants({ grants: requested }, { items: sell ? [sell] : [], period: 1 })).toEqual({
    grants: [{ upstream: 'loyalty', allow: ['capillary:sell'] }],
    days: 1,
  })
})

test('no longer time is offered than the client requested', () => {
  expect(grantPeriodsFor(undefined)).toEqual(['never-expires', 30, 1])
  expect(grantPeriodsFor(90)).toEqual([90, 30, 1])
  expect(grantPeriodsFor(30)).toEqual([30, 1])
  expect(grantPeriodsFor(7)).toEqual([7, 1])
  expect(grantPeriodsFor(1)).toEqual([1])
})

test('an upstream without presets offers one grant for every route', () => {
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
