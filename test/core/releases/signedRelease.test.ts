import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { maxSignedBytes, signingContext } from '#core/releases/releaseSignature.ts'
import { verifySignedRelease } from '#core/releases/signedRelease.ts'
import { stillTrusted } from '#core/signing/signedDocument.ts'

const makeKey = () => {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519')
  return { privateKey, publicPart: publicKey.export({ format: 'jwk' }).x ?? '' }
}
const [ours, next, foreign] = [makeKey(), makeKey(), makeKey()]
const trust = { keys: { a: ours.publicPart, b: next.publicPart }, channel: 'latest-linux' }
const now = 1_050
const day = 24 * 60 * 60_000
const release = {
  ...{ format: 1, channel: 'latest-linux', counter: 5, version: '1.1.0', floor: '1.0.0', urgent: false },
  ...{ releasedAt: 1_000, expiresAt: 1_100, rings: { '*': 100 } },
  files: [{ name: 'a.AppImage', size: 1, sha512: `${'A'.repeat(86)}==` }],
}

interface Signer {
  keyId: string
  privateKey: KeyObject
  context?: string
}

function signed(changes: object = {}, signers: Signer[] = [{ keyId: 'a', ...ours }]): Buffer {
  const text = JSON.stringify({ ...release, ...changes })
  const signatures = signers.map(({ keyId, privateKey, context = signingContext }) => ({
    keyId,
    signature: sign(null, Buffer.from(context + text), privateKey).toString('base64'),
  }))
  return Buffer.from(JSON.stringify({ release: text, signatures }))
}

const last = { counter: 5, digest: '', releasedAt: 1_000, floor: '1.0.0' }

test('a release with a valid signature is trusted, and remembered as the newest', () => {
  const { release: read, trusted } = verifySignedRelease(signed(), trust, undefined, now)
  expect(read).toEqual(release)
  expect(trusted).toEqual({
    counter: 5,
    digest: expect.stringMatching(/^[0-9a-f]{64}$/),
    releasedAt: 1_000,
    floor: '1.0.0',
    keyIds: ['a'],
  })
  expect(verifySignedRelease(signed(), trust, trusted, now).release.version).toBe('1.1.0')
})

test('while keys change, one signature by a known key is enough', () => {
  const both = signed({}, [
    { keyId: 'unknown', ...foreign },
    { keyId: 'b', ...next },
  ])
  expect(verifySignedRelease(both, trust, undefined, now).release.version).toBe('1.1.0')
})

describe('a release is refused with', () => {
  test.each([
    ['RELEASE_TOO_LARGE', 'it is too long', Buffer.alloc(maxSignedBytes + 1, 32)],
    ['RELEASE_MALFORMED', 'it is cut short', signed().subarray(0, 200)],
    ['RELEASE_MALFORMED', 'a file has a path', signed({ files: [{ ...release.files[0], name: '../a.AppImage' }] })],
    ['RELEASE_KEY_UNKNOWN', 'it is signed with a foreign key', signed({}, [{ keyId: 'c', ...foreign }])],
    // Looked up without care, it would name something that every object has.
    ['RELEASE_KEY_UNKNOWN', 'the key id is a property of objects', signed({}, [{ keyId: '__proto__', ...foreign }])],
    ['RELEASE_TAMPERED', 'a foreign key uses a known id', signed({}, [{ keyId: 'a', ...foreign }])],
    ['RELEASE_TAMPERED', 'a letter was changed', Buffer.from(signed().toString().replace('1.1.0', '1.1.1'))],
    ['RELEASE_TAMPERED', 'it was signed for another purpose', signed({}, [{ keyId: 'a', ...ours, context: '' }])],
    ['RELEASE_OF_OTHER_CHANNEL', 'it is for another kind of machine', signed({ channel: 'latest-mac' })],
    ['RELEASE_ROLLED_BACK', 'its counter is lower', signed({ counter: 4 })],
    ['RELEASE_ROLLED_BACK', 'another release has the same counter', signed({ version: '1.1.2' })],
    ['RELEASE_EXPIRED', 'it has expired', signed({ counter: 6, expiresAt: now })],
    [
      'RELEASE_DATED_AHEAD',
      'it is dated years ahead',
      signed({ counter: 6, releasedAt: now + 2 * day, expiresAt: now + 3 * day }),
    ],
    ['RELEASE_OUT_OF_BOUNDS', 'it is valid for centuries', signed({ counter: 6, expiresAt: now + 90 * day })],
    ['RELEASE_OUT_OF_BOUNDS', 'its counter leaves no room', signed({ counter: Number.MAX_SAFE_INTEGER })],
  ])('%s when %s', (code, _, bytes) => {
    expect(() => verifySignedRelease(bytes, trust, last, now)).toThrow(expect.objectContaining({ code }))
  })
})

describe('a wrong clock', () => {
  test('that was put back makes no expired release valid', () => {
    // Released and expired before the newest one that was trusted.
    const old = signed({ counter: 6, releasedAt: 800, expiresAt: 900 })
    expect(() => verifySignedRelease(old, trust, last, 850)).toThrow(
      expect.objectContaining({ code: 'RELEASE_EXPIRED' }),
    )
  })

  test('that is slow does not refuse a new release', () => {
    const fresh = signed({ counter: 6, releasedAt: 1_200, expiresAt: 1_300 })
    expect(verifySignedRelease(fresh, trust, last, 10).release.counter).toBe(6)
  })
})

describe('a till that has seen no release', () => {
  test.each([
    ['trusts the one that its build was made for', 5, undefined],
    ['trusts none before that one', 4, 'RELEASE_ROLLED_BACK'],
    ['trusts a later one', 1_005, undefined],
    ['trusts none that is far later', 1_006, 'RELEASE_OUT_OF_BOUNDS'],
  ])('%s', (_, counter, code) => {
    const verify = () => verifySignedRelease(signed({ counter }), { ...trust, minCounter: 5 }, undefined, now)
    if (code === undefined) expect(verify().release.counter).toBe(counter)
    else expect(verify).toThrow(expect.objectContaining({ code }))
  })
})

describe('what was trusted before', () => {
  test.each([
    ['counts while its key is trusted', ['a'], last],
    ['counts while one of its keys is trusted', ['gone', 'b'], last],
    // Whoever stole the key may have pushed the counter up.
    ['is forgotten with its key', ['gone'], undefined],
    ['is not kept by a property that every object has', ['constructor'], undefined],
  ])('%s', (_, keyIds, kept) => {
    expect(stillTrusted({ ...last, keyIds }, trust.keys)).toEqual(kept && { ...last, keyIds })
  })

  test('counts when an earlier version recorded it without keys', () => {
    expect(stillTrusted(last, trust.keys)).toEqual(last)
    expect(stillTrusted(undefined, trust.keys)).toBeUndefined()
  })
})

test('all keys that signed are remembered, and no others', () => {
  const signers = [
    { keyId: 'a', ...ours },
    { keyId: 'b', ...foreign },
    { keyId: 'b', ...next },
    { keyId: 'unknown', ...foreign },
  ]
  expect(verifySignedRelease(signed({}, signers), trust, undefined, now).trusted.keyIds).toEqual(['a', 'b'])
})

test('a release expires by the time that the machine ran with it, too, if its clock stands still', () => {
  const { trusted } = verifySignedRelease(signed(), trust, undefined, now)
  expect(verifySignedRelease(signed(), trust, { ...trusted, heldMs: 99 }, now).release.version).toBe('1.1.0')
  const held = { ...trusted, heldMs: 100 }
  expect(() => verifySignedRelease(signed(), trust, held, now)).toThrow(
    expect.objectContaining({ code: 'RELEASE_EXPIRED' }),
  )
  expect(verifySignedRelease(signed({ counter: 6 }), trust, held, now).release.counter).toBe(6)
})
