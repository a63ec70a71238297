import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { startAgent } from '#test/support/agentProcess.ts'
import { canaries } from '#test/support/canaries.ts'
import { oidcClient, startIdentityProvider } from '#test/support/identityProvider.ts'
import { consent, isBack, logIn, signInOnPhone, signInWithBrowser } from '#test/support/providerPages.ts'
import { readQrCode } from '#test/support/qrCode.ts'
import { startTestSimulator } from '#test/support/simulator.ts'
import { startUpstream } from '#test/support/upstream.ts'
import { type Look, looks, problemsOf, tillSizes } from '#test/support/windowLooks.ts'
import { browserForTests } from '#test/support/windowPage.ts'

const browser = browserForTests()
const allow = [{ methods: ['*'], path: '/**' }, 'oidc:customers']

/** The names of the provider's people. */
const names: Record<string, string> = { anna: 'Anna Example', ben: 'Ben Example' }

interface Scene {
  programs?: readonly string[]
  grants?: unknown[]
  options?: Parameters<typeof browser.open>[1]
}

/** An agent with an upstream where customers sign in, at the certified provider, and its window in a browser. */
async function startScene({ programs = ['Checkout'], grants = allow, options }: Scene = {}) {
  const identity = await startIdentityProvider({
    clients: [
      {
        ...oidcClient,
        redirect_uris: [...oidcClient.redirect_uris],
        grant_types: [...oidcClient.grant_types, 'urn:ietf:params:oauth:grant-type:device_code'],
      },
    ],
    features: { devInteractions: { enabled: true }, deviceFlow: { enabled: true }, revocation: { enabled: true } },
    conformIdTokenClaims: false,
    claims: { openid: ['sub', 'name'] },
    findAccount: (_, sub) => ({ accountId: sub, claims: () => ({ sub, name: names[sub] ?? sub }) }),
  })
  const gateway = await startUpstream((_, response) => response.end('{"points":12}'))
  const upstream = { id: 'brand', scheme: 'oidc', baseUrl: gateway.url, issuer: identity.issuer, clientId: 'till-desk' }
  const agent = await startAgent({
    ui: true,
    provisioning: {
      upstreams: [{ ...upstream, signIn: 'customers', scopes: ['openid'] }],
      clients: programs.map((name) => ({
        ...{ id: name.toLowerCase(), name },
        grants: [{ upstream: 'brand', allow: grants }],
      })),
    },
  })
  const page = await browser.open(agent.link, options)
  const customersOf = async (client = 'checkout') => {
    const response = await agent.call(client, '/v1/upstreams/brand/customers')
    return ((await response.json()) as { customers: { customer: string; state: string }[] }).customers
  }
  return {
    ...{ identity, gateway, page, customersOf },
    callAs: (customer: string) =>
      agent.call('checkout', '/via/brand/points', { headers: { 'Till-Agent-Customer': customer } }),
  }
}

/** Another device, or another browser of this machine. */
const elsewhere = async (page: Page) => {
  const context = await page.context().browser()?.newContext()
  if (!context) throw new Error('no browser')
  return context.newPage()
}

const withPhone = (page: Page) => page.getByRole('button', { name: 'With the customer’s phone' })
const withBrowser = (page: Page) => page.getByRole('button', { name: 'With this computer’s browser' })
const signedIn = (page: Page) => page.getByRole('heading', { name: 'Signed in' })

/** The page that the button opens in a new tab. */
async function openSignInPage(page: Page): Promise<Page> {
  const opened = page.context().waitForEvent('page')
  await page.getByRole('link', { name: 'Open the sign-in page' }).click()
  return opened
}

test('a customer signs in on their own phone, and the checkout serves them', async () => {
  const { page, customersOf, callAs, gateway, identity } = await startScene()
  await withPhone(page).click()
  await page.getByRole('heading', { name: 'The customer signs in on their phone' }).waitFor()
  await page.getByText(/^[A-Z]{4}-[A-Z]{4}$/).waitFor()
  const userCode = await page.getByText(/^[A-Z]{4}-[A-Z]{4}$/).innerText()
  await page.getByText(`${identity.issuer}/device`).waitFor()
  await page.getByText(/Time left/).waitFor()
  await page.getByText('For: Checkout').waitFor()

  const phone = await elsewhere(page)
  const scanned = await readQrCode(page.getByRole('img', { name: 'QR code of the sign-in page' }))
  expect(scanned).toBe(`${identity.issuer}/device?user_code=${userCode}`)
  await signInOnPhone(phone, scanned, 'anna')
  await phone.context().close()
  await signedIn(page).waitFor()
  await page.getByText('Anna Example', { exact: true }).waitFor()
  await page.getByText('Checkout now serves this customer.').waitFor()

  const [customer] = await customersOf()
  expect(customer?.state).toBe('signed-in')
  expect(await (await callAs(customer?.customer ?? '')).json()).toEqual({ points: 12 })
  expect(gateway.seen).toHaveLength(1)
  await page.getByRole('button', { name: 'Next customer' }).click()
  await withPhone(page).waitFor()
  expect(await page.content()).not.toContain('Anna')
})

test('two customers sign in with the browser of the till, each with a password of their own', async () => {
  const { page, customersOf, callAs } = await startScene()
  await withBrowser(page).click()
  const first = await openSignInPage(page)
  await signInWithBrowser(first, 'anna')
  await first.close()
  await page.getByText('Anna Example', { exact: true }).waitFor()
  await page.getByRole('button', { name: 'Next customer' }).click()

  await withBrowser(page).click()
  const second = await openSignInPage(page)
  await logIn(second, 'ben')
  await consent(second)
  await isBack(second)
  await second.close()
  await page.getByText('Ben Example', { exact: true }).waitFor()
  const customers = await customersOf()
  expect(customers).toHaveLength(2)

  await page.getByRole('button', { name: 'Not this customer? Sign out' }).click()
  await withBrowser(page).waitFor()
  expect(await customersOf()).toEqual(customers.slice(0, 1))
  expect((await callAs(customers[1]?.customer ?? '')).status).toBe(401)
})

test('a sign-in that the cashier cancels, or leaves, signs nobody in', async () => {
  const { page, customersOf } = await startScene()
  await withPhone(page).click()
  await page.getByText('Waiting for the customer…').last().waitFor()
  expect(await customersOf()).toMatchObject([{ state: 'started' }])
  await page.getByRole('button', { name: 'Cancel' }).click()
  await expect.poll(() => customersOf()).toEqual([])

  await withBrowser(page).click()
  const url = (await page.getByRole('link', { name: 'Open the sign-in page' }).getAttribute('href')) ?? ''
  await page.getByRole('link', { name: 'Status' }).click()
  await expect.poll(() => customersOf()).toEqual([])
  const redirectUri = new URL(url).searchParams.get('redirect_uri') ?? ''
  await expect.poll(() => fetch(redirectUri).catch(() => 'closed')).toBe('closed')
})

test('a provider that signs nobody in is told, and the cashier can try again', async () => {
  const { page, identity } = await startScene()
  identity.setDown(true)
  await withPhone(page).click()
  await page.getByRole('alert').waitFor()
  identity.setDown(false)
  await withPhone(page).click()
  await page.getByRole('heading', { name: 'The customer signs in on their phone' }).waitFor()
})

test('where several checkouts may serve the customer, the cashier names one', async () => {
  const { page, customersOf } = await startScene({ programs: ['Checkout', 'Kiosk'] })
  expect(await withPhone(page).isDisabled()).toBe(true)
  await page.getByLabel('Checkout that this is for').selectOption('Kiosk')
  await withPhone(page).click()
  await page.getByText('For: Kiosk').waitFor()
  expect([await customersOf('checkout'), await customersOf('kiosk')]).toMatchObject([[], [{ state: 'started' }]])
})

test('until a program may sign customers in, the screen says so', async () => {
  const { page } = await startScene({ grants: allow.slice(0, 1) })
  await page.getByText('No program may sign customers in here yet.', { exact: false }).waitFor()
  await page.getByRole('button', { name: 'Go to Programs' }).click()
  await page.getByRole('heading', { name: 'Programs', level: 1 }).waitFor()
})

test('staff are not asked to sign in to an upstream for customers', async () => {
  const { page } = await startScene()
  await page.getByRole('link', { name: 'Clouds' }).click()
  await page.getByRole('button', { name: 'Test now: brand' }).waitFor()
  expect(await page.getByRole('link', { name: /^Sign (?:in|out)/ }).count()).toBe(0)
})

test('a customer of a SCAYLE shop signs in at one of its identity providers', async () => {
  const shopSecret = canaries.oauthSecret.replace(/^./, 'S')
  const clientSecret = canaries.oauthSecret
  const cloud = await startTestSimulator({ scayle: { clients: [{ clientId: '5', clientSecret }], shopSecret } })
  const shop = { id: 'shop', scheme: 'scayle', baseUrl: `${cloud.url}/v1`, accountBaseUrl: `${cloud.url}/api` }
  const agent = await startAgent({
    ui: true,
    provisioning: {
      upstreams: [
        { ...shop, clientId: '5', clientSecret, shopSecret, shopId: 1000, identityProviders: ['google', 'apple'] },
      ],
      clients: [
        { id: 'pos', name: 'Checkout', grants: [{ upstream: 'shop', allow: ['scayle:sign-in', 'scayle:profile'] }] },
      ],
    },
  })
  const page = await browser.open(agent.link)
  expect(await withPhone(page).count()).toBe(0)
  await page.getByLabel('The customer’s account is with').selectOption('apple')
  await withBrowser(page).click()
  const opened = await openSignInPage(page)
  await isBack(opened)
  await signedIn(page).waitFor()
  const { customers } = (await (await agent.call('pos', '/v1/upstreams/shop/customers')).json()) as {
    customers: { customer: string }[]
  }
  const headers = { 'Till-Agent-Customer': customers[0]?.customer ?? '' }
  expect(await (await agent.call('pos', '/via/shop/account/oauth/me', { headers })).json()).toMatchObject({
    firstName: 'Asha',
  })
})

describe.each(Object.entries(looks) as [Look, (typeof looks)[Look]][])('in %s everyone can use', (look, options) => {
  const sizes = [...tillSizes, { width: 320, height: 640 }, { width: 768, height: 1024 }]

  test('the screens of a customer’s sign-in', async () => {
    const { page } = await startScene({ programs: ['Checkout', 'Kiosk'], options })
    const problems: string[] = []
    const lookAt = async (name: string) => problems.push(...(await problemsOf(page, look, name, sizes)))
    const main = page.getByRole('main')
    await main.getByRole('combobox').selectOption('Checkout')
    await lookAt('sign-in')
    await main.getByRole('button').first().click()
    await main.getByText(/^[A-Z]{4}-[A-Z]{4}$/).waitFor()
    await lookAt('sign-in-code')
    await main.getByRole('button').last().click()
    await main.getByRole('combobox').waitFor()
    await main.getByRole('button').last().click()
    const link = main.getByRole('link').first()
    await link.waitFor()
    await lookAt('sign-in-browser')
    const other = await elsewhere(page)
    await other.goto((await link.getAttribute('href')) ?? '')
    await signInWithBrowser(other, 'anna')
    await other.context().close()
    await main.getByText('Anna Example', { exact: true }).waitFor()
    await lookAt('signed-in')
    expect(problems).toEqual([])
  })
})
