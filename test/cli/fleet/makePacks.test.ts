import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { inspectPack } from '#cli/fleet/inspectPack.ts'
import { type MakeOptions, makePacks as makePacksOf } from '#cli/fleet/makePacks.ts'
import { readPackSource } from '#cli/fleet/packSource.ts'
import { makeSigningKey, readSigningKey } from '#cli/fleet/signingKey.ts'
import { readEnrolmentCode } from '#core/fleet/enrolmentCode.ts'
import { canaries } from '#test/support/canaries.ts'
import { makeFolder, writeInputIn } from '#test/support/folder.ts'
import { cheapCode } from '#test/support/packs.ts'
import { has } from '#test/support/skips.ts'

const makePacks = (path: string, options: MakeOptions) => makePacksOf(path, options, {}, cheapCode)

const source = {
  till: '{{till}}',
  settings: { 'updates.ring': '{{ring}}' },
  setup: {
    upstreams: [
      {
        ...{ id: 'loyalty', scheme: 'capillary-till', baseUrl: 'https://127.0.0.1:9', till: '{{till}}.server' },
        ...{ password: '{{password}}', proxy: 'http://till:proxy-secret@127.0.0.1:3128' },
      },
    ],
  },
}
const list = `till,ring,password\npune-1,pilot,"${canaries.password}"\nparis/2,late,other-secret\n`

function prepare(tills = list) {
  const folder = makeFolder()
  const key = join(folder, 'fleet.pem')
  const publicKey = makeSigningKey(key)
  const path = writeInputIn(folder, 'source.json', source)
  const csv = writeInputIn(folder, 'secret-tills.csv', tills)
  const options: MakeOptions = {
    key: [key],
    out: join(folder, 'packs'),
    trust: [],
    days: 30,
    list: csv,
    codes: join(folder, 'codes.csv'),
  }
  return { folder, key, publicKey, path, options }
}

describe('packs of a list', () => {
  test('are one for each till, sealed, with the codes in a file of their own', async () => {
    const { path, options, publicKey, folder } = prepare()
    const made = await makePacks(path, options)
    expect(readdirSync(options.out)).toEqual(['paris-2.pack.json', 'pune-1.pack.json'])
    for (const { file } of made) expect(readFileSync(file, 'utf8')).not.toMatch(/canary|secret|proxy-secret/)
    const [pune] = made
    expect(inspectPack(pune?.file ?? '', [publicKey])).toMatchObject({
      till: 'pune-1',
      counter: 1,
      trust: 'known',
      settings: ['updates.ring'],
    })
    const codes = readFileSync(options.codes ?? '', 'utf8')
      .trim()
      .split('\n')
      .map((line) => line.split(',').at(-1) ?? '')
    expect(codes.slice(1).map((code) => readEnrolmentCode(code))).toEqual(made.map(({ code }) => code))
    if (has('unix')) expect(statSync(options.codes ?? '').mode & 0o077).toBe(0)
    expect(JSON.parse(readFileSync(join(folder, 'fleet.ledger.json'), 'utf8'))).toEqual({ pack: 1, directives: {} })
    await makePacks(path, { ...options, codes: join(folder, 'more.csv') })
    expect(inspectPack(pune?.file ?? '', [publicKey]).counter).toBe(2)
    await expect(makePacks(path, { ...options, counter: 2, codes: join(folder, 'again.csv') })).rejects.toThrow(
      /above 2/,
    )
  })

  test('never overwrite the codes of earlier ones', async () => {
    const { path, options } = prepare()
    writeInputIn(join(options.codes ?? '', '..'), 'codes.csv', 'kept')
    await expect(makePacks(path, options)).rejects.toMatchObject({ code: 'ALREADY_EXISTS' })
    expect(existsSync(options.out)).toBe(false)
  })

  test('two tills whose files would be one are refused before anything is signed', async () => {
    const { path, options, folder } = prepare('till,ring,password\npune/1,pilot,a1\npune-1,late,b1\n')
    await expect(makePacks(path, options)).rejects.toThrow(/one file .*pune-1\.pack\.json/)
    expect(existsSync(join(folder, 'fleet.ledger.json'))).toBe(false)
  })
})

describe('the source of packs', () => {
  test.each<[string, object, RegExp]>([
    [
      'with a column that the list lacks',
      { ...source, till: '{{store}}' },
      /till 1 of the list: \{\{store\}\}: is no column/,
    ],
    [
      'with a setting that is none',
      { ...source, settings: { 'updates.rnig': 'a' } },
      /settings\.updates\.rnig: is no setting/,
    ],
    ['with another head office', { ...source, settings: { 'fleet.keys': 'A'.repeat(43) } }, /settings\.fleet\.keys/],
    [
      'with a relative path',
      { ...source, setup: { upstreams: [{ caFile: 'ca.pem' }] } },
      /upstreams\[0\]\.caFile: names a file on the till/,
    ],
    [
      'with a relative path of a folder’s authorities',
      { ...source, setup: { drops: [{ caFile: 'ca.pem' }] } },
      /setup\.drops\[0\]\.caFile: names a file on the till/,
    ],
    ['with a header that the protocol sets', { ...source, telemetryHeaders: { Host: 'a' } }, /telemetryHeaders\.Host/],
    ['with an unknown name', { ...source, tills: 1 }, /tills/],
    ['whose PIN is none', { ...source, pin: 'abcd' }, /pin: must be 4 to 12 digits/],
  ])('%s is refused', (_, document, message) => {
    const { folder, options } = prepare()
    const path = writeInputIn(folder, 'other.json', document)
    expect(() => readPackSource(path, options.list, {})).toThrow(message)
  })

  test('without a list has no columns', () => {
    const { path } = prepare()
    expect(() => readPackSource(path, undefined, {})).toThrow(/\{\{till\}\}: stands for a column: give the list/)
  })
})

test('a key is never overwritten, and read only where others cannot read it', () => {
  const { key, folder } = prepare()
  expect(() => makeSigningKey(key)).toThrow(expect.objectContaining({ code: 'ALREADY_EXISTS' }))
  if (has('unix')) expect(statSync(key).mode & 0o077).toBe(0)
  expect(readSigningKey('env:KEY', { KEY: readFileSync(key, 'utf8') }).asymmetricKeyType).toBe('ed25519')
  expect(() => readSigningKey('env:KEY', {})).toThrow(expect.objectContaining({ code: 'SECRET_MISSING' }))
  expect(() => readSigningKey(writeInputIn(folder, 'other.pem', 'no key'), {})).toThrow(/no Ed25519 key/)
})
