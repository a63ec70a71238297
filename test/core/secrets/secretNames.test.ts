import { describe, expect, test } from 'vitest'
import {
  hasSameDestinations,
  knownNames,
  planSecrets,
  secretNamesOf,
  storedNames,
  withJournal,
  withUpstreams,
} from '#core/secrets/secretNames.ts'
import { Settings, type StoredUpstream } from '#core/settings/settings.ts'

const upstream = (id: string, secrets?: StoredUpstream['secrets']): StoredUpstream => ({
  ...{ id, scheme: 'basic', baseUrl: 'https://a.example', settings: {}, createdAt: 1 },
  ...(secrets && { secrets }),
})

const settingsOf = (upstreams: StoredUpstream[], secretJournal?: string[]): Settings =>
  Settings.parse({ version: 1, installation: 'i', upstreams, clients: [], ...(secretJournal && { secretJournal }) })

const first = { credential: 'a', storage: 'a.user', proxy: 'a.proxy', certificate: 'a.certificate' }
const none = { credential: false, storage: false, proxy: false, certificate: false }
const all = { credential: true, storage: true, proxy: true, certificate: true }

describe('the secrets of an upstream', () => {
  test.each<[StoredUpstream['secrets'], object]>([
    [undefined, first],
    [{ credential: 'a.2' }, { ...first, credential: 'a.2' }],
    [
      { storage: 'a.user.3', proxy: 'a.proxy.2' },
      { ...first, storage: 'a.user.3', proxy: 'a.proxy.2' },
    ],
  ])('with %j in its record are %j', (secrets, names) => {
    expect(secretNamesOf(upstream('a', secrets))).toEqual(names)
    expect(storedNames('a', secretNamesOf(upstream('a', secrets)))).toEqual(secrets ? { secrets } : {})
  })

  // Two upstreams must never share a secret, whatever they are called.
  test.each(['a', 'a-user', 'user', 'proxy', 'a-2'])('are apart from those of "%s"', (id) => {
    const others = Object.values(secretNamesOf(upstream('b', { credential: 'b.2', storage: 'b.user.2' })))
    expect(Object.values(secretNamesOf(upstream(id))).filter((name) => others.includes(name))).toEqual([])
    expect(Settings.safeParse(settingsOf([upstream(id)], Object.values(secretNamesOf(upstream(id))))).success).toBe(
      true,
    )
  })

  test.each(['.verification', 'a/b', 'a..2', 'A', 'a.other', '', 'a.user.x'])('never have the name %j', (name) => {
    expect(() => settingsOf([], [name])).toThrow('secretJournal')
    expect(() => settingsOf([upstream('a', { credential: name })])).toThrow('credential')
  })
})

describe('the plan for the secrets of an upstream', () => {
  test.each<[string, Settings, typeof none, object, string[]]>([
    ['that is new', settingsOf([]), none, first, ['a', 'a.user', 'a.proxy', 'a.certificate']],
    ['that stays as it is', settingsOf([upstream('a')]), all, first, []],
    [
      'that gets all new ones',
      settingsOf([upstream('a')]),
      none,
      { credential: 'a.2', storage: 'a.user.2', proxy: 'a.proxy.2', certificate: 'a.certificate.2' },
      ['a.2', 'a.user.2', 'a.proxy.2', 'a.certificate.2'],
    ],
    [
      'that gets another credential',
      settingsOf([upstream('a', { credential: 'a.2' })]),
      { ...all, credential: false },
      first,
      ['a'],
    ],
    // It may still be there, and is removed later.
    [
      'while old ones are not removed yet',
      settingsOf([upstream('a', { credential: 'a.2' })], ['a', 'a.3']),
      { ...all, credential: false },
      { ...first, credential: 'a.4' },
      ['a.4'],
    ],
    [
      'that was there before',
      settingsOf([], ['a']),
      none,
      { ...first, credential: 'a.2' },
      ['a.2', 'a.user', 'a.proxy', 'a.certificate'],
    ],
  ])('%s', (_, settings, keeps, names, fresh) => {
    expect(planSecrets('a', settings.upstreams[0], keeps, settings)).toEqual({ names, fresh })
  })
})

describe('the journal', () => {
  test.each<[string, Settings, StoredUpstream[], string[] | undefined]>([
    ['gets nothing of an upstream that stays', settingsOf([upstream('a')]), [upstream('a')], undefined],
    [
      'gets the secrets of one that goes',
      settingsOf([upstream('a'), upstream('b')]),
      [upstream('b')],
      Object.values(first),
    ],
    [
      'gets the secret that is replaced',
      settingsOf([upstream('a')], ['a.2']),
      [upstream('a', { credential: 'a.2' })],
      ['a'],
    ],
    ['gives up what is used', settingsOf([], ['a', 'a.user', 'a.proxy', 'b']), [upstream('a')], ['b']],
    ['keeps what it had', settingsOf([upstream('a')], ['c', 'c']), [upstream('a')], ['c']],
  ])('%s', (_, settings, upstreams, journal) => {
    const next = withUpstreams(settings, upstreams)
    expect([next.upstreams, next.secretJournal]).toEqual([upstreams, journal])
    expect(Object.hasOwn(next, 'secretJournal')).toBe(journal !== undefined)
    // Nothing that the vault may hold is forgotten.
    expect(knownNames(next)).toEqual(expect.arrayContaining(knownNames(settings)))
  })

  test('never lists what an upstream uses', () => {
    expect(withJournal(settingsOf([upstream('a')]), ['a', 'a.2']).secretJournal).toEqual(['a.2'])
    expect(withJournal(settingsOf([upstream('a')], ['a.2']), []).secretJournal).toBeUndefined()
  })
})

describe('what a scheme has stored', () => {
  const before = {
    ...{ scheme: 'oidc', baseUrl: 'https://a.example' },
    settings: { issuer: 'https://id.example', clientId: 'till', scopes: ['openid'] },
  }

  test.each<[string, object, boolean]>([
    ['the same', {}, true],
    ['the same, written in another order', { settings: { clientId: 'till', issuer: 'https://id.example' } }, true],
    ['with other scopes', { settings: { ...before.settings, scopes: ['openid', 'email'] } }, true],
    ['at another base URL', { baseUrl: 'https://b.example' }, false],
    ['with another identity provider', { settings: { ...before.settings, issuer: 'https://other.example' } }, false],
    ['with an address more', { settings: { ...before.settings, tokenUrl: 'https://id.example/t' } }, false],
    ['of another scheme', { scheme: 'oauth2' }, false],
  ])('is kept for an upstream %s: %o', (_, change, isSame) => {
    expect(hasSameDestinations(before, { ...before, ...change })).toBe(isSame)
  })
})

test('the order in which addresses are written says nothing', () => {
  const cloud = { scheme: 'oidc', baseUrl: 'https://a.example' }
  const [issuer, tokenUrl] = ['https://id.example', 'https://t.example']
  const before = { ...cloud, settings: { issuer, tokenUrl } }
  expect(hasSameDestinations(before, { ...cloud, settings: { tokenUrl, issuer } })).toBe(true)
  expect(hasSameDestinations(before, { ...cloud, settings: { issuer: tokenUrl, tokenUrl: issuer } })).toBe(false)
})
