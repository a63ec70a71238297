import { expect, test } from 'vitest'
import { createMemoryVault } from '#adapters/keychain/memoryVault.ts'
import { systemRandom } from '#adapters/system/systemRandom.ts'
import { Secret } from '#core/base/secret.ts'
import { OutboxSeal, outboxAccount } from '#core/outbox/seal.ts'

const contents = Buffer.from('{"customer":"919876543210"}')

function openSeal(vault = createMemoryVault(), mayMake = true) {
  return OutboxSeal.open({ vault, random: systemRandom, installation: 'i' }, mayMake)
}

test('what is sealed opens after a restart, for its own entry and as what it is', async () => {
  const vault = createMemoryVault()
  const sealed = (await openSeal(vault)).encrypt('ob_1', 'contents', contents)
  expect(Buffer.from(sealed.bytes).includes('919876543210')).toBe(false)
  const again = await openSeal(vault, false)
  expect(again.decrypt('ob_1', 'contents', sealed)).toEqual(contents)
  expect(again.decrypt('ob_2', 'contents', sealed)).toBeUndefined()
  expect(again.decrypt('ob_1', 'answer', sealed)).toBeUndefined()
})

test('what was changed, cut short or sealed elsewhere does not open', async () => {
  const seal = await openSeal()
  const sealed = seal.encrypt('ob_1', 'contents', contents)
  const changed = Buffer.from(sealed.bytes)
  changed[20] = (changed[20] as number) ^ 1
  expect(seal.decrypt('ob_1', 'contents', { ...sealed, bytes: changed })).toBeUndefined()
  expect(seal.decrypt('ob_1', 'contents', { ...sealed, bytes: sealed.bytes.slice(0, 27) })).toBeUndefined()
  expect((await openSeal()).decrypt('ob_1', 'contents', sealed)).toBeUndefined()
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
