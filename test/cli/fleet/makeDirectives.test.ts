import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { directivesText } from '#cli/fleet/directives/directivesText.ts'
import { inspectDirectives } from '#cli/fleet/directives/inspectDirectives.ts'
import { type MakeOptions, makeDirectives } from '#cli/fleet/directives/makeDirectives.ts'
import { makeSigningKey } from '#cli/fleet/signingKey.ts'
import { makeFolder, writeInputIn } from '#test/support/folder.ts'
import { has } from '#test/support/skips.ts'

function prepare() {
  const folder = makeFolder()
  const pem = join(folder, 'fleet.pem')
  const key = makeSigningKey(pem)
  const out = join(folder, 'tills.fleet.json')
  const make = (source: object, more: Partial<MakeOptions> = {}) => {
    const path = writeInputIn(folder, 'settings.json', source)
    return makeDirectives(path, { key: [pem], out, channel: 'tills', ring: ['*=100'], days: 30, ...more }, {})
  }
  return { folder, key, out, make, inspect: () => inspectDirectives(out, [key]) }
}

test('the file can be read by the web server, and by no till that knows another key', () => {
  const { out, key, make, inspect } = prepare()
  make({ settings: { 'limits.queue': 512 } })
  if (has('unix')) expect(statSync(out).mode & 0o777).toBe(0o644)
  expect(inspect()).toMatchObject({ counter: 1, settings: { 'limits.queue': 512 }, rings: { '*': 100 } })
  const other = makeSigningKey(join(makeFolder(), 'other.pem'))
  expect(other).not.toBe(key)
  expect(() => inspectDirectives(out, [other])).toThrow(expect.objectContaining({ code: 'FILE_UNREADABLE' }))
})

test('counter and shares go on from the ledger, and a till is barred since the first file that names it', () => {
  const { folder, make, inspect } = prepare()
  make({ barred: [{ till: 'pune-4', reason: 'stolen' }] }, { ring: ['pilot=100', '*=5'] })
  const [first] = inspect().barred
  make({ barred: [{ till: 'pune-4', reason: 'stolen' }, { till: 'pune-5' }] }, { ring: [] })
  expect(inspect()).toMatchObject({ counter: 2, rings: { pilot: 100, '*': 5 }, barred: [first, { till: 'pune-5' }] })
  expect(JSON.parse(readFileSync(join(folder, 'fleet.ledger.json'), 'utf8'))).toMatchObject({
    pack: 0,
    directives: { tills: { counter: 2, barred: { 'pune-4': first?.since } } },
  })
  expect(() => make({}, { counter: 2 })).toThrow(expect.objectContaining({ code: 'INVALID_INPUT' }))
})

const sealTo = 'A'.repeat(43)
const bundle = { id: 'b-1', till: 'pune-4', kind: 'support-bundle', sealTo, uploadTo: 'https://support.example/tills/' }

test('what tills are asked for stands in the file, and is said before it is published', () => {
  const { make, inspect } = prepare()
  make({ asks: [bundle, { id: 'b-1', till: 'pune-5', kind: 'credential-proof' }] })
  expect(inspect().asks).toEqual([bundle, { id: 'b-1', till: 'pune-5', kind: 'credential-proof' }])
  expect(directivesText(inspect()).split('\n').slice(-2)).toEqual([
    expect.stringMatching(
      /^Asked of pune-4: a support bundle, to https:\/\/support\.example\/tills\/, sealed to .* \(b-1\)$/,
    ),
    'Asked of pune-5: to prove its credentials (b-1)',
  ])
})

test('a key that signs is none to seal to: nobody could open the bundle', () => {
  const { make, key } = prepare()
  expect(() => make({ asks: [{ ...bundle, sealTo: key }] })).toThrow('is the key that signs')
})

test('no counter is signed that tills would refuse, and it leaves no trace', () => {
  const { make } = prepare()
  make({}, { counter: 8 })
  for (const counter of [8, 1_009, 20_261_130])
    expect(() => make({}, { counter })).toThrow(expect.objectContaining({ code: 'INVALID_INPUT' }))
  expect(make({}).counter).toBe(9)
  expect(make({}, { counter: 1_009 }).counter).toBe(1_009)
})

describe('nothing is signed', () => {
  test.each<[string, object]>([
    ['with a secret in it, since the file is public', { upstreams: [{ id: 'loyalty', password: 'x' }] }],
    ['that chooses another head office', { settings: { 'fleet.keys': 'x'.repeat(43) } }],
    ['with a setting that there is not', { settings: { 'updates.colour': 'red' } }],
    ['with a word that no till knows', { colours: [] }],
    ['that asks for what no till knows', { asks: [{ ...bundle, kind: 'screenshot' }] }],
    ['that asks with a word too many', { asks: [{ ...bundle, urgent: true }] }],
    ['that asks a till twice under one id', { asks: [bundle, bundle] }],
    ['that asks for a bundle in clear', { asks: [{ ...bundle, uploadTo: 'http://support.example/' }] }],
  ])('%s', (_, source) => {
    const { make } = prepare()
    expect(() => make(source)).toThrow(expect.objectContaining({ code: 'INVALID_INPUT' }))
  })

  test('without a share, the first time', () => {
    expect(() => prepare().make({}, { ring: [] })).toThrow('Say which tills follow it')
  })
})
