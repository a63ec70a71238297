import { expect, test } from 'vitest'
import { createMemoryVault } from '#adapters/keychain/memoryVault.ts'
import { systemRandom } from '#adapters/system/systemRandom.ts'
import { Secret } from '#core/base/secret.ts'
import { OutboxSeal, outboxAccount } from '#core/outbox/seal.ts'
import { entryOf } from './entries.ts'

const entry = entryOf('ob_1')
const contents = Buffer.from('{"customer":"919876543210"}')

function openSeal(vault = createMemoryVault(), mayMake = true) {
  return OutboxSeal.open({ vault, random: systemRandom, installation: 'i' }, mayMake)
}

test('what is sealed opens after a restart, for its own entry and as what it is', async () => {
  const vault = createMemoryVault()
  const sealed = (await openSeal(vault)).encrypt(entry, 'contents', contents)
  expect(Buffer.from(sealed.bytes).includes('919876543210')).toBe(false)
  const again = await openSeal(vault, false)
  expect(again.decrypt(entry, 'contents', sealed)).toEqual(contents)
  expect(again.decrypt(entryOf('ob_2'), 'contents', sealed)).toBeUndefined()
  expect(again.decrypt(entry, 'answer', sealed)).toBeUndefined()
})

test('what was changed, cut short or sealed elsewhere does not open', async () => {
  const seal = await openSeal()
  const sealed = seal.encrypt(entry, 'contents', contents)
  const changed = Buffer.from(sealed.bytes)
  changed[20] = (changed[20] as number) ^ 1
  expect(seal.decrypt(entry, 'contents', { ...sealed, bytes: changed })).toBeUndefined()
  expect(seal.decrypt(entry, 'contents', { ...sealed, bytes: sealed.bytes.slice(0, 27) })).toBeUndefined()
  expect((await openSeal()).decrypt(entry, 'contents', sealed)).toBeUndefined()
})

test('a key that is gone or damaged is not replaced while entries wait for it', async () => {
  const vault = createMemoryVault()
  await expect(openSeal(vault, false)).rejects.toMatchObject({ code: 'KEYCHAIN_REFUSED' })
  expect(await vault.read(outboxAccount('i'))).toBeUndefined()
  await vault.write(outboxAccount('i'), new Secret('{}'))
  await expect(openSeal(vault)).rejects.toMatchObject({ code: 'KEYCHAIN_REFUSED' })
})

test('the order of a customer is told apart without the customer being named', async () => {
  const seal = await openSeal()
  expect(seal.orderOf('loyalty', '91987')).toBe(seal.orderOf('loyalty', '91987'))
  expect(
    new Set([seal.orderOf('loyalty', '91987'), seal.orderOf('loyalty', '91988'), seal.orderOf('shop', '91987')]).size,
  ).toBe(3)
  expect((await openSeal()).orderOf('loyalty', '91987')).not.toBe(seal.orderOf('loyalty', '91987'))
})
