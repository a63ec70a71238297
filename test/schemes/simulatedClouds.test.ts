import { expect, test } from 'vitest'
import type { Grant } from '#contract/grant.ts'
import { demoText } from '#simulator/simulator.ts'
import { navigate } from '#test/support/identityProvider.ts'
import { startCloudTill } from './cloudTill.ts'

/** What a developer reads of one of the simulated clouds: what follows a name, or its address, which has none. */
function printed(url: string, cloud: string): (name: string) => string {
  const lines = demoText(url).split('\n')
  const begin = lines.findIndex((line) => line.startsWith(cloud))
  const next = lines.findIndex((line, index) => index > begin && !line.startsWith(' '))
  const text = lines
    .slice(begin, next === -1 ? undefined : next)
    .join(' ')
    .slice(cloud.length)
  return (name) => new RegExp(`${name} ([^ ,;]*[^ ,;:])`).exec(text)?.[1] ?? `(no ${name})`
}

interface Row {
  name: string
  cloud: string
  entry(said: (name: string) => string): Record<string, unknown>
}

const rows: Row[] = [
  {
    name: 'a till at Capillary',
    cloud: 'Capillary till',
    entry: (said) => ({ scheme: 'capillary-till', baseUrl: said(''), till: said('till'), password: said('password') }),
  },
  {
    name: "a till's login at Capillary's gateway",
    cloud: 'Capillary till',
    entry: (said) => ({
      ...{ scheme: 'capillary-till', baseUrl: said('gateway'), till: said('till'), password: said('password') },
      gateway: { apiBaseUrl: said('API'), brand: said('brand') },
    }),
  },
  {
    name: "an API client of Capillary's",
    cloud: 'Capillary OAuth',
    entry: (said) => ({
      ...{ scheme: 'capillary-oauth', baseUrl: said(''), clientKey: said('client'), clientSecret: said('secret') },
      attribution: { type: 'TILL', code: said('for till') },
    }),
  },
  {
    name: "customers of Capillary's Auth Engine",
    cloud: 'Auth Engine',
    entry: (said) => ({
      ...{ scheme: 'capillary-customer', baseUrl: said('gateway'), authBaseUrl: said(''), brand: said('brand') },
    }),
  },
  { name: 'a shop of SCAYLE', cloud: 'SCAYLE', entry: shopOf },
  ...(['gini-derived', 'gini-trusted'] as const).map(
    (scheme): Row => ({
      name: scheme,
      cloud: 'Gini',
      entry: (said) => ({
        ...{ scheme, baseUrl: said(''), clientId: said('client'), clientSecret: said('secret') },
        userIdentifier: 'anybody',
      }),
    }),
  ),
  {
    name: 'gini-anonymous',
    cloud: 'Gini',
    entry: (said) => ({
      ...{ scheme: 'gini-anonymous', baseUrl: said(''), userCenterUrl: said(''), emailDomain: 'till.example.com' },
      ...{ clientId: said('for anonymous users'), clientSecret: said('for anonymous users [^ ]+ secret') },
    }),
  },
]

function shopOf(said: (name: string) => string): Record<string, unknown> {
  return {
    ...{ scheme: 'scayle', baseUrl: said(''), accountBaseUrl: said('Customer Account API') },
    ...{ clientId: said('client'), clientSecret: said('secret'), shopId: said('shop') },
    ...{ shopSecret: said('shop secret'), identityProviders: said('identity provider') },
  }
}

test.each(rows)('$name is set up from what the simulator prints, and proven', async ({ cloud, entry }) => {
  const till = await startCloudTill({ entry: (url) => entry(printed(url, cloud)) })
  const url = till.simulator.url
  const more = { ...entry(printed(url, cloud)), id: 'again' } as Parameters<typeof till.agent.upstreams.add>[0]
  expect((await till.agent.upstreams.add(more, true)).upstream.state).toBe('ready')
})

test('a customer signs in at the identity provider that the simulator prints, and reads an account', async () => {
  const allow: Grant['allow'] = ['scayle:sign-in', 'scayle:profile']
  const till = await startCloudTill({ entry: (url) => shopOf(printed(url, 'SCAYLE')), grants: allow })
  const begun = await till.askJson('POST', '/v1/upstreams/cloud/customers/sign-ins', { by: 'browser' })
  const { customer, signIn } = (await begun.json()) as { customer: string; signIn: { url: string } }
  expect((await navigate((await navigate(signIn.url)).headers.location ?? '')).status).toBe(200)
  await till.askJson('GET', `/v1/upstreams/cloud/customers/${customer}?waitSeconds=10`)
  const headers = { 'Till-Agent-Customer': customer }
  const me = await till.call('/account/oauth/me', { headers })
  expect(await me.json()).toMatchObject({ firstName: 'Asha' })
})
