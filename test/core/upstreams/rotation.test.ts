import { describe, expect, test } from 'vitest'
import { createMemoryVault } from '#adapters/keychain/memoryVault.ts'
import type { Secret } from '#core/base/secret.ts'
import { parseSecrets, withStoredSecrets } from '#core/upstreams/entry.ts'
import { schemes } from '#schemes/index.ts'
import { startTill } from '#test/support/till.ts'

const text = (name: string, when: string) => `${when}-${name}-of-at-least-32-characters-of-plain-text`
const namesOf = (scheme: (typeof schemes)[number]) => Object.keys(scheme.secrets.shape)
const all = (scheme: (typeof schemes)[number], when: string) =>
  Object.fromEntries(namesOf(scheme).map((name) => [name, text(name, when)]))
const rotations = schemes.flatMap((scheme) => namesOf(scheme).map((name) => [scheme.id, name, scheme] as const))

// Found by review: a new secret of the client took the key of the users along, and with it their documents.
describe('a rotation that names one secret', () => {
  test.each(rotations)('of %s: "%s" alone keeps all others', (_, name, scheme) => {
    const before = scheme.toStoredCredential(all(scheme, 'old'), {})
    const given = { [name]: text(name, 'new') }
    const parsed = parseSecrets(given, scheme)
    const whole = withStoredSecrets({ scheme, common: {} as never, settings: {}, ...parsed }, before)
    expect(whole).toEqual({ ...(namesOf(scheme).length > 1 && all(scheme, 'old')), ...given })
    const stored = scheme.toStoredCredential(whole, {})
    expect(scheme.secretsIn?.(stored) ?? given).toEqual(whole)
  })

  test('of every scheme that has several can be read from what is stored', () => {
    const several = schemes.filter((scheme) => namesOf(scheme).length > 1)
    expect(several.map(({ id }) => id).toSorted()).toEqual(['gini-derived', 'gini-trusted', 'scayle'])
    expect(several.filter(({ secretsIn }) => !secretsIn)).toEqual([])
  })

  const entries = {
    scayle: { scheme: 'scayle', clientId: '5', shopId: 1000 },
    'gini-trusted': { scheme: 'gini-trusted', clientId: 'till', userIdentifier: 'till' },
    'gini-derived': { scheme: 'gini-derived', clientId: 'till', userIdentifier: 'till' },
  }
  test.each(rotations.filter(([id]) => id in entries))(
    'of %s: "%s" alone keeps the others in the vault',
    async (id, name, scheme) => {
      const secrets = new Map<string, Secret>()
      const entry = { id: 'cloud', baseUrl: 'https://127.0.0.1:9', ...entries[id as keyof typeof entries] }
      const till = await startTill({
        vault: createMemoryVault(secrets),
        upstream: { ...entry, ...all(scheme, 'old'), proxy: 'http://till@127.0.0.1:9', proxyPassword: 'of the proxy' },
      })
      await till.agent.upstreams.rotate('cloud', { [name]: text(name, 'new') }, false)
      const kept = [...secrets.values()].map((secret) => secret.reveal()).join('\n')
      expect(kept).toContain('of the proxy')
      for (const each of namesOf(scheme)) expect(kept).toContain(text(each, each === name ? 'new' : 'old'))
      await till.agent.upstreams.rotate('cloud', { proxyPassword: 'another of the proxy' }, false)
      const later = [...secrets.values()].map((secret) => secret.reveal()).join('\n')
      for (const each of namesOf(scheme)) expect(later).toContain(text(each, each === name ? 'new' : 'old'))
      await expect(till.agent.upstreams.rotate('cloud', {}, false)).rejects.toMatchObject({ code: 'INVALID_INPUT' })
    },
  )
})
