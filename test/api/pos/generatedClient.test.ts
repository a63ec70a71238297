import { type Document, OpenAPIClientAxios } from 'openapi-client-axios'
import { expect, test } from 'vitest'
import { startVerifyingTill } from '#test/support/verifyingTill.ts'

test('a generator makes a client of /openapi-3.0.json, and the client calls the agent', async () => {
  const till = await startVerifyingTill()
  const definition = (await (
    await fetch(`${till.url}/openapi-3.0.json`, { headers: { 'Till-Agent-Key': till.key } })
  ).json()) as Document
  const api = new OpenAPIClientAxios({
    definition,
    withServer: { url: till.url },
    axiosConfigDefaults: { headers: { 'Till-Agent-Key': till.key }, proxy: false, validateStatus: () => true },
  })
  // biome-ignore lint/suspicious/noExplicitAny: its calls are made of the document at run time.
  const client = await api.init<any>()

  expect((await client.status()).data).toMatchObject({ upstreams: [{ id: 'loyalty', state: 'ready' }] })
  const start = { upstream: 'loyalty', identifier: { type: 'mobile', value: '+919999999993' }, purpose: 'points' }
  const { status, data } = await client['verification-start'](null, start)
  expect([status, data.state]).toEqual([201, 'code-sent'])
  expect((await client['verification-code']({ id: data.id }, { code: 'wrong' })).data).toMatchObject({ triesLeft: 4 })
  const confirmed = (await client['verification-code']({ id: data.id }, { code: till.latestCode() })).data
  expect(confirmed).toMatchObject({ state: 'confirmed' })
  const checked = await client['statement-check'](null, { statement: confirmed.statement })
  expect(checked.data).toMatchObject({ valid: true, claims: { purpose: 'points' } })
  expect((await client.verification({ id: data.id, waitSeconds: 0 })).data).toMatchObject({ state: 'confirmed' })
  expect((await client['outbox-entry']({ id: 'ob_nothing' })).status).toBeGreaterThanOrEqual(400)
})
