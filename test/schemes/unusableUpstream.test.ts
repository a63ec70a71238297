import { expect, test } from 'vitest'
import { presentUpstream } from '#api/presenters/upstream.ts'
import { Secret } from '#core/base/secret.ts'
import { canaries } from '#test/support/canaries.ts'
import { type SchemeTill, startSchemeTill } from '#test/support/schemeTill.ts'
import { startTill } from '#test/support/till.ts'
import { startUpstream } from '#test/support/upstream.ts'

type Kept = Pick<SchemeTill, 'settings' | 'vault'>

function setSettings({ settings }: Kept, change: object): void {
  const now = settings.read()
  const upstreams = now.upstreams.map((record) => ({ ...record, settings: { ...record.settings, ...change } }))
  settings.write({ ...now, upstreams })
}

const oauth2 = { scheme: 'oauth2', tokenUrl: 'http://127.0.0.1:9/token', clientId: 'a', clientSecret: 'b' }
const header = { scheme: 'header', name: 'X-Key', value: 'key' }

// Each kept the agent from starting, for every upstream. The file is checked for its form alone, not for what a scheme means by it;
// and the parser's error named a part of the secret.
test.each<[string, object, (kept: Kept) => void | Promise<void>, RegExp]>([
  [
    'settings that its scheme cannot use',
    oauth2,
    (kept) => setSettings(kept, { tokenUrl: 'nowhere' }),
    /"cloud" is not open/,
  ],
  [
    'a credential that was damaged in the keychain',
    header,
    async ({ settings, vault }) => {
      const now = settings.read()
      const issuer = { issuer: 'https://id.example', clientId: 'till', scopes: ['openid'] }
      settings.write({
        ...now,
        upstreams: now.upstreams.map((record) => ({ ...record, scheme: 'oidc', settings: issuer })),
      })
      await vault.write(`${now.installation}/cloud`, new Secret(canaries.password))
    },
    /damaged/,
  ],
])('an upstream with %s is not ready, says so, and can be removed', async (_, scheme, damage, told) => {
  const cloud = await startUpstream((_, response) => response.end('{}'))
  const first = await startSchemeTill({ entry: { baseUrl: cloud.url, ...scheme } })
  await first.agent.close()
  await damage(first)
  const { settings, vault, key } = first

  const till = await startTill({ settings, vault, isSetUp: false })
  const answer = await till.call('/via/cloud/thing', { headers: { 'Till-Agent-Key': key } })
  const detail = expect.stringMatching(told)
  expect(await answer.json()).toMatchObject({ status: 503, code: 'UPSTREAM_NOT_READY', detail })
  expect(till.agent.upstreams.list().map(presentUpstream)).toMatchObject([{ state: 'not-ready', reason: detail }])
  till.expectNoLeak(canaries.password)
  await till.agent.upstreams.remove('cloud', true)
  expect(till.agent.upstreams.list()).toEqual([])
})

test('an upstream with a scheme that this version does not have is listed, says so, and can be removed', async () => {
  const cloud = await startUpstream((_, response) => response.end('{}'))
  const first = await startSchemeTill({ entry: { baseUrl: cloud.url, ...header } })
  await first.agent.close()
  const { settings, vault, key } = first
  const now = settings.read()
  settings.write({ ...now, upstreams: now.upstreams.map((record) => ({ ...record, scheme: 'quantum' })) })

  const till = await startTill({ settings, vault, isSetUp: false })
  const answer = await till.call('/via/cloud/thing', { headers: { 'Till-Agent-Key': key } })
  expect(await answer.json()).toMatchObject({ code: 'UNKNOWN_UPSTREAM' })
  const reason = expect.stringContaining('cannot be used by this version')
  expect(till.agent.upstreams.list().map(presentUpstream)).toMatchObject([{ state: 'not-ready', reason }])
  expect(till.agent.status().condition).toBe('blocked')
  await till.agent.upstreams.remove('cloud', true)
  expect(till.agent.upstreams.list()).toEqual([])
})
