import { expect, test } from 'vitest'
import { systemRandom } from '#adapters/system/systemRandom.ts'
import { Secret } from '#core/base/secret.ts'
import { privateKeyOf, publicKeyOf } from '#core/fleet/keySeal.ts'
import { codeCost, openByCode, openByTill, type SealedBox, sealToCode, sealToTill } from '#core/fleet/sealedBox.ts'
import { cheapCode } from '#test/support/packs.ts'

const secrets = new Secret('{"upstreams":{}}')
const code = new Secret('7K3M-9QXA-2HTB')
const content = '{"till":"pune-4"}'
const seed = () => new Secret(Buffer.from(systemRandom.bytes(32)).toString('base64'))

const toCode = async () =>
  (await sealToCode(secrets, content, code, systemRandom, cheapCode)) as SealedBox & { to: 'code' }
const till = privateKeyOf(seed())
const toTill = () => sealToTill(secrets, content, publicKeyOf(till), systemRandom) as SealedBox & { to: 'till' }

const changed = (text: string) => {
  const bytes = Buffer.from(text, 'base64')
  bytes[0] = (bytes[0] ?? 0) ^ 1
  return bytes.toString('base64')
}

test('what is sealed to a code opens with it, beside the content it was sealed with', async () => {
  expect((await openByCode(await toCode(), content, code, cheapCode))?.reveal()).toBe(secrets.reveal())
})

test.each<[string, (box: SealedBox & { to: 'code' }) => Promise<unknown>]>([
  ['with another code', (box) => openByCode(box, content, new Secret('7K3M-9QXA-2HTC'), cheapCode)],
  ['beside other content', (box) => openByCode(box, '{"till":"pune-5"}', code, cheapCode)],
  ['with another salt', (box) => openByCode({ ...box, salt: changed(box.salt) }, content, code, cheapCode)],
  ['with another nonce', (box) => openByCode({ ...box, nonce: changed(box.nonce) }, content, code, cheapCode)],
  [
    'with a changed byte',
    (box) => openByCode({ ...box, ciphertext: changed(box.ciphertext) }, content, code, cheapCode),
  ],
  ['cut off', (box) => openByCode({ ...box, ciphertext: '' }, content, code, cheapCode)],
])('it does not open %s', async (_, open) => {
  expect(await open(await toCode())).toBeUndefined()
})

test('what is sealed to a till opens with its key alone', () => {
  expect(openByTill(toTill(), content, till)?.reveal()).toBe(secrets.reveal())
  expect(openByTill(toTill(), content, privateKeyOf(seed()))).toBeUndefined()
  expect(openByTill(toTill(), '{}', till)).toBeUndefined()
  expect(openByTill({ ...toTill(), ephemeral: 'A'.repeat(43) }, content, till)).toBeUndefined()
  expect(openByTill({ ...toTill(), key: publicKeyOf(privateKeyOf(seed())) }, content, till)).toBeUndefined()
})

test('two boxes with one code have nothing in common', async () => {
  const [one, other] = [await toCode(), await toCode()]
  expect(one.salt).not.toBe(other.salt)
  expect(one.ciphertext).not.toBe(other.ciphertext)
})

test('a guess takes 128 MiB', () => {
  expect(128 * codeCost.N * codeCost.r).toBe(128 * 1024 * 1024)
})
