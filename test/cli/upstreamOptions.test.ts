import { expect, test } from 'vitest'
import { parseSecretOptions } from '#cli/secretOptions.ts'
import { readEntry, readNewSecrets } from '#cli/upstreamOptions.ts'
import type { UpstreamView } from '#contract/upstream.ts'

const scheme = 'capillary-oauth'
const attribution = ['attribution.type=TILL', 'attribution.code=store=7.a']

function read(common: object, set: string[] = []) {
  process.env.ADD_OPTIONS_SECRET = 'x'
  const secrets = parseSecretOptions(['clientSecret=env:ADD_OPTIONS_SECRET'])
  return readEntry({ id: 'loyalty', scheme, ...common }, ['clientKey=k', ...set], secrets)
}

test('a region fills in the base URL, and a dot sets a part of a setting', async () => {
  expect(await read({ region: 'EU' }, attribution)).toEqual({
    id: 'loyalty',
    scheme,
    baseUrl: 'https://eu.api.capillarytech.com',
    clientKey: 'k',
    clientSecret: 'x',
    attribution: { type: 'TILL', code: 'store=7.a' },
  })
})

test('a region also fills in the addresses that are settings of the scheme', async () => {
  const common = { id: 'members', scheme: 'capillary-customer', region: 'APAC2' }
  expect(await readEntry(common, ['brand=DocDemo'], new Map())).toEqual({
    id: 'members',
    scheme: 'capillary-customer',
    baseUrl: 'https://apac2-api-gateway.capillarytech.com/mobile',
    authBaseUrl: 'https://apac2-auth-api.capillarytech.com',
    brand: 'DocDemo',
  })
})

test.each([
  [{}, /baseUrl/],
  [{ region: 'US' }, /ushc\.api/],
  [{ region: 'EU', baseUrl: 'https://x.example.com' }, /one of them/],
])('%j is incomplete or contradictory', async (common, detail) => {
  await expect(read(common)).rejects.toMatchObject({ code: 'INVALID_INPUT', detail: expect.stringMatching(detail) })
})

test('the password of a proxy comes from where --secret says', async () => {
  process.env.ADD_OPTIONS_PROXY = 'hunter2'
  const sources = parseSecretOptions(['clientSecret=env:ADD_OPTIONS_PROXY', 'proxyPassword=env:ADD_OPTIONS_PROXY'])
  const common = { id: 'loyalty', scheme, region: 'EU', proxy: 'http://till@proxy.store:3128' }
  expect(await readEntry(common, ['clientKey=k', ...attribution], sources)).toMatchObject({ proxyPassword: 'hunter2' })
})

test('a password among the arguments is refused, and not repeated', async () => {
  const added = read({ region: 'EU', proxy: 'http://till:hunter2@proxy.store:3128' }, attribution)
  await expect(added).rejects.toMatchObject({ remedy: expect.stringContaining('--secret proxyPassword=') })
  await expect(added).rejects.not.toMatchObject({ message: expect.stringContaining('hunter2') })
})

test('an unknown part of a setting is refused', async () => {
  await expect(read({ region: 'EU' }, [...attribution, 'attribution.till=x'])).rejects.toMatchObject({
    code: 'INVALID_INPUT',
  })
})

test('another way alone asks for the password of the proxy at most', async () => {
  process.env.ADD_OPTIONS_PROXY = 'hunter2'
  const known = [{ id: 'loyalty', scheme }] as UpstreamView[]
  const proxyPassword = parseSecretOptions(['proxyPassword=env:ADD_OPTIONS_PROXY'])
  const withUser = 'http://till@proxy.store:3128'
  expect(await readNewSecrets('loyalty', known, new Map(), 'system')).toEqual({})
  expect(await readNewSecrets('loyalty', known, proxyPassword, withUser)).toEqual({ proxyPassword: 'hunter2' })
  const both = parseSecretOptions(['clientSecret=env:ADD_OPTIONS_PROXY'])
  expect(await readNewSecrets('loyalty', known, both, 'direct')).toEqual({ clientSecret: 'hunter2' })
  const typed = readNewSecrets('loyalty', known, new Map(), 'http://till:hunter2@proxy.store:3128')
  await expect(typed).rejects.toMatchObject({ remedy: expect.stringContaining('--secret proxyPassword=') })
  await expect(readNewSecrets('loyalty', known, new Map(), 'ftp://proxy')).rejects.toMatchObject({
    code: 'INVALID_INPUT',
  })
})
