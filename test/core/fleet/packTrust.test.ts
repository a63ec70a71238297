import { describe, expect, test } from 'vitest'
import { maxPackBytes } from '#contract/fleet/fleet.ts'
import { keysById } from '#core/fleet/headOfficeKeys.ts'
import { verifyPack } from '#core/fleet/packTrust.ts'
import { signedText } from '#core/signing/signatures.ts'
import { makeOfficeKey, type OfficeKey, packFor, packInput } from '#test/support/packs.ts'

const [ours, next, foreign] = [makeOfficeKey(), makeOfficeKey(), makeOfficeKey()]
const day = 24 * 60 * 60_000
const now = 1_700_000_000_000
const keys = keysById([ours.key])
const input = packInput('https://127.0.0.1:9')
const made = (signer: OfficeKey = ours, more: object = {}) =>
  packFor(input, signer, { counter: 5, now, lifetimeMs: 30 * day, ...more }).then(({ text }) => text)
const known = { keys, last: undefined, now }
const lastOf = (text: string, signer = ours) => {
  const { trusted, document } = verifyPack(Buffer.from(text), { keys: keysById([signer.key]), last: undefined, now })
  return { ...trusted, till: document.till, at: now }
}
const codeOf = (text: string, what: object) => {
  try {
    verifyPack(Buffer.from(text), { ...known, ...what })
    return 'trusted'
  } catch (thrown) {
    return (thrown as { code: string }).code
  }
}

describe('a pack', () => {
  test.each<[string, string, () => Promise<[string, object]>]>([
    ['as head office signed it', 'trusted', async () => [await made(), {}]],
    ['of a till whose clock is a day behind', 'trusted', async () => [await made(), { now: now - day }]],
    ['on its last day', 'trusted', async () => [await made(), { now: now + 30 * day - 1 }]],
    [
      'that is newer than the last',
      'trusted',
      async () => [await made(), { last: { ...lastOf(await made()), counter: 4 } }],
    ],
    [
      'many packs later',
      'trusted',
      async () => [await made(ours, { counter: 50_000 }), { last: lastOf(await made()) }],
    ],
    [
      'signed with the old key and the new one',
      'trusted',
      async () => [await made(next, { privateKeys: [next.privateKey, ours.privateKey] }), {}],
    ],
    ['of a foreign key', 'PACK_KEY_UNKNOWN', async () => [await made(foreign), {}]],
    ['with one letter changed', 'PACK_INVALID', async () => [(await made()).replace('pune-4', 'pune-5'), {}]],
    ['sent to another server', 'PACK_INVALID', async () => [(await made()).replace('127.0.0.1:9', '127.0.0.1:8'), {}]],
    [
      'with another signature',
      'PACK_INVALID',
      async () => [(await made()).replace(/"signature": "..../, '"signature": "AAAA'), {}],
    ],
    [
      'signed for another purpose',
      'PACK_INVALID',
      async () => {
        const { pack } = JSON.parse(await made()) as { pack: string }
        return [signedText('pack', 'till-agent release\n', JSON.parse(pack), [ours.privateKey]), {}]
      },
    ],
    ['that has expired', 'PACK_EXPIRED', async () => [await made(), { now: now + 30 * day }]],
    ['that is valid for too long', 'PACK_INVALID', async () => [await made(ours, { lifetimeMs: 91 * day }), {}]],
    ['of the day after tomorrow', 'PACK_EXPIRED', async () => [await made(), { now: now - 2 * day }]],
    [
      'that was used',
      'PACK_SUPERSEDED',
      async () => {
        const text = await made()
        return [text, { last: lastOf(text) }]
      },
    ],
    [
      'of another till, made in the same run',
      'PACK_SUPERSEDED',
      async () => [await made(), { last: lastOf(await made()) }],
    ],
    ['that is older', 'PACK_SUPERSEDED', async () => [await made(), { last: { ...lastOf(await made()), counter: 6 } }]],
    [
      'whose clock was put back',
      'PACK_EXPIRED',
      async () => {
        const newer = { ...lastOf(await made()), counter: 4, releasedAt: now + 31 * day }
        return [await made(), { last: newer }]
      },
    ],
    ['that is none', 'PACK_INVALID', async () => ['{}', {}]],
    ['without an end', 'PACK_INVALID', async () => ['x'.repeat(maxPackBytes + 1), {}]],
    [
      'of a field more',
      'PACK_INVALID',
      async () => {
        const { pack } = JSON.parse(await made()) as { pack: string }
        return [signedText('pack', 'till-agent pack\n', { ...JSON.parse(pack), run: 'me' }, [ours.privateKey]), {}]
      },
    ],
  ])('%s: %s', async (_, outcome, make) => {
    const [text, what] = await make()
    expect(codeOf(text, what)).toBe(outcome)
  })
})

describe('a till without a key of head office', () => {
  const fresh = { keys: {}, last: undefined, now }

  test('takes the pack’s word for the key, for a person to compare', async () => {
    const verified = verifyPack(Buffer.from(await made(foreign)), fresh)
    expect(verified).toMatchObject({ trust: 'new', key: foreign.key })
  })

  test('and not for one that did not sign', async () => {
    expect(codeOf(await made(foreign, { trustedKeys: [ours.key] }), fresh)).toBe('PACK_KEY_UNKNOWN')
    expect(codeOf((await made(foreign)).replace('pune-4', 'pune-5'), fresh)).toBe('PACK_INVALID')
  })

  test('forgets the counter of a key that nobody trusts any more', async () => {
    const last = { ...lastOf(await made(foreign), foreign), counter: 1_000_000 }
    expect(codeOf(await made(), { last })).toBe('trusted')
    expect(codeOf(await made(), { last: { ...last, keyIds: Object.keys(keys) } })).toBe('PACK_SUPERSEDED')
  })
})
