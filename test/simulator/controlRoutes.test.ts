import { expect, test } from 'vitest'
import { faultNames } from '#simulator/simulator.ts'
import { asha, startCloud } from './start.ts'

const login = '/v1.1/store/login.json'

test('the message box shows the code on the page and as JSON, with the caller’s markup escaped', async () => {
  const cloud = await startCloud()
  const template = '<b>{{ validation_code }}</b>'
  await cloud.post('/v2/otp/generate', { entityType: 'MOBILE', entityValue: asha, action: 'GENERIC', template })
  const code = cloud.simulator.messages()[0]?.code
  const messages = (await cloud.get('/_simulator/messages', {})).body
  expect(messages).toMatchObject([{ to: asha, channel: 'SMS', text: `<b>${code}</b>`, code }])
  const { headers, body } = await cloud.get('/_simulator', {})
  expect(headers.get('content-type')).toContain('text/html')
  expect(body).toContain(`<td>${code}</td>`)
  expect(body).toContain(`&lt;b&gt;${code}&lt;/b&gt;`)
  expect(body).not.toContain('<b>')
})

test('the page shows the active faults', async () => {
  const cloud = await startCloud()
  expect((await cloud.get('/_simulator', {})).body).toContain('everything works')
  cloud.simulator.injectFault({ fault: 'html 502', path: '/v2' })
  expect((await cloud.get('/_simulator', {})).body).toContain('<td>html 502</td>')
})

test('every button of the page sets a fault, and one ends all of them', async () => {
  const cloud = await startCloud()
  const { body } = await cloud.get('/_simulator', {})
  const [, action] = /<form method="post" action="([^"]+)">/.exec(body) ?? []
  const values = [...body.matchAll(/<button name="fault" value="([^"]*)">/g)].map(([, value]) => value)
  expect(values.toSorted()).toEqual(['', ...faultNames.filter((name) => name !== 'code')].toSorted())
  const press = async (fault = '') => {
    const form = { method: 'POST', body: new URLSearchParams({ fault }) }
    const { status, url } = await fetch(`${cloud.simulator.url}${action}`, form)
    expect([status, new URL(url).pathname]).toEqual([200, '/_simulator'])
  }
  for (const value of values.filter((name) => name !== '')) {
    await press(value)
    expect((await cloud.get('/_simulator', {})).body).toContain(`<td>${value}</td>`)
  }
  await press()
  expect((await cloud.get('/_simulator', {})).body).toContain('everything works')
})

test('reset restores everything but tills and tokens', async () => {
  const cloud = await startCloud()
  const token = await cloud.post(
    '/v3/oauth/token/generate',
    { key: 'demo-client-key', secret: 'demo-client-secret' },
    {},
  )
  const sale = { root: { transaction: [{ number: 'b1', amount: 100, customer: { mobile: asha } }] } }
  await cloud.post('/v1.1/transaction/add?format=json', sale)
  await cloud.get(`/v1.1/points/validationcode?format=json&mobile=${asha}&points=5`)
  cloud.simulator.injectFault({ fault: '401' })

  expect((await cloud.post('/_simulator/reset', {}, {})).status).toBe(200)
  expect([cloud.simulator.seen(), cloud.simulator.messages()]).toEqual([[], []])
  const balance = await cloud.get(`/v2/customers/points/balance?identifierName=mobile&identifierValue=${asha}`)
  expect(balance.body.totalPoints).toBe(1250)
  const again = await cloud.post('/v1.1/transaction/add?format=json', sale)
  expect(again.body.response.transactions.transaction[0].item_status.code).toBe('600')
  const oauth = { 'X-CAP-API-OAUTH-TOKEN': token.body.data.accessToken }
  expect((await cloud.get(login, oauth)).status).toBe(200)
})
