import { refreshTokenGrant } from 'openid-client'
import { expect, test } from 'vitest'
import { systemRandom } from '#adapters/system/systemRandom.ts'
import { Secret } from '#core/base/secret.ts'
import type { HttpOutcome } from '#core/network/controlHttp.ts'
import { OidcClient } from '#schemes/oidc/client.ts'
import { createTestClock } from '#test/support/clock.ts'

const issuer = 'https://id.example'
const metadata = { issuer, token_endpoint: `${issuer}/token`, authorization_endpoint: `${issuer}/auth`, jwks_uri: null }

/** A client at a provider that answers its token endpoint with this body. */
function clientAt(body: string): OidcClient {
  const reply = (text: string): HttpOutcome => ({
    ...{ kind: 'reply', status: 200, headers: { 'content-type': 'application/json' }, latencyMs: 1 },
    body: text,
  })
  const http = () => ({
    request: async ({ path }: { path: string }) =>
      reply(path === '/token' ? body : `\ufeff${JSON.stringify(metadata)}`),
  })
  const storage = { read: async () => undefined, write: async () => undefined }
  const deps = { http, clock: createTestClock(), random: systemRandom, storage }
  return new OidcClient({ issuer, clientId: 'till', clientSecret: new Secret('s') }, deps)
}

// The library refuses a lifetime of null, and a person had to sign in again.
test.each(['null', '"300"', '-1', '""'])('a lifetime of %s does not cost the sign-in', async (lifetime) => {
  const body = `\ufeff{"access_token":"a","token_type":"Bearer","scope":null,"expires_in":${lifetime}}`
  const client = clientAt(body)
  const tokens = await refreshTokenGrant(await client.configuration(), 'refresh')
  expect(tokens).toMatchObject({ access_token: 'a' })
  expect(tokens.expires_in).toBe(lifetime === '"300"' ? 300 : undefined)
})
