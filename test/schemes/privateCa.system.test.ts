import { expect, test } from 'vitest'
import { canaries } from '#test/support/canaries.ts'
import { startIdentityProvider } from '#test/support/identityProvider.ts'
import { makePrivateCa } from '#test/support/privateCa.ts'
import { startSchemeTill } from '#test/support/schemeTill.ts'
import { faultOf } from '#test/support/till.ts'
import { startUpstream } from '#test/support/upstream.ts'

test('an identity provider with a certificate of a private authority needs the caFile of the upstream', async () => {
  const { caFile, key, cert } = makePrivateCa()
  const { issuer } = await startIdentityProvider({}, { key, cert })
  const entry = { scheme: 'oidc', baseUrl: 'https://127.0.0.1:9', issuer, clientId: 'till-desk' }
  const trusting = await startSchemeTill({ entry: { ...entry, caFile } })
  expect((await trusting.agent.signIns.start('cloud')).url).toContain(`${issuer}/auth`)
  const wary = await startSchemeTill({ entry })
  await expect(wary.agent.signIns.start('cloud')).rejects.toMatchObject({ code: 'SIGN_IN_FAILED' })
})

test('and so does a token service', async () => {
  const { caFile, key, cert } = makePrivateCa()
  const service = await startUpstream(
    (_, response) => {
      response.setHeader('Content-Type', 'application/json')
      response.end(JSON.stringify({ access_token: 'token', token_type: 'Bearer', expires_in: 300 }))
    },
    { tls: { key, cert } },
  )
  const upstream = await startUpstream()
  const settings = { scheme: 'oauth2', baseUrl: upstream.url, tokenUrl: `${service.url}/token`, clientId: 'store-7' }
  const entry = { ...settings, clientSecret: canaries.oauthSecret }
  const wary = await startSchemeTill({ entry })
  expect(await faultOf(await wary.call('/things'))).toBe('UPSTREAM_NOT_READY')
  expect(service.seen).toEqual([])
  const trusting = await startSchemeTill({ entry: { ...entry, caFile } })
  expect((await trusting.call('/things')).status).toBe(200)
})
