import { expect, test } from 'vitest'
import type { SchemeForm } from '#contract/schemeForm.ts'
import { schemeFormOf } from '#core/scheme/schemeForm.ts'
import { parseUpstreamEntry } from '#core/upstreams/entry.ts'
import {
  cacheFields,
  cacheOf,
  cacheValues,
  entryOf,
  type FieldValues,
  isRarelySet,
  issueFor,
  networkFields,
  ownFields,
  secretsOf,
  takesBaseUrl,
  wayOf,
  withoutSecrets,
} from '#renderer/parts/scheme/schemeEntry.ts'
import { schemes } from '#schemes/index.ts'

const byId = new Map(schemes.map((scheme) => [scheme.id, scheme]))

function form(id: string): SchemeForm {
  const scheme = byId.get(id)
  if (!scheme) throw new Error(`There is no scheme ${id}.`)
  return schemeFormOf(scheme)
}

const till = { till: ' store.till1 ', password: 'pass word\u200b' }

test('the agent accepts an entry with a region', () => {
  const entry = entryOf('loyalty', form('capillary-till'), { ...till, region: 'EU', baseUrl: 'https://left.example' })
  const { common, settings, secrets } = parseUpstreamEntry(entry, byId)
  expect(common).toEqual({ id: 'loyalty', scheme: 'capillary-till', baseUrl: 'https://eu.api.capillarytech.com' })
  expect(settings).toEqual({ till: 'store.till1' })
  expect(secrets).toEqual({ password: 'pass word' })
})

test('a blank at the end of a secret is asked about: it may belong to it, or come from pasting', () => {
  const entry = entryOf('loyalty', form('capillary-till'), { ...till, region: 'EU', password: 'pass word ' })
  expect(() => parseUpstreamEntry(entry, byId)).toThrow(/password: begins or ends with a blank/)
})

test('a typed address replaces a region', () => {
  const entry = entryOf('loyalty', form('capillary-till'), {
    ...till,
    region: 'custom',
    baseUrl: ' https://c.example ',
  })
  expect(entry).toEqual({
    id: 'loyalty',
    scheme: 'capillary-till',
    baseUrl: 'https://c.example',
    till: 'store.till1',
    password: 'pass word\u200b',
  })
})

test.each([
  ['c.example', 'https://c.example'],
  [' c.example/api ', 'https://c.example/api'],
  ['http://c.example', 'http://c.example'],
  ['HTTPS://c.example', 'HTTPS://c.example'],
  ['', undefined],
])('the address %j is sent as %j: people leave https:// away', (baseUrl, sent) => {
  const entry = entryOf('loyalty', form('capillary-till'), { ...till, region: 'custom', baseUrl })
  expect(entry.baseUrl).toBe(sent)
})

test('a dot in a field’s name makes an object, and blank fields are left out', () => {
  const values = { region: 'EU', clientKey: 'k', clientSecret: 's', proxy: ' ', 'attribution.type': 'TILL' }
  const oauth = form('capillary-oauth')
  expect(entryOf('loyalty', oauth, values)).not.toHaveProperty('proxy')
  const entry = entryOf('loyalty', oauth, { ...values, 'attribution.code': 'store.till1' })
  expect(parseUpstreamEntry(entry, byId).settings).toEqual({
    clientKey: 'k',
    attribution: { type: 'TILL', code: 'store.till1' },
  })
})

test('the password of a proxy is a secret of every scheme', () => {
  const values = { ...till, region: 'EU', proxy: ' http://till@proxy.store:3128 ', proxyPassword: 'hunter2' }
  const entry = entryOf('loyalty', form('capillary-till'), values)
  expect(parseUpstreamEntry(entry, byId).proxyPassword?.reveal()).toBe('hunter2')
  expect(secretsOf(form('capillary-till'), values)).toMatchObject({ proxyPassword: 'hunter2' })
  expect(withoutSecrets(form('capillary-till'), values)).not.toHaveProperty('proxyPassword')
  const inAddress = { ...values, proxy: 'http://till:hunter2@proxy.store:3128' }
  expect(withoutSecrets(form('capillary-till'), inAddress)).toMatchObject({ proxy: 'http://till@proxy.store:3128' })
  const named = (given: FieldValues) => networkFields(given).map(({ name }) => name)
  expect(named(values)).toEqual(['mode', 'proxy', 'proxyPassword', 'caFile', 'via', 'links'])
  const withoutUser = { ...values, proxy: 'http://proxy.store:3128' }
  expect(named(withoutUser)).toEqual(['mode', 'proxy', 'caFile', 'via', 'links'])
  expect(entryOf('loyalty', form('capillary-till'), withoutUser)).not.toHaveProperty('proxyPassword')
})

test('a new credential takes the secret fields only, and only those are cleared', () => {
  expect(secretsOf(form('capillary-till'), till)).toEqual({ password: 'pass word\u200b' })
  expect(withoutSecrets(form('capillary-till'), till)).toEqual({ till: ' store.till1 ' })
})

const brand = { brand: 'DocDemo', baseUrl: 'https://left.example', authBaseUrl: 'https://left.example' }
const fieldNames = (values: FieldValues) => ownFields(form('capillary-customer'), values).map(({ name }) => name)

test('a region stands for the addresses of the settings too: nobody types a host', () => {
  const entry = entryOf('members', form('capillary-customer'), { ...brand, region: 'APAC2' })
  expect(entry).toEqual({ id: 'members', scheme: 'capillary-customer', region: 'APAC2', brand: 'DocDemo' })
  for (const region of ['', 'APAC', 'APAC2', 'EU']) expect(fieldNames({ region })).not.toContain('authBaseUrl')
  expect(fieldNames({ region: 'custom' })).toContain('authBaseUrl')
})

test('where a region has no certain base URL, that alone is asked for', () => {
  const values = { ...brand, region: 'EU', baseUrl: 'https://gateway.example.com/mobile' }
  expect([takesBaseUrl(form('capillary-customer'), values), takesBaseUrl(form('capillary-till'), values)]).toEqual([
    true,
    false,
  ])
  const { common, settings } = parseUpstreamEntry(entryOf('members', form('capillary-customer'), values), byId)
  expect([common.baseUrl, settings]).toEqual([
    'https://gateway.example.com/mobile',
    { authBaseUrl: 'https://eu-auth-api.capillarytech.com', brand: 'DocDemo' },
  ])
})

test.each([
  ['till', false],
  ['attribution.type', false],
  ['expect.till', true],
  ['gateway.brand', true],
  ['callerHeaders', true],
])('%s is folded away: %s', (name, isFolded) => {
  expect(isRarelySet(name)).toBe(isFolded)
})

test.each([
  ['till', 'till', true],
  ['till', 'entry.till', true],
  ['password', 'secrets.password', true],
  ['scopes', 'entry.scopes[1]', true],
  ['expect.till', 'entry.expect.till', true],
  // A wrong expectation was shown at the till's own name as well.
  ['till', 'entry.expect.till', false],
  ['brand', 'entry.gateway.brand', false],
  ['name', 'entry.username', false],
])('at the field %s, an issue of %s is shown: %s', (field, path, isShown) => {
  expect(issueFor(field, [{ path, message: 'is wrong' }])?.message).toBe(isShown ? 'is wrong' : undefined)
})

test('the sign-in at the proxy that asked is its address with the user name, and the password', () => {
  const asked = { ...till, region: 'EU', proxy: 'system', networkProxy: 'http://proxy.store:3128' }
  const whole = { ...asked, networkUser: ' STORE\\till 7 ', networkPassword: 'a b' }
  expect(entryOf('loyalty', form('capillary-till'), asked)).toMatchObject({ proxy: 'system' })
  const entry = entryOf('loyalty', form('capillary-till'), whole)
  expect(entry).toMatchObject({ proxy: 'http://STORE%5Ctill%207@proxy.store:3128', proxyPassword: 'a b' })
  expect(parseUpstreamEntry(entry, byId).proxyPassword?.reveal()).toBe('a b')
  expect(Object.keys(withoutSecrets(form('capillary-till'), whole))).not.toContain('networkPassword')
})

test.each<[string, FieldValues, object]>([
  ['nothing typed is the way of the machine', { proxy: ' ' }, { proxy: 'system', secrets: {} }],
  ['an address', { proxy: ' http://proxy.store:3128 ' }, { proxy: 'http://proxy.store:3128', secrets: {} }],
  [
    'an address with a user name, and the password',
    { proxy: 'http://till@proxy.store:3128', proxyPassword: 'open sesame' },
    { proxy: 'http://till@proxy.store:3128', secrets: { proxyPassword: 'open sesame' } },
  ],
  [
    'the sign-in that a proxy of the machine has asked for',
    { proxy: 'system', networkProxy: 'http://proxy.store:3128', networkUser: 'till 7', networkPassword: 'sesame' },
    { proxy: 'http://till%207@proxy.store:3128', secrets: { proxyPassword: 'sesame' } },
  ],
])('the way to an upstream: %s', (_, values, way) => {
  expect(wayOf(values)).toEqual(way)
})

test('for how long look-ups are kept is shown as it is set, and two empty fields or two noughts keep none', () => {
  const capillary = form('capillary-till')
  expect(cacheFields(capillary).map(({ name }) => name)).toEqual(['cache.freshSeconds', 'cache.staleSeconds'])
  expect(cacheFields(form('scayle'))).toEqual([])
  const cache = { freshSeconds: 30, staleSeconds: 3_600 }
  expect(cacheOf(capillary, cacheValues({ cache }))).toEqual(cache)
  expect(cacheValues({ cache: { freshSeconds: 0, staleSeconds: 60 } })).toEqual({ 'cache.staleSeconds': '60' })
  expect(cacheOf(capillary, { 'cache.freshSeconds': ' 0 ', 'cache.staleSeconds': '' })).toBeUndefined()
  expect(cacheOf(capillary, cacheValues({}))).toBeUndefined()
  // As the window of some countries writes it.
  expect(cacheOf(capillary, { 'cache.freshSeconds': '30', 'cache.staleSeconds': '3.600' })).toEqual(cache)
})
