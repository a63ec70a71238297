import { createHmac, randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { startCloudTill } from '#test/schemes/cloudTill.ts'
import { canaries } from '#test/support/canaries.ts'
import { has } from '#test/support/skips.ts'
import { vendorClient } from '#test/support/vendorClient.ts'

interface Tokens {
  access_token: string
  refresh_token: string
  expires_in: number
}

/** SCAYLE's own class, as far as it is used here. */
interface OAuthClient {
  login(payload: object): Promise<Tokens>
  guestLogin(payload: object): Promise<Tokens>
  register(payload: object): Promise<Tokens>
  validateToken(accessToken: string): Promise<void>
  refreshToken(payload: { grant_type: 'refresh_token'; refresh_token: string }): Promise<Tokens>
  sendPasswordResetEmail(payload: object): Promise<void>
  updatePasswordByHash(payload: object): Promise<Tokens>
  updatePassword(payload: object, accessToken: string): Promise<void>
  revokeToken(shopId: number, accessToken: string): Promise<void>
  generateToken(code: string): Promise<Tokens>
}

interface Options {
  clientId: string
  clientSecret: string
  apiHost: string
  additionalHeaders: Record<string, string>
}

const sdk = await vendorClient<{ OAuthClient: new (options: Options) => OAuthClient }>(
  'scayle-storefront-core-8.62.6',
  'dist/api/oauth.mjs',
)

const password = 'demo-password-1'
const asha = { email: 'asha.example@example.com', password, shop_id: 1000 }
const nora = { first_name: 'Nora', last_name: 'Neu', email: 'nora.neu@example.com', gender: 'f', shop_id: 1000 }
const accountCalls = ['scayle:sign-in', 'scayle:account']

interface Shop {
  /** What the base URL ends with. */
  path?: string
  grants?: string[]
  accessTokenSeconds?: number
}

async function startShop({ path = '/v1', grants = accountCalls, accessTokenSeconds = 2_678_400 }: Shop = {}) {
  if (!sdk) throw new Error('SCAYLE’s client is missing')
  const till = await startCloudTill({
    simulator: {
      scayle: { clients: [{ clientId: '5', clientSecret: canaries.oauthSecret }], assumptions: { accessTokenSeconds } },
    },
    entry: (url) => ({
      ...{ scheme: 'scayle', baseUrl: url + path, clientId: '5', clientSecret: canaries.oauthSecret, shopId: 1000 },
    }),
    grants,
  })
  const clientOf = (key: string) =>
    new sdk.OAuthClient({
      ...{ clientId: 'pos', clientSecret: key, apiHost: `${till.url}/via/cloud` },
      additionalHeaders: { 'Till-Agent-Key': key },
    })
  return { ...till, client: clientOf(till.key), clientOf }
}

/** The client's error names the status. */
const failsWith = (status: number) => expect.objectContaining({ message: expect.stringContaining(`${status}`) })
const claimsOf = (token: string) => JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString())
/** A code as an identity provider's return brings it. */
async function codeAt(url: string): Promise<string> {
  const encoded = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url')
  const exp = Math.floor(Date.now() / 1000) + 900
  const claims = {
    callbackUrl: 'https://shop.example.com/signin',
    idpKey: 'google',
    clientId: '5',
    iat: exp - 900,
    exp,
  }
  const signed = `${encoded({ alg: 'HS256', typ: 'JWT' })}.${encoded(claims)}`
  const jwt = `${signed}.${createHmac('sha256', 'demo-shop-secret').update(signed).digest('base64url')}`
  const redirect = await fetch(`${url}/v1/auth/external/redirect?shopId=1000&jwt=${jwt}`, { redirect: 'manual' })
  return new URL(redirect.headers.get('location') ?? '').searchParams.get('code') ?? ''
}

const refreshWith = (refresh_token: string) => ({ grant_type: 'refresh_token' as const, refresh_token })

describe.runIf(has('scayle client'))('SCAYLE’s own OAuthClient', () => {
  test.each(['/v1', '/v1/', ''])(
    'logs in, validates, refreshes and revokes with a base URL that ends in "%s"',
    async (path) => {
      const { client, calls } = await startShop({ path })
      const first = await client.login(asha)
      await client.validateToken(first.access_token)
      const second = await client.refreshToken(refreshWith(first.refresh_token))
      await client.validateToken(second.access_token)
      await client.revokeToken(1000, second.access_token)
      await expect(client.validateToken(second.access_token)).rejects.toEqual(failsWith(401))
      await expect(client.refreshToken(refreshWith(second.refresh_token))).rejects.toBeInstanceOf(Error)
      expect(calls()).toEqual([
        'POST /v1/auth/login 200',
        'GET /v1/oauth/token/validate 200',
        'POST /v1/oauth/token 200',
        'GET /v1/oauth/token/validate 200',
        expect.stringMatching(/^DELETE \/v1\/oauth\/tokens\/[0-9a-f]{80} 204$/),
      ])
    },
  )

  test('signs in guests and newcomers, resets a password by its hash and changes one', async () => {
    const { client, simulator } = await startShop()
    await client.validateToken((await client.guestLogin(nora)).access_token)
    await client.validateToken((await client.register({ ...nora, password: 'long enough' })).access_token)
    await client.sendPasswordResetEmail({
      ...{ email: asha.email, shop_id: 1000, reset_url: 'https://shop.example.com/reset?hash={hash}' },
    })
    const hash = simulator.messages().at(-1)?.code ?? ''
    const { access_token } = await client.updatePasswordByHash({ password: 'demo-password-8', hash, shop_id: 1000 })
    await client.validateToken(access_token)
    await client.updatePassword({ password: 'demo-password-8', new_password: 'demo-password-9' }, access_token)
    await client.login({ ...asha, password: 'demo-password-9' })
  })

  test('reads customer and expiry in its token, and never holds one of SCAYLE’s', async () => {
    const { client, simulator, expectNoLeak } = await startShop()
    const shown = await client.login(asha)
    await client.validateToken(shown.access_token)
    const real = simulator.seen().at(-1)?.rawAuthorization().replace('Bearer ', '') ?? ''
    const { customerId, exp, jti, iss } = claimsOf(real)
    expect(claimsOf(shown.access_token)).toMatchObject({ customerId, exp, jti })
    expect(iss).toBeUndefined()
    expect(shown.access_token).not.toContain(real.split('.')[2])
    expect(shown.refresh_token).toMatch(/^cs_/)
    const own = await fetch(`${simulator.url}/v1/oauth/token/validate`, {
      headers: { Authorization: `Bearer ${shown.access_token}` },
    })
    expect(own.status).toBe(401)
    expectNoLeak(real, shown.access_token, shown.refresh_token)
  })

  test('gets a token of its own for an authorization code', async () => {
    const { client, simulator, calls } = await startShop()
    await expect(client.generateToken(randomUUID())).rejects.toBeInstanceOf(Error)
    expect(calls()).toEqual(['POST /v1/oauth/token 400'])
    const { access_token } = await client.generateToken(await codeAt(simulator.url))
    await client.validateToken(access_token)
    expect(calls().at(-1)).toBe('GET /v1/oauth/token/validate 200')
  })

  test('of another program can do nothing with its tokens', async () => {
    const { client, clientOf, agent, simulator } = await startShop()
    const { access_token, refresh_token } = await client.login(asha)
    const grants = [{ upstream: 'cloud', allow: accountCalls }]
    const { key } = agent.clients.add({ id: 'kiosk', name: 'Kiosk', grants, origins: [] })
    const kiosk = clientOf(key)
    const before = simulator.seen().length
    await expect(kiosk.validateToken(access_token)).rejects.toEqual(failsWith(401))
    await expect(kiosk.refreshToken(refreshWith(refresh_token))).rejects.toBeInstanceOf(Error)
    await expect(kiosk.revokeToken(1000, access_token)).rejects.toEqual(failsWith(401))
    expect(simulator.seen()).toHaveLength(before)
    await client.validateToken(access_token)
  })

  test('revokes the token that the agent uses by now, where the agent has renewed the one it knows', async () => {
    const { client, clock, calls, count } = await startShop({ accessTokenSeconds: 600 })
    const { access_token } = await client.login(asha)
    clock.skip(601_000)
    await client.validateToken(access_token)
    expect(count('POST /v1/oauth/token 200')).toBe(1)
    await client.revokeToken(1000, access_token)
    expect(calls().at(-1)).toMatch(/^DELETE .* 204$/)
    expect(calls().at(-1)).not.toContain(claimsOf(access_token).jti)
    await expect(client.validateToken(access_token)).rejects.toEqual(failsWith(401))
  })

  test('of a program that may have tokens works with SCAYLE’s own access token, through the agent too', async () => {
    const { client, simulator } = await startShop({ grants: [...accountCalls, 'hand-over'] })
    const { access_token, refresh_token } = await client.login(asha)
    await client.validateToken(access_token)
    expect(simulator.seen().at(-1)?.rawAuthorization()).toBe(`Bearer ${access_token}`)
    expect(refresh_token).toMatch(/^cs_/)
  })

  test('that refreshes ten times at once renews once', async () => {
    const { client, count } = await startShop()
    const { refresh_token } = await client.login(asha)
    const pairs = await Promise.all(Array.from({ length: 10 }, () => client.refreshToken(refreshWith(refresh_token))))
    expect(new Set(pairs.map(({ access_token }) => claimsOf(access_token).jti)).size).toBe(
      count('POST /v1/oauth/token'),
    )
    expect(count('POST /v1/oauth/token')).toBeLessThan(10)
    await client.validateToken(pairs[0]?.access_token ?? '')
  })
})
