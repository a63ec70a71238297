import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { Release } from '#core/releases/release.ts'
import { publicPartOf } from '#core/signing/signatures.ts'

interface Decided {
  counter: number
  floor: string
  version: string
  releasedAt: number
  rings?: Record<string, number> | undefined
}
const root = join(import.meta.dirname, '../..')
const { checkAgainst, decide, newestOf, ringsIn } = (await import(join(root, 'build/release/decision.mjs'))) as {
  decide(kept: Decided | undefined, wanted: object): object
  newestOf(kept: Decided | undefined, published: Decided | undefined): Decided | undefined
  checkAgainst(before: Decided | undefined, release: object, now: number): void
  ringsIn(words: string[]): object
}
const { channelText, readChannel } = (await import(join(root, 'build/release/channelFile.mjs'))) as {
  readChannel(text: string, name: string): { version: string; files: { url: string; sha512: string }[] }
  channelText(channel: object): string
}
const { signedText, verifiedRelease } = (await import(join(root, 'build/release/signing.mjs'))) as {
  signedText(release: object, privateKeys: KeyObject[]): string
  verifiedRelease(bytes: Buffer, keys: object, channel: string): object
}

const now = 1_700_000_000_000
const kept: Decided = { counter: 8, floor: '1.0.0', version: '1.1.0', releasedAt: now - 1_000, rings: { pilot: 100 } }

describe('the next release', () => {
  test.each([
    ['goes one further, and keeps floor and rings', {}, { counter: 9, floor: '1.0.0', rings: { pilot: 100 } }],
    ['has the rings that are said', { rings: { '*': 10 } }, { rings: { '*': 10 } }],
    ['has the floor that is said', { floor: '1.1.0' }, { floor: '1.1.0' }],
    ['is urgent and lives for 30 days only if that is said', {}, { urgent: false, days: 30 }],
  ])('%s', (_, wanted, decided) => {
    expect(decide(kept, wanted)).toMatchObject(decided)
  })

  test('has no counter of its own accord when nothing is known', () => {
    expect(() => decide(undefined, { rings: { '*': 0 } })).toThrow('Say what was signed last')
    expect(decide(undefined, { rings: { '*': 0 }, counter: 1 })).toMatchObject({ counter: 1, floor: '0.0.0' })
    expect(() => decide(undefined, { counter: 1 })).toThrow('Say which rings')
  })
})

describe('what is published, next to what was kept', () => {
  test.each([
    [
      'takes no part when it is older',
      { counter: 3, floor: '0.0.0', version: '0.9.0' },
      { counter: 8, floor: '1.0.0' },
    ],
    [
      'counts when it is newer',
      { counter: 9, floor: '1.1.0', version: '1.2.0' },
      { counter: 9, floor: '1.1.0', version: '1.2.0' },
    ],
    ['never says who takes the next one', { counter: 9, rings: { '*': 100 } }, { rings: { pilot: 100 } }],
  ])('%s', (_, published, newest) => {
    expect(newestOf(kept, { ...kept, ...published })).toMatchObject(newest)
  })

  test('is no leap', () => {
    expect(() => newestOf(kept, { ...kept, counter: 1_009 })).toThrow('Counter 1009 is published')
  })

  test('says nothing of rings when all else is lost', () => {
    expect(newestOf(undefined, kept)).toEqual({ ...kept, rings: undefined })
    expect(newestOf(undefined, undefined)).toBeUndefined()
  })
})

describe('a release is not signed when', () => {
  const release = { counter: 9, floor: '1.0.0', version: '1.1.0', releasedAt: now, expiresAt: now + 1_000 }
  test.each([
    ['its counter was used', { counter: 8 }, 'above 8'],
    ['its counter leaps', { counter: 1_009 }, 'rise by 1000'],
    ['its floor is lower: a pull would be taken back', { floor: '0.9.9' }, 'never lowered'],
    ['its version is lower', { version: '1.0.9' }, 'goes back'],
    ['it lives too long', { expiresAt: now + 91 * 86_400_000 }, '1 to 90 days'],
    ['it lives no time', { expiresAt: now }, '1 to 90 days'],
    ['the release before is dated later', { releasedAt: now - 2_000 }, 'Check the clock'],
  ])('%s', (_, changes, sentence) => {
    expect(() => checkAgainst(kept, { ...release, ...changes }, now)).toThrow(sentence)
    expect(() => checkAgainst(kept, release, now)).not.toThrow()
  })

  test('it is the first, and its counter is not near the beginning', () => {
    expect(() => checkAgainst(undefined, { ...release, counter: 1 }, now)).not.toThrow()
    expect(() => checkAgainst(undefined, { ...release, counter: Number.MAX_SAFE_INTEGER }, now)).toThrow('rise by')
  })
})

test('shares of rings are read, or refused', () => {
  expect(ringsIn(['pilot=100', '*=0.5'])).toEqual({ pilot: 100, '*': 0.5 })
  for (const word of ['pilot', 'pilot=', '=5', 'pilot=ten', 'pilot=-1', 'pilot=1e2'])
    expect(() => ringsIn([word])).toThrow('no share of a ring')
})

describe('a channel file of electron-builder', () => {
  const text = `version: 1.2.0
files:
  - url: till-agent-1.2.0-mac-x64.zip
    sha512: AAA==
    size: 5
    blockMapSize: 4
  - url: 'till-agent-1.2.0-mac-arm64.zip'
    sha512: BBB==
path: till-agent-1.2.0-mac-x64.zip
sha512: CCC==
releaseDate: '2026-01-01T00:00:00.000Z'
`
  const files = [
    { url: 'till-agent-1.2.0-mac-x64.zip', sha512: 'AAA==' },
    { url: 'till-agent-1.2.0-mac-arm64.zip', sha512: 'BBB==' },
  ]

  test('is read without a package', () => {
    expect(readChannel(text, 'latest-mac.yml')).toEqual({ version: '1.2.0', files })
    expect(readChannel(text.replaceAll('\n', '\r\n'), 'latest-mac.yml').files).toEqual(files)
  })

  test('is written so that it can be read again', () => {
    expect(readChannel(channelText({ version: '1.2.0', files }), 'x')).toEqual({ version: '1.2.0', files })
  })

  test.each([
    ['no version', text.replace(/^version.*\n/, '')],
    ['no files', 'version: 1.2.0\nfiles:\npath: x\n'],
    ['a file without a hash', text.replace('    sha512: AAA==\n', '')],
    ['nothing', ''],
  ])('is refused with %s', (_, content) => {
    expect(() => readChannel(content, 'latest-mac.yml')).toThrow('latest-mac.yml is no channel file')
  })
})

describe("the signer's own check of a release", () => {
  const { privateKey } = generateKeyPairSync('ed25519')
  const { keyId, key } = publicPartOf(privateKey)
  const files = [{ name: 'a.AppImage', size: 1, sha512: `${'A'.repeat(86)}==` }]
  const release = {
    ...{ format: 1, channel: 'latest-linux', counter: 9, version: '1.1.0', floor: '1.0.0', releasedAt: now },
    ...{ expiresAt: now + 1, rings: { pilot: 100, '*': 0.5 }, urgent: false, files },
  }
  const read = (changes: object) => {
    const bytes = Buffer.from(signedText({ ...release, ...changes }, [privateKey]))
    return verifiedRelease(bytes, { [keyId]: key }, 'latest-linux')
  }

  test('takes a release, and only of this channel', () => {
    expect(read({})).toEqual(release)
    expect(() => read({ channel: 'latest' })).toThrow('for latest and not for latest-linux')
  })

  // It is written out because the process with the key loads no package; the till's is a schema. Neither may let more through.
  const odd = [
    undefined,
    null,
    '',
    'x',
    '1.2',
    '1.2.3.4',
    -1,
    0,
    1.5,
    Number.NaN,
    1e300,
    true,
    {},
    [],
    [1],
    { '': 5 },
    { A: 5 },
    { a: 101 },
  ]
  test.each(Object.keys(release))('lets through no %s that a till refuses', (field) => {
    for (const value of [...odd, 'a/b', '99999.0.0', { a: -1 }, { a: '5' }, Array(9).fill(files[0])]) {
      const changed = JSON.parse(JSON.stringify({ ...release, [field]: value }))
      if (Release.safeParse(changed).success) continue
      expect(() => read({ [field]: value }), `${field} ${JSON.stringify(value)}`).toThrow()
    }
  })
})
