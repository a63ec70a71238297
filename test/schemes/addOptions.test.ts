import { expect, test } from 'vitest'
import { parseSecretOptions } from '../../electron/headless/secretOptions.ts'
import { readEntry } from '../../electron/headless/upstreamOptions.ts'

const scheme = 'capillary-oauth'
const attribution = ['attribution.type=TILL', 'attribution.code=store=7.a']

function read(common: object, set: string[] = []) {
  process.env.ADD_OPTIONS_SECRET = 'x'
  const secrets = parseSecretOptions(['clientSecret=env:ADD_OPTIONS_SECRET'])
  return readEntry({ id: 'loyalty', scheme, ...common }, ['clientKey=k', ...set], secrets)
}

test('a region fills the base URL, and a dot leads into a setting', async () => {
  expect(await read({ region: 'EU' }, attribution)).toEqual({
    id: 'loyalty',
    scheme,
    baseUrl: 'https://eu.api.capillarytech.com',
    clientKey: 'k',
    clientSecret: 'x',
    attribution: { type: 'TILL', code: 'store=7.a' },
  })
})

test.each([
  [{}, /baseUrl/],
  [{ region: 'US' }, /ushc\.api/],
  [{ region: 'EU', baseUrl: 'https://x.example.com' }, /one of them/],
])('%j says too little or too much', async (common, detail) => {
  await expect(read(common)).rejects.toMatchObject({ code: 'INVALID_INPUT', detail: expect.stringMatching(detail) })
})

test('an unknown part of a setting is refused', async () => {
  await expect(read({ region: 'EU' }, [...attribution, 'attribution.till=x'])).rejects.toMatchObject({
    code: 'INVALID_INPUT',
  })
})
