import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { firstLine, makeFolder, patience, run, startAgent, start as startCommand } from '../support/agentProcess.ts'
import { startBrowser } from '../support/browser.ts'
import { canaries } from '../support/canaries.ts'
import { desk, type IdentityProvider, startIdentityProvider } from '../support/identityProvider.ts'
import { faultOf } from '../support/till.ts'
import { startUpstream } from '../support/upstream.ts'

let browser: Browser

beforeAll(async () => {
  browser = await startBrowser()
}, 60_000)

afterAll(() => browser?.close())

/** A client of the provider that has a secret besides, and access tokens that live for three seconds. */
const provided = {
  clients: [
    {
      ...desk,
      redirect_uris: [...desk.redirect_uris],
      grant_types: [...desk.grant_types],
      token_endpoint_auth_method: 'client_secret_basic' as const,
      client_secret: canaries.oauthSecret,
    },
  ],
  ttl: { AccessToken: 3, Grant: 3600, Session: 3600, Interaction: 600, IdToken: 3600, RefreshToken: 3600 },
}

async function startScene() {
  const identity = await startIdentityProvider(provided)
  const upstream = await startUpstream((_, response) => response.end('{"points":12}'))
  const provisioning = {
    upstreams: [
      {
        id: 'sso',
        scheme: 'oidc',
        baseUrl: upstream.url,
        issuer: identity.issuer,
        clientId: desk.client_id,
        clientSecret: { env: 'SSO_SECRET' },
        sendIdTokenAs: 'X-CAP-EXTERNAL-OAUTH-ID-TOKEN',
      },
    ],
    clients: [{ id: 'pos', name: 'Checkout', grants: [{ upstream: 'sso', allow: [{ methods: ['*'], path: '/**' }] }] }],
  }
  return { identity, upstream, provisioning, env: { ...process.env, SSO_SECRET: canaries.oauthSecret } }
}

/** What a person does in the browser. Answers with what the last page says. */
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

/** Every secret that the provider gave out, and the code that the browser brought. */
function secretsOf({ tokens }: IdentityProvider, ...addresses: string[]): string[] {
  const given = tokens.flatMap((text) => Object.entries<string>(JSON.parse(text)))
  const kept = given.filter(([name]) => /_token$/.test(name)).map(([, value]) => value)
  return [...kept, ...addresses.map((address) => new URL(address).searchParams.get('code') ?? '')]
}

/** The agent's files and, where the system shows them, the arguments of every process. */
function everywhere(dataDir: string): string {
  const files = execFileSync('find', [dataDir, '-type', 'f']).toString().trim().split('\n')
  const args = execFileSync('ps', ['-eo', 'args']).toString()
  return [args, ...files.map((file) => readFileSync(file, 'latin1'))].join('\n')
}

test('staff sign in with the real browser, the POS calls in their name, and they sign out', async () => {
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
  const given = JSON.parse(identity.tokens[0] ?? '')
  expect(upstream.seen[0]?.headers).toMatchObject({
    authorization: `Bearer ${given.access_token}`,
    'x-cap-external-oauth-id-token': given.id_token,
  })

  // Expired by then, and nobody at the till notices.
  await expect
    .poll(async () => {
      expect((await agent.call(key, '/via/sso/points')).status).toBe(200)
      return upstream.seen.at(-1)?.headers.authorization
    }, patience)
    .not.toBe(`Bearer ${given.access_token}`)

  const out = await run(['upstream', 'sign-out', 'sso', '--print-url', ...common])
  expect(out.stdout).toContain('The identity provider has revoked the tokens.')
  expect(out.stdout).toContain(`${identity.issuer}/session/end?client_id=till-desk`)
  expect(await faultOf(await agent.call(key, '/via/sso/points'))).toBe('UPSTREAM_NOT_READY')

  const seen = [everywhere(dataDir), stdout, stderr, out.stdout, out.stderr, listed.stdout, page.text].join('\n')
  expect(secretsOf(identity, page.address).filter((secret) => secret === '' || seen.includes(secret))).toEqual([])
  const { stdout: printed, stderr: complained } = await agent.end()
  expect(secretsOf(identity).filter((secret) => `${printed}${complained}`.includes(secret))).toEqual([])
})

test('with no agent running, the command is one; whoever runs it next is signed in', async () => {
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
  expect(secrets.filter((one) => everywhere(dataDir).includes(one))).toEqual([])
  expect((await run(['upstream', 'remove', 'sso', '--force', ...common])).code).toBe(0)
})

test('a sign-in that is not finished says so, and the agent works on', async () => {
  const { provisioning, env } = await startScene()
  const agent = await startAgent({ provisioning, env })
  const command = startCommand(['upstream', 'sign-in', 'sso', '--print-url', '--data-dir', agent.dataDir])
  const back = new URL(await firstLine(command)).searchParams.get('redirect_uri') ?? ''
  const page = await (await browser.newContext()).newPage()
  await page.goto(`${back}?error=access_denied&state=made-up`)
  expect(await page.locator('body').innerText()).toContain('did not succeed')
  const { code, stderr } = await command.ended
  expect(code).toBe(1)
  expect(stderr).toContain('SIGN_IN_FAILED')
  expect((await run(['upstream', 'list', '--data-dir', agent.dataDir])).stdout).toContain('not-ready')
  await page.context().close()
})

test('a sign-in whose command is stopped leaves no port open', async () => {
  const { provisioning, env } = await startScene()
  const agent = await startAgent({ provisioning, env })
  const command = startCommand(['upstream', 'sign-in', 'sso', '--print-url', '--data-dir', agent.dataDir])
  const back = new URL(await firstLine(command)).searchParams.get('redirect_uri') ?? ''
  expect((await fetch(new URL('/', back))).status).toBe(404)
  command.process.kill('SIGINT')
  await expect.poll(() => fetch(back).catch(() => 'closed'), patience).toBe('closed')
})
