import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { decodeJwt } from 'jose'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startAgent } from '#test/support/agentProcess.ts'
import { startHeadlessShell } from '#test/support/browser.ts'
import { canaries } from '#test/support/canaries.ts'
import { firstLine, run, start as startCommand } from '#test/support/command.ts'
import { makeFolder } from '#test/support/folder.ts'
import { type IdentityProvider, oidcClient, startIdentityProvider } from '#test/support/identityProvider.ts'
import { askForSecondFactor, secondFactorPolicy, twoFactors } from '#test/support/secondFactor.ts'
import { faultOf } from '#test/support/till.ts'
import { startUpstream } from '#test/support/upstream.ts'

let browser: Browser

beforeAll(async () => {
  browser = await startHeadlessShell()
})

afterAll(() => browser?.close())

/** A provider whose client has a secret, and whose access tokens expire after three seconds. */
const providerOptions = {
  clients: [
    {
      ...oidcClient,
      redirect_uris: [...oidcClient.redirect_uris],
      grant_types: [...oidcClient.grant_types],
      token_endpoint_auth_method: 'client_secret_basic' as const,
      client_secret: canaries.oauthSecret,
    },
  ],
  ttl: { AccessToken: 3, Grant: 3600, Session: 3600, Interaction: 600, IdToken: 3600, RefreshToken: 3600 },
}

async function startScene() {
  const identity = await startIdentityProvider(providerOptions)
  const upstream = await startUpstream((_, response) => response.end('{"points":12}'))
  const provisioning = {
    upstreams: [
      {
        id: 'sso',
        scheme: 'oidc',
        baseUrl: upstream.url,
        issuer: identity.issuer,
        clientId: oidcClient.client_id,
        clientSecret: { env: 'SSO_SECRET' },
        sendIdTokenAs: 'X-CAP-EXTERNAL-OAUTH-ID-TOKEN',
      },
    ],
    clients: [{ id: 'pos', name: 'Checkout', grants: [{ upstream: 'sso', allow: [{ methods: ['*'], path: '/**' }] }] }],
  }
  return { identity, upstream, provisioning, env: { ...process.env, SSO_SECRET: canaries.oauthSecret } }
}

/** Signs in with a browser of its own. Returns the text and the address of the last page. */
async function signInWith(url: string, person: string): Promise<{ text: string; address: string }> {
  const context = await browser.newContext()
  const page = await context.newPage()
  await page.goto(url)
  await page.locator('input[name=login]').fill(person)
  await page.locator('input[name=password]').fill('any')
  await page.locator('button[type=submit]').click()
  await page.getByRole('button', { name: 'Continue' }).click()
  await page.getByText('close this window').waitFor()
  const shown = { text: await page.locator('body').innerText(), address: page.url() }
  await context.close()
  return shown
}

/** Every token that the provider issued, and the authorization codes in the addresses. */
function secretsOf({ tokenResponses }: IdentityProvider, ...addresses: string[]): string[] {
  const issued = tokenResponses.flatMap((text) => Object.entries<string>(JSON.parse(text)))
  const values = issued.filter(([name]) => /_token$/.test(name)).map(([, value]) => value)
  return [...values, ...addresses.map((address) => new URL(address).searchParams.get('code') ?? '')]
}

/** The text of the agent's files and the arguments of every process. */
function traces(dataDir: string): string {
  const files = execFileSync('find', [dataDir, '-type', 'f']).toString().trim().split('\n')
  const args = execFileSync('ps', ['-eo', 'args']).toString()
  return [args, ...files.map((file) => readFileSync(file, 'latin1'))].join('\n')
}

test('staff sign in with a real browser, the POS calls in their name, and they sign out', async () => {
  const { identity, upstream, provisioning, env } = await startScene()
  const dataDir = join(makeFolder(), 'data')
  const agent = await startAgent({ dataDir, provisioning, env })
  const key = agent.newKeys[0]?.key ?? ''
  const common = ['--data-dir', dataDir]

  expect(await faultOf(await agent.call(key, '/via/sso/points'))).toBe('UPSTREAM_NOT_READY')
  const listed = await run(['upstream', 'list', ...common])
  expect(listed.stdout).toContain('till-agent upstream sign-in sso')

  const command = startCommand(['upstream', 'sign-in', 'sso', '--print-url', ...common])
  const page = await signInWith(await firstLine(command), 'anna')
  const { code, stdout, stderr } = await command.ended
  expect([code, stderr]).toEqual([0, ''])
  expect(stdout).toContain(`"sso" knows this till as anna of ${new URL(identity.issuer).host}`)
  expect(page.text).toBe('Signed in. You can close this window.')

  expect(await (await agent.call(key, '/via/sso/points')).json()).toEqual({ points: 12 })
  const issued = JSON.parse(identity.tokenResponses[0] ?? '')
  expect(upstream.seen[0]?.headers).toMatchObject({
    authorization: `Bearer ${issued.access_token}`,
    'x-cap-external-oauth-id-token': issued.id_token,
  })

  // The access token expires meanwhile, and requests go on.
  await expect
    .poll(async () => {
      expect((await agent.call(key, '/via/sso/points')).status).toBe(200)
      return upstream.seen.at(-1)?.headers.authorization
    })
    .not.toBe(`Bearer ${issued.access_token}`)

  const out = await run(['upstream', 'sign-out', 'sso', '--print-url', ...common])
  expect(out.stdout).toContain('The identity provider has revoked the tokens.')
  expect(out.stdout).toContain(`${identity.issuer}/session/end?client_id=till-desk`)
  expect(await faultOf(await agent.call(key, '/via/sso/points'))).toBe('UPSTREAM_NOT_READY')

  const seen = [traces(dataDir), stdout, stderr, out.stdout, out.stderr, listed.stdout, page.text].join('\n')
  expect(secretsOf(identity, page.address).filter((secret) => secret === '' || seen.includes(secret))).toEqual([])
  const { stdout: agentOutput, stderr: agentErrors } = await agent.end()
  expect(secretsOf(identity).filter((secret) => `${agentOutput}${agentErrors}`.includes(secret))).toEqual([])
})

describe('staff of a store with several clouds at one identity provider', () => {
  const clouds = ['sso', 'shop']

  /** An app of its own at the provider for each cloud. @param settings of both upstreams */
  async function startClouds(settings: object = {}) {
    const clients = clouds.map((client_id) => ({
      ...oidcClient,
      client_id,
      redirect_uris: [...oidcClient.redirect_uris],
      grant_types: [...oidcClient.grant_types],
    }))
    const identity = await startIdentityProvider({ clients, ...secondFactorPolicy() }, undefined, askForSecondFactor)
    const gateway = await startUpstream((_, response) => response.end('{"points":12}'))
    const upstreams = clouds.map((id) => ({
      ...{ id, scheme: 'oidc', baseUrl: gateway.url, issuer: identity.issuer, clientId: id },
      ...{ sendIdTokenAs: 'X-CAP-EXTERNAL-OAUTH-ID-TOKEN', brand: 'DEMO', ...settings },
    }))
    const grants = clouds.map((upstream) => ({ upstream, allow: [{ methods: ['*'], path: '/**' }] }))
    const agent = await startAgent({ provisioning: { upstreams, clients: [{ id: 'pos', name: 'Checkout', grants }] } })
    const page = await (await browser.newContext()).newPage()
    return {
      ...{ page, gateway, call: (id: string) => agent.call('pos', `/via/${id}/points`) },
      /** @param authenticate what the person enters on the provider's first page */
      async signIn(id: string, authenticate: () => Promise<void>): Promise<void> {
        const command = startCommand(['upstream', 'sign-in', id, '--print-url', '--data-dir', agent.dataDir])
        await page.goto(await firstLine(command))
        await authenticate()
        await page.getByRole('button', { name: 'Continue' }).click()
        await page.getByText('You can close this window').waitFor()
        expect((await command.ended).code).toBe(0)
      },
      issued: () => identity.tokenResponses.map((text) => JSON.parse(text)),
    }
  }

  async function logIn(page: Page): Promise<void> {
    await page.locator('input[name=login]').fill('anna')
    await page.locator('input[name=password]').fill('any')
    await page.locator('button[type=submit]').click()
  }

  test('enter a password once, and sign in to the second cloud without', async () => {
    const { page, gateway, signIn, call, issued } = await startClouds()
    await signIn('sso', () => logIn(page))
    await signIn('shop', async () => expect(await page.locator('input[name=password]').count()).toBe(0))
    for (const id of clouds) expect(await (await call(id)).json()).toEqual({ points: 12 })
    // Each with an access token and an identity token of its own, as Capillary's gateway takes them (capillary.md 7).
    expect(gateway.seen.map(({ headers }) => headers)).toMatchObject(
      issued().map(({ access_token, id_token }) => ({
        authorization: `Bearer ${access_token}`,
        'x-cap-external-oauth-id-token': id_token,
        cap_brand: 'DEMO',
      })),
    )
    await page.context().close()
  })

  test('give the second factor that the settings ask for', async () => {
    const { page, signIn, call, issued } = await startClouds({ acrValues: [twoFactors] })
    await signIn('sso', async () => {
      await page.getByLabel('One-time password').fill('123456')
      await logIn(page)
    })
    expect((await call('sso')).status).toBe(200)
    expect(decodeJwt(issued()[0]?.id_token)).toMatchObject({ sub: 'anna', acr: twoFactors })
    await page.context().close()
  })
})

test('without a running agent the command signs in by itself, and the next agent is signed in', async () => {
  const { identity, upstream, env } = await startScene()
  const dataDir = join(makeFolder(), 'data')
  const common = ['--data-dir', dataDir]
  const set = [
    '--set',
    `issuer=${identity.issuer}`,
    '--set',
    'clientId=till-desk',
    '--set',
    'scopes=openid offline_access',
  ]
  const secret = ['--secret', 'clientSecret=env:SSO_SECRET']
  const where = ['--scheme', 'oidc', '--base-url', upstream.url]
  const added = await run(['upstream', 'add', 'sso', ...where, ...set, ...secret, ...common], { env })
  expect([added.code, added.stderr]).toEqual([0, ''])

  const command = startCommand(['upstream', 'sign-in', 'sso', '--print-url', ...common])
  const page = await signInWith(await firstLine(command), 'anna')
  expect((await command.ended).code).toBe(0)

  const grant = ['--name', 'Checkout', '--grant', 'sso=GET /**', '--json']
  const client = JSON.parse((await run(['client', 'add', 'pos', ...grant, ...common])).stdout)
  const agent = await startAgent({ dataDir, vault: 'keychain' })
  expect((await agent.call(client.key, '/via/sso/points')).status).toBe(200)
  const secrets = secretsOf(identity, page.address)
  expect(secrets.filter((secret) => traces(dataDir).includes(secret))).toEqual([])
  expect((await run(['upstream', 'remove', 'sso', '--force', ...common])).code).toBe(0)
})

test('a sign-in that fails says so, and the agent works on', async () => {
  const { provisioning, env } = await startScene()
  const agent = await startAgent({ provisioning, env })
  const command = startCommand(['upstream', 'sign-in', 'sso', '--print-url', '--data-dir', agent.dataDir])
  const { searchParams } = new URL(await firstLine(command))
  const page = await (await browser.newContext()).newPage()
  const answer = new URLSearchParams({ error: 'access_denied', state: searchParams.get('state') ?? '' })
  await page.goto(`${searchParams.get('redirect_uri')}?${answer}`)
  expect(await page.locator('body').innerText()).toContain('did not succeed')
  const { code, stderr } = await command.ended
  expect(code).toBe(1)
  expect(stderr).toContain('SIGN_IN_FAILED')
  expect((await run(['upstream', 'list', '--data-dir', agent.dataDir])).stdout).toContain('not-ready')
  await page.context().close()
})

test('a sign-in whose command is stopped closes its port', async () => {
  const { provisioning, env } = await startScene()
  const agent = await startAgent({ provisioning, env })
  const command = startCommand(['upstream', 'sign-in', 'sso', '--print-url', '--data-dir', agent.dataDir])
  const redirectUri = new URL(await firstLine(command)).searchParams.get('redirect_uri') ?? ''
  expect((await fetch(new URL('/', redirectUri))).status).toBe(404)
  command.process.kill('SIGINT')
  await expect.poll(() => fetch(redirectUri).catch(() => 'closed')).toBe('closed')
})
