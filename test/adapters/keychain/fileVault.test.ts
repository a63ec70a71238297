import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createFileVault } from '#adapters/keychain/fileVault.ts'
import { Secret } from '#core/base/secret.ts'
import { makeFolder } from '#test/support/folder.ts'
import { writeKey } from './vaultKey.ts'

async function stored() {
  const [dataDir, key] = [makeFolder(), writeKey()]
  await createFileVault(dataDir, key).write('till/loyalty', new Secret('correct horse'))
  await createFileVault(dataDir, key).write('till/other', new Secret('battery'))
  return { dataDir, key, file: join(dataDir, 'vault.json') }
}

test('secrets outlast the process, and the file alone does not tell them', async () => {
  const { dataDir, key, file } = await stored()
  expect((await createFileVault(dataDir, key).read('till/loyalty'))?.reveal()).toBe('correct horse')
  expect(readFileSync(file, 'utf8')).not.toMatch(/horse|battery/)
  expect([readdirSync(dataDir), statSync(file).mode & 0o077]).toEqual([['vault.json'], 0])
})

test('a removed secret is in no copy of the file', async () => {
  const { dataDir, key, file } = await stored()
  await createFileVault(dataDir, key).remove('till/loyalty')
  expect([readdirSync(dataDir), Object.keys(JSON.parse(readFileSync(file, 'utf8')))]).toEqual([
    ['vault.json'],
    ['till/other'],
  ])
})

test('a secret whose removal was cut off by a kill is in no copy once its removal is repeated', async () => {
  const { dataDir, key, file } = await stored()
  const before = readFileSync(file)
  await createFileVault(dataDir, key).remove('till/loyalty')
  writeFileSync(`${file}.before`, before)
  await createFileVault(dataDir, key).remove('till/loyalty')
  expect(readdirSync(dataDir)).toEqual(['vault.json'])
})

test.each<[string, (file: string) => string | undefined, string]>([
  ['another key', () => writeKey(), 'KEYCHAIN_REFUSED'],
  ['no key', () => '/nowhere/vault-key', 'KEYCHAIN_UNAVAILABLE'],
  ['a key that is none', () => writeKey('c2hvcnQ='), 'KEYCHAIN_UNAVAILABLE'],
  [
    'an entry that was put under another name',
    (file) => {
      const entries = JSON.parse(readFileSync(file, 'utf8'))
      writeFileSync(file, JSON.stringify({ 'till/loyalty': entries['till/other'] }))
      return undefined
    },
    'KEYCHAIN_REFUSED',
  ],
  [
    'a cut entry',
    (file) => {
      writeFileSync(file, JSON.stringify({ 'till/loyalty': 'AAAA' }))
      return undefined
    },
    'KEYCHAIN_REFUSED',
  ],
  [
    'a damaged file',
    (file) => {
      writeFileSync(file, '{"till/loyalty":')
      return undefined
    },
    'KEYCHAIN_UNAVAILABLE',
  ],
])('%s opens nothing, and nothing is lost', async (_, spoil, code) => {
  const { dataDir, key, file } = await stored()
  const otherKey = spoil(file)
  const before = readFileSync(file, 'utf8')
  await expect(createFileVault(dataDir, otherKey ?? key).read('till/loyalty')).rejects.toMatchObject({ code })
  expect(readFileSync(file, 'utf8')).toBe(before)
})

test('a damaged file takes no new secret, which would be the only one left', async () => {
  const { dataDir, key, file } = await stored()
  writeFileSync(file, '{')
  const writing = createFileVault(dataDir, key).write('till/new', new Secret('x'))
  await expect(writing).rejects.toMatchObject({ code: 'KEYCHAIN_UNAVAILABLE' })
  expect(readFileSync(file, 'utf8')).toBe('{')
})
