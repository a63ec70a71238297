import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startAgent } from '#test/support/agentProcess.ts'
import { startHeadlessShell } from '#test/support/browser.ts'
import { firstLine, run, start as startCommand } from '#test/support/command.ts'
import { type IdentityProvider, oidcClient, startIdentityProvider } from '#test/support/identityProvider.ts'
import { consent, isBack, logIn, signInOnPhone, signInWithBrowser } from '#test/support/providerPages.ts'
import { askForSecondFactor, secondFactorPolicy, twoFactors } from '#test/support/secondFactor.ts'
import { startUpstream } from '#test/support/upstream.ts'

let browser: Browser

beforeAll(async () => {
  browser = await startHeadlessShell()
})

afterAll(() => browser?.close())

const allow = [{ methods: ['*'], path: '/**' }, 'oidc:customers']
const ids = ['loyalty-app', 'shop-app']

/** An agent with two upstreams, each an app of its own at one identity provider, and a cloud behind both. */
async function startScene() {
  const identity = await startIdentityProvider(
    {
      clients: ids.map((client_id) => ({
        ...oidcClient,
        client_id,
        redirect_uris: [...oidcClient.redirect_uris],
        grant_types: [...oidcClient.grant_types, 'urn:ietf:params:oauth:grant-type:device_code'],
      })),
      features: { devInteractions: { enabled: true }, deviceFlow: { enabled: true } },
      ...secondFactorPolicy(),
    },
    undefined,
    askForSecondFactor,
  )
  const gateway = await startUpstream((_, response) => response.end('{"points":12}'))
  const upstreams = ids.map((id) => ({
    ...{ id, scheme: 'oidc', baseUrl: gateway.url, issuer: identity.issuer, clientId: id, signIn: 'customers' },
    ...{ scopes: ['openid'], sendIdTokenAs: 'X-CAP-EXTERNAL-OAUTH-ID-TOKEN', brand: 'DEMO' },
  }))
  const client = { id: 'pos', name: 'Checkout', grants: ids.map((upstream) => ({ upstream, allow })) }
  const agent = await startAgent({ provisioning: { upstreams, clients: [client] } })
  const key = agent.newKeys[0]?.key ?? ''
  const post = (body: object) => ({
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  })
  return {
    identity,
    gateway,
    begin: async (upstream: string, body: object, of = '') =>
      (await (await agent.call(key, `/v1/upstreams/${upstream}/customers${of}/sign-ins`, post(body))).json()) as Begun,
    get: async (upstream: string, customer: string) =>
      (await agent.call(key, `/v1/upstreams/${upstream}/customers/${customer}?waitSeconds=20`)).json(),
    dataDir: agent.dataDir,
    list: async (upstream: string) => (await agent.call(key, `/v1/upstreams/${upstream}/customers`)).json(),
    callAs: (upstream: string, customer: string) =>
      agent.call(key, `/via/${upstream}/mobile/v2/api/points`, { headers: { 'Till-Agent-Customer': customer } }),
  }
}

interface Begun {
  customer: string
  signIn: { url: string; verificationUri: string; userCode: string; verificationUriComplete: string }
}

async function newPage(context?: BrowserContext): Promise<Page> {
  return (context ?? (await browser.newContext())).newPage()
}

const issued = ({ tokenResponses }: IdentityProvider) =>
  tokenResponses.map((text) => JSON.parse(text)).filter(({ access_token }) => access_token !== undefined)

test('a customer enters a password once, and is signed in to a second app without', async () => {
  const { identity, gateway, begin, get, callAs } = await startScene()
  const context = await browser.newContext()
  const [first, second] = [await begin('loyalty-app', { by: 'browser' }), await begin('shop-app', { by: 'browser' })]

  const page = await newPage(context)
  await page.goto(first.signIn.url)
  await signInWithBrowser(page, 'anna')

  await page.goto(second.signIn.url)
  expect(await page.locator('input[name=login]').count()).toBe(0)
  await consent(page)
  await isBack(page)

  for (const [upstream, { customer }] of [['loyalty-app', first] as const, ['shop-app', second] as const]) {
    expect(await get(upstream, customer)).toMatchObject({ state: 'signed-in' })
    expect(await (await callAs(upstream, customer)).json()).toEqual({ points: 12 })
  }
  // Each with an access token and an identity token of its own, as Capillary's gateway takes them.
  expect(gateway.seen.map(({ headers }) => headers)).toMatchObject(
    issued(identity).map(({ access_token, id_token }) => ({
      authorization: `Bearer ${access_token}`,
      'x-cap-external-oauth-id-token': id_token,
      cap_brand: 'DEMO',
    })),
  )
  await context.close()
})

test('a customer enters the code of the till on a phone', async () => {
  const { begin, get, callAs } = await startScene()
  const { customer, signIn } = await begin('loyalty-app', { by: 'code' })
  const phone = await newPage()
  await phone.goto(signIn.verificationUri)
  await phone.locator('input[name=user_code]').fill(signIn.userCode)
  await consent(phone)
  expect(await phone.locator('body').innerText()).toContain(signIn.userCode)
  await consent(phone)
  await logIn(phone, 'anna')
  await consent(phone)
  await phone.getByText('Sign-in Success').waitFor()
  expect(await get('loyalty-app', customer)).toMatchObject({ state: 'signed-in' })
  expect((await callAs('loyalty-app', customer)).status).toBe(200)
  await phone.context().close()
})

test('staff start a sign-in at the counter, and the program finds the customer in its list', async () => {
  const { dataDir, list, callAs } = await startScene()
  const args = ['customer', 'sign-in', 'loyalty-app', '--client', 'pos', '--json', '--data-dir', dataDir]
  const command = startCommand(args)
  const { customer, signIn } = JSON.parse(await firstLine(command)) as Begun
  const phone = await newPage()
  await signInOnPhone(phone, signIn.verificationUriComplete, 'anna')
  const { code, stderr } = await command.ended
  expect([code, stderr]).toEqual([0, ''])
  expect(await list('loyalty-app')).toMatchObject({ customers: [{ customer, state: 'signed-in' }] })
  expect((await callAs('loyalty-app', customer)).status).toBe(200)

  const common = ['loyalty-app', '--data-dir', dataDir]
  expect((await run(['customer', 'list', ...common])).stdout).toMatch(new RegExp(`${customer} +pos +signed-in`))
  expect((await run(['customer', 'sign-out', 'loyalty-app', customer, '--data-dir', dataDir])).code).toBe(0)
  expect((await run(['customer', 'list', ...common])).stdout).toBe('No customer is signed in to "loyalty-app".\n')
  expect((await callAs('loyalty-app', customer)).status).toBe(401)
  await phone.context().close()
})

test('a sign-in at the counter whose command is stopped signs nobody in', async () => {
  const { dataDir, list } = await startScene()
  const args = ['customer', 'sign-in', 'loyalty-app', '--client', 'pos', '--json', '--data-dir', dataDir]
  const command = startCommand(args)
  const { customer } = JSON.parse(await firstLine(command)) as Begun
  expect(await list('loyalty-app')).toMatchObject({ customers: [{ customer, state: 'started' }] })
  command.process.kill('SIGINT')
  await expect.poll(() => list('loyalty-app')).toEqual({ customers: [] })
})

test('a cloud that wants a second factor gets it, under the same handle', async () => {
  const { gateway, begin, get, callAs } = await startScene()
  const { customer, signIn } = await begin('loyalty-app', { by: 'browser' })
  const page = await newPage()
  await page.goto(signIn.url)
  await signInWithBrowser(page, 'anna')
  expect(await get('loyalty-app', customer)).toMatchObject({ state: 'signed-in' })

  const challenge = `Bearer error="insufficient_user_authentication", acr_values="${twoFactors}"`
  gateway.answerWith((_, response) => response.writeHead(401, { 'WWW-Authenticate': challenge }).end())
  const refused = await (await callAs('loyalty-app', customer)).json()
  expect(refused).toMatchObject({ code: 'STEP_UP_REQUIRED', acrValues: [twoFactors] })

  const again = await begin('loyalty-app', { by: 'browser', acrValues: [twoFactors] }, `/${customer}`)
  await page.goto(again.signIn.url)
  await page.getByLabel('One-time password').fill('123456')
  await signInWithBrowser(page, 'anna')
  expect(await get('loyalty-app', customer)).toMatchObject({ customer, state: 'signed-in' })
  gateway.answerWith((_, response) => response.end('{}'))
  expect((await callAs('loyalty-app', customer)).status).toBe(200)
  await page.context().close()
})
