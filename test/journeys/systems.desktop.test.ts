import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import type { ControlClient } from '#adapters/network/pipeClient.ts'
import { runningControl } from '#cli/withControl.ts'
import {
  demoBrand,
  demoClient,
  demoGiniClients,
  demoScayleClient,
  demoScayleCustomers,
  type Simulator,
  startSimulator,
  testVector,
} from '#simulator/simulator.ts'
import { type RunningAgent, startAgent } from '#test/support/agentProcess.ts'
import { enterCode, navigate, oidcClient, startIdentityProvider } from '#test/support/identityProvider.ts'
import { signInWithBrowser } from '#test/support/providerPages.ts'
import { startUpstream } from '#test/support/upstream.ts'
import { browserForTests } from '#test/support/windowPage.ts'
import { approvePairing, pairingDialog, pollPairing, startPairing } from '#test/support/windowSteps.ts'
import { en } from '#words/en/en.ts'

const browser = browserForTests()
let agent: RunningAgent
let control: ControlClient
let clouds: Simulator

const shopSecret = 'demo-shop-secret-0123456789'

beforeAll(async () => {
  clouds = await startSimulator({ scayle: { shopSecret } })
  agent = await startAgent({ ui: true })
  const running = await runningControl(agent.dataDir)
  if (!running) throw new Error('no control socket')
  control = running
})

afterAll(async () => {
  await agent?.end()
  await clouds?.close()
})

/** A checkout that has been paired, as it calls the upstream. */
interface Checkout {
  upstream: string
  /** A brokered request. @param customer the handle of a customer */
  call(path: string, init?: RequestInit, customer?: string): Promise<Response>
  /** A call of the agent's own. */
  ask(path: string, body?: object): Promise<unknown>
}

interface Service {
  /** What a person types, by name of the setting; the address of the cloud is `baseUrl`, or has a name of its own. */
  fields: Record<string, string>
  /** A person signs in at the identity provider before the till is ready. */
  signIn?(page: Page): Promise<void>
  /** @returns what the upstream answered to a brokered request, in part */
  serve(checkout: Checkout): Promise<unknown>
}

interface System {
  name: string
  scheme: keyof typeof en.schemes.names
  allow: unknown[]
  start(): Promise<Service> | Service
  answer: unknown
}

const everything = { methods: ['*'], path: '/**' }
const asha = '919999999993'
const ashasProfile = { customers: { customer: [{ firstname: 'Asha' }] } }
const till = { till: testVector.till, password: testVector.password }
const readCustomer = async ({ call }: Checkout) => (await call(`/v1.1/customer/get?format=json&mobile=${asha}`)).json()
const statusOf = async (response: Promise<Response>) => (await response).status

/** Signs a customer of the brand in by a code, and reads their profile at the gateway. */
async function serveBrandCustomer({ upstream, ask, call }: Checkout): Promise<unknown> {
  const customers = `/v1/upstreams/${upstream}/customers`
  const { customer } = (await ask(customers, { identifierType: 'MOBILE', identifierValue: asha })) as Named
  await ask(`${customers}/${customer}/send-code`)
  await ask(`${customers}/${customer}/code`, { code: clouds.messages().at(-1)?.code ?? '' })
  return (await call('/v2/api/customer/get', {}, customer)).json()
}

interface Named {
  customer: string
}

const sendDocument = ({ call }: Checkout) =>
  statusOf(call('/documents?filename=bill.pdf', { method: 'POST', body: '%PDF-1.4' }))

function giniFields(users: 'derived' | 'anonymous') {
  const [derived, anonymous] = demoGiniClients
  const { clientId, clientSecret } = users === 'derived' ? derived : anonymous
  return { baseUrl: clouds.url, clientId, clientSecret }
}
const derivedUser = () => ({ ...giniFields('derived'), userIdentifier: 'user-hash-0123456789abcdef' })

const scayleFields = () => ({
  ...{ baseUrl: `${clouds.url}/v1`, accountBaseUrl: `${clouds.url}/api`, shopId: '1000' },
  ...{ clientId: demoScayleClient.clientId, clientSecret: demoScayleClient.clientSecret },
})

/** A cloud that takes requests with this header alone. */
async function startGuarded(name: string, value: () => string | undefined) {
  return startUpstream(({ headers }, response) =>
    headers[name] === value() ? response.end('{"stock":3}') : response.writeHead(401).end(),
  )
}
const readStock = async ({ call }: Checkout) => (await call('/stock')).json()

/** A cloud that takes whatever the identity provider's access tokens sign. */
async function startSso(more: Record<string, string> = {}) {
  const identity = await startIdentityProvider({
    clients: [
      {
        ...oidcClient,
        redirect_uris: [...oidcClient.redirect_uris],
        grant_types: [...oidcClient.grant_types, 'urn:ietf:params:oauth:grant-type:device_code'],
      },
    ],
    features: { devInteractions: { enabled: true }, deviceFlow: { enabled: true } },
  })
  const issued = () => JSON.parse(identity.tokenResponses.at(-1) ?? '{}').access_token
  const cloud = await startGuarded('authorization', () => `Bearer ${issued()}`)
  return { baseUrl: cloud.url, issuer: identity.issuer, clientId: oidcClient.client_id, ...more }
}

const systems: System[] = [
  {
    name: 'Capillary, with till and password',
    scheme: 'capillary-till',
    allow: ['capillary:sell'],
    start: () => ({ fields: { baseUrl: clouds.url, ...till }, serve: readCustomer }),
    answer: { response: ashasProfile },
  },
  {
    name: "Capillary's gateway by the till's login",
    scheme: 'capillary-till',
    allow: ['capillary:gateway'],
    start: () => ({
      fields: {
        ...{ baseUrl: `${clouds.url}/mobile`, ...till },
        ...{ 'gateway.apiBaseUrl': clouds.url, 'gateway.brand': demoBrand.name },
      },
      serve: ({ call }) => statusOf(call(`/v2/api/customer/get?mobile=${asha}`)),
    }),
    answer: 200,
  },
  {
    name: 'Capillary, with an API client',
    scheme: 'capillary-oauth',
    allow: ['capillary:sell'],
    start: () => ({
      fields: {
        ...{ baseUrl: clouds.url, clientKey: demoClient.key, clientSecret: demoClient.secret },
        ...{ 'attribution.type': 'TILL', 'attribution.code': testVector.till },
      },
      serve: readCustomer,
    }),
    answer: { response: ashasProfile },
  },
  ...(['mobile', 'web'] as const).map(
    (family): System => ({
      name: `Auth Engine, ${family} app`,
      scheme: 'capillary-customer',
      allow: ['capillary-customer:sign-in', 'capillary-customer:account'],
      start: () => ({
        fields: { gatewayBaseUrl: `${clouds.url}/mobile`, authBaseUrl: clouds.url, brand: demoBrand.name, family },
        serve: serveBrandCustomer,
      }),
      answer: ashasProfile,
    }),
  ),
  {
    name: 'single sign-on of staff',
    scheme: 'oidc',
    allow: [everything],
    start: async () => ({
      fields: await startSso(),
      async signIn(page) {
        await page.getByRole('button', { name: en.upstreams.signIn, exact: true }).last().click()
        const opened = page.context().waitForEvent('page')
        await page.getByRole('link', { name: en.upstreams.signInOpen }).click()
        await signInWithBrowser(await opened, 'anna')
        await page.getByText(en.upstreams.signInDone).waitFor()
      },
      serve: readStock,
    }),
    answer: { stock: 3 },
  },
  {
    name: "a brand's login on a customer's phone",
    scheme: 'oidc',
    allow: [everything, 'oidc:customers'],
    start: async () => ({
      fields: await startSso({ signIn: 'customers' }),
      async serve({ upstream, ask, call }) {
        const customers = `/v1/upstreams/${upstream}/customers`
        const { customer, signIn } = (await ask(`${customers}/sign-ins`, { by: 'code' })) as Named & {
          signIn: { verificationUriComplete: string }
        }
        await enterCode(signIn.verificationUriComplete)
        await ask(`${customers}/${customer}?waitSeconds=30`)
        return (await call('/stock', {}, customer)).json()
      },
    }),
    answer: { stock: 3 },
  },
  {
    name: 'SCAYLE, for customers who log in',
    scheme: 'scayle',
    allow: ['scayle:sign-in', 'scayle:profile'],
    start: () => ({
      fields: scayleFields(),
      async serve({ call }) {
        const [customer] = demoScayleCustomers
        const body = JSON.stringify({ email: customer?.email, password: customer?.password, shop_id: 1000 })
        const headers = { 'Content-Type': 'application/json' }
        const loggedIn = (await (await call('/auth/login', { method: 'POST', headers, body })).json()) as Named
        return (await call('/account/oauth/me', {}, loggedIn.customer)).json()
      },
    }),
    answer: { firstName: 'Asha' },
  },
  {
    name: 'SCAYLE, at an identity provider',
    scheme: 'scayle',
    allow: ['scayle:sign-in', 'scayle:profile'],
    start: () => ({
      fields: { ...scayleFields(), shopSecret, identityProviders: 'google' },
      async serve({ upstream, ask, call }) {
        const customers = `/v1/upstreams/${upstream}/customers`
        const { customer, signIn } = (await ask(`${customers}/sign-ins`, { by: 'browser' })) as Named & {
          signIn: { url: string }
        }
        await navigate((await navigate(signIn.url)).headers.location ?? '')
        await ask(`${customers}/${customer}?waitSeconds=30`)
        return (await call('/account/oauth/me', {}, customer)).json()
      },
    }),
    answer: { firstName: 'Asha' },
  },
  {
    name: 'Gini, flow 1',
    scheme: 'gini-trusted',
    allow: ['gini:documents'],
    start: () => ({ fields: derivedUser(), serve: sendDocument }),
    answer: 201,
  },
  {
    name: 'Gini, flows 2 and 3',
    scheme: 'gini-derived',
    allow: ['gini:documents'],
    start: () => ({ fields: derivedUser(), serve: sendDocument }),
    answer: 201,
  },
  {
    name: 'Gini, flow 4',
    scheme: 'gini-anonymous',
    allow: ['gini:documents'],
    start: () => ({
      fields: { ...giniFields('anonymous'), userCenterUrl: clouds.url, emailDomain: 'till.example.com' },
      serve: sendDocument,
    }),
    answer: 201,
  },
  {
    name: 'a custom server with OAuth 2',
    scheme: 'oauth2',
    allow: [everything],
    async start() {
      const tokens = await startUpstream((_, response) =>
        response
          .writeHead(200, { 'Content-Type': 'application/json' })
          .end(JSON.stringify({ access_token: 'token-1', token_type: 'Bearer', expires_in: 300 })),
      )
      const cloud = await startGuarded('authorization', () => 'Bearer token-1')
      const fields = { baseUrl: cloud.url, tokenUrl: `${tokens.url}/token`, clientId: 'store', clientSecret: 'secret' }
      return { fields, serve: readStock }
    },
    answer: { stock: 3 },
  },
  {
    name: 'a server with user name and password',
    scheme: 'basic',
    allow: [everything],
    async start() {
      const cloud = await startGuarded('authorization', () => `Basic ${Buffer.from('store:secret').toString('base64')}`)
      return {
        fields: { baseUrl: cloud.url, username: 'store', password: 'secret', probePath: '/me' },
        serve: readStock,
      }
    },
    answer: { stock: 3 },
  },
  {
    name: 'a Connect+ dataflow with a key',
    scheme: 'header',
    allow: [everything],
    async start() {
      const cloud = await startGuarded('x-api-key', () => 'flow-key-1')
      return {
        fields: { baseUrl: cloud.url, name: 'X-Api-Key', value: 'flow-key-1', probePath: '/me' },
        serve: readStock,
      }
    },
    answer: { stock: 3 },
  },
]

function labelOf(field: string): string {
  const words = field.split('.').reduce<unknown>((part, name) => (part as Record<string, unknown>)[name], {
    ...en.schemes.fields,
  })
  return (words as { label: string }).label
}

/** Fills the form in, as a person reads its labels. */
async function fillIn(page: Page, fields: Record<string, string>): Promise<void> {
  const region = page.getByLabel(labelOf('region'))
  if ((await region.count()) > 0) await region.selectOption('custom')
  const fieldOf = (name: string) => page.getByLabel(new RegExp(`^${labelOf(name)}(?: \\*)?$`))
  for (const [name, value] of Object.entries(fields)) {
    const field = fieldOf(name)
    if (!(await field.isVisible())) await page.getByText(en.schemes.more).click()
    if (await field.evaluate((element) => element.tagName === 'SELECT')) await field.selectOption(value)
    else await field.fill(value)
  }
}

/** From an empty till to the question whether this is the right store. */
async function enterCredential(page: Page, scheme: System['scheme'], fields: Service['fields']): Promise<void> {
  await page.getByRole('heading', { name: en.firstRun.store.title }).waitFor()
  await page.getByLabel(en.firstRun.store.country).selectOption('IN')
  await page.getByRole('button', { name: en.parts.next }).click()
  await page.getByRole('button', { name: en.firstRun.upstream.another }).click()
  await page.getByRole('button', { name: en.schemes.names[scheme] }).click()
  await page.getByRole('heading', { name: en.schemes.names[scheme] }).waitFor()
  await fillIn(page, fields)
  await page.getByRole('button', { name: en.firstRun.credential.test, exact: true }).click()
}

/** The checkout asks, and a person allows it. @returns its key */
async function pair(page: Page, grants: object[]): Promise<string> {
  await page.getByText('Waiting for the checkout to ask…').waitFor()
  const pairing = await startPairing(agent, 'Checkout', grants)
  await pairingDialog(page).getByText(pairing.comparisonCode).waitFor()
  await approvePairing(page)
  await page.getByText('Checkout has access now.').waitFor()
  await page.getByRole('button', { name: en.parts.close }).click()
  return (await pollPairing(agent, pairing)).key ?? ''
}

function checkoutWith(key: string, upstream: string): Checkout {
  return {
    upstream,
    call: (path, init = {}, customer = '') =>
      agent.call(key, `/via/${upstream}${path}`, {
        ...init,
        headers: { ...init.headers, ...(customer && { 'Till-Agent-Customer': customer }) },
      }),
    async ask(path, body) {
      const isRead = path.includes('?')
      const init = { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body ?? {}) }
      const response = await agent.call(key, path, isRead ? {} : init)
      expect(response.ok).toBe(true)
      return response.json()
    },
  }
}

/** The till is as new for the next test, and for another try of this one. */
async function forgetSetUp(): Promise<void> {
  for (const { id } of await control.clients.list()) await control.clients.revoke({ id })
  for (const { id } of await control.upstreams.list()) await control.upstreams.remove({ id, force: true })
}

test.each(systems)('$name: from an empty till to a request', async ({ scheme, allow, start, answer }) => {
  onTestFinished(forgetSetUp)
  const { fields, signIn, serve } = await start()
  const { url } = await control.webLink()
  const page = await browser.open(url)
  await enterCredential(page, scheme, fields)
  const confirm = page.getByRole('button', { name: new RegExp(`^(?:${en.firstRun.identity.yes}|${en.parts.next})$`) })
  await confirm.waitFor()
  if (signIn) await signIn(page)
  const [added] = await control.upstreams.list()
  await confirm.click()
  const upstream = added?.id ?? ''
  const key = await pair(page, [{ upstream, allow }])
  await page.getByRole('button', { name: en.parts.next }).click()
  await page.getByRole('heading', { name: en.firstRun.ready.title }).waitFor()
  const answered = await serve(checkoutWith(key, upstream))
  if (typeof answer === 'number') expect(answered).toBe(answer)
  else expect(answered).toMatchObject(answer as object)
  for (const secret of ['password', 'clientSecret', 'value', 'shopSecret'])
    if (fields[secret]) expect(await page.content()).not.toContain(fields[secret])
})
