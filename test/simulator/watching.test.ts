import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { get } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inspect } from 'node:util'
import { expect, onTestFinished, test } from 'vitest'
import { runCommand } from '../../simulator/command.ts'
import type { SeenRequest } from '../../simulator/simulator.ts'
import { asha, basic, secretOfTestVector, startCloud, testVector } from './start.ts'

const login = '/v1.1/store/login.json'

test('nothing that can be printed holds a credential', async () => {
  const noticed: SeenRequest[] = []
  const cloud = await startCloud({ onSeen: (seen) => noticed.push(seen) })
  const client = { key: 'demo-client-key', secret: 'demo-client-secret' }
  const token = (await cloud.post('/v3/oauth/token/generate', client, {})).body.data.accessToken
  await cloud.get(login, { 'X-CAP-API-OAUTH-TOKEN': token, Cookie: 'session=abc123' })
  await cloud.get(login)
  await cloud.get(login, basic('store.server', 'server123'))
  await cloud.get(login, { Authorization: 'Bearer opaque-secret' })
  await cloud.get(login, { Authorization: `Basic ${Buffer.from('only-a-secret').toString('base64')}` })

  const json = (await cloud.get('/_simulator/seen', {})).body
  const html = (await cloud.get('/_simulator', {})).body
  const printed = [
    inspect(cloud.simulator.seen(), { depth: 9, showHidden: true }),
    JSON.stringify(cloud.simulator.seen()),
    inspect(noticed, { depth: 9 }),
    JSON.stringify(json),
    html,
  ].join('\n')
  const encoded = (text: string) => Buffer.from(text).toString('base64')
  for (const secret of [
    testVector.slice(6),
    secretOfTestVector,
    encoded('store.server:server123'),
    'server123',
    token,
    'demo-client-secret',
    'opaque-secret',
    encoded('only-a-secret'),
    'abc123',
  ]) {
    expect(printed).not.toContain(secret)
  }
  // A Buffer prints as numbers, so the search above would miss it.
  expect(cloud.simulator.seen()[0]?.body).toBeUndefined()
  expect(json).toHaveLength(6)
  expect(html).toContain('Basic store.server:•••• (md5 ok)')
  expect(json[2].headers.authorization).toBe('Basic store.server:•••• (md5 ok)')
  expect(cloud.simulator.seen().map((seen) => seen.rawAuthorization())).toContain(testVector)
  expect(cloud.simulator.seen()[1]?.rawAuthorization()).toBe(token)
})

test('a request is seen whole: path, headers, body, status, till', async () => {
  const cloud = await startCloud()
  const body = { entityType: 'MOBILE', entityValue: asha, action: 'GENERIC' }
  await cloud.post('/v2/otp/generate?x=1', body)
  const [seen] = cloud.simulator.seen()
  expect(seen).toMatchObject({ method: 'POST', path: '/v2/otp/generate?x=1', status: 200, till: 'store.server' })
  expect(seen?.headers['content-type']).toBe('application/json')
  expect(JSON.parse(String(seen?.body))).toEqual(body)
  expect(seen?.bodyBytes).toBe(JSON.stringify(body).length)
})

test('a body over 64 KiB is counted, not kept; over 10 MiB it is refused', async () => {
  const cloud = await startCloud()
  const large = (bytes: number) => ({ root: { customer: [{ firstname: 'x'.repeat(bytes) }] } })
  const path = '/v1.1/customer/add?format=json'
  expect((await cloud.post(path, large(9 * 1024 * 1024))).body.response.customers.customer[0].item_status.code).toBe(
    '1006',
  )
  const [seen] = cloud.simulator.seen()
  expect(seen?.body).toBeUndefined()
  expect(seen?.bodyBytes).toBeGreaterThan(9 * 1024 * 1024)
  expect((await cloud.post(path, large(10 * 1024 * 1024))).status).toBe(413)
})

test('the last thousand requests are kept', { timeout: 30_000 }, async () => {
  const cloud = await startCloud()
  for (let turn = 0; turn < 1005; turn++) await cloud.get(`${login}?turn=${turn}`)
  expect(cloud.simulator.seen()).toHaveLength(1000)
  expect(cloud.simulator.seen()[0]?.path).toBe(`${login}?turn=5`)
})

test('the message box shows the code, on the page and as JSON, and no markup of the caller', async () => {
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

test('the page shows the faults that are set', async () => {
  const cloud = await startCloud()
  expect((await cloud.get('/_simulator', {})).body).toContain('everything works')
  cloud.simulator.script({ fault: 'html 502', path: '/v2' })
  expect((await cloud.get('/_simulator', {})).body).toContain('<td>html 502</td>')
})

test('reset forgets everything but tills and tokens', async () => {
  const cloud = await startCloud()
  const token = await cloud.post(
    '/v3/oauth/token/generate',
    { key: 'demo-client-key', secret: 'demo-client-secret' },
    {},
  )
  const sale = { root: { transaction: [{ number: 'b1', amount: 100, customer: { mobile: asha } }] } }
  await cloud.post('/v1.1/transaction/add?format=json', sale)
  await cloud.get(`/v1.1/points/validationcode?format=json&mobile=${asha}&points=5`)
  cloud.simulator.script({ fault: '401' })

  expect((await cloud.post('/_simulator/reset', {}, {})).status).toBe(200)
  expect([cloud.simulator.seen(), cloud.simulator.messages()]).toEqual([[], []])
  const balance = await cloud.get(`/v2/customers/points/balance?identifierName=mobile&identifierValue=${asha}`)
  expect(balance.body.totalPoints).toBe(1250)
  const again = await cloud.post('/v1.1/transaction/add?format=json', sale)
  expect(again.body.response.transactions.transaction[0].item_status.code).toBe('600')
  const oauth = { 'X-CAP-API-OAUTH-TOKEN': token.body.data.accessToken }
  expect((await cloud.get(login, oauth)).status).toBe(200)
})

test('the trace header can be the other one, or none', async () => {
  const other = await startCloud({ assumptions: { requestIdHeader: 'X-CAP-REQUEST-ID' } })
  expect((await other.get(login)).headers.get('x-cap-request-id')).toBeTruthy()
  const none = await startCloud({ assumptions: { requestIdHeader: null } })
  const { headers } = await none.get(login)
  expect([headers.get('x-cap-requestid'), headers.get('x-cap-request-id')]).toEqual([null, null])
})

test('with a key and certificate it speaks https', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'simulator-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const [keyFile, certFile] = [join(folder, 'key.pem'), join(folder, 'cert.pem')]
  const subject = ['-subj', '/CN=simulator', '-addext', 'subjectAltName=IP:127.0.0.1']
  const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1']
  execFileSync('openssl', ['req', '-x509', ...curve, '-nodes', '-keyout', keyFile, '-out', certFile, ...subject], {
    stdio: 'ignore',
  })
  const cert = readFileSync(certFile, 'utf8')
  const { simulator } = await startCloud({ tls: { key: readFileSync(keyFile, 'utf8'), cert } })
  expect(simulator.url).toBe(`https://127.0.0.1:${simulator.port}`)
  const status = await new Promise((resolve, reject) => {
    const request = get(simulator.url + login, { ca: cert, headers: { Authorization: testVector } }, (response) => {
      response.resume()
      resolve(response.statusCode)
    })
    request.on('error', reject)
  })
  expect(status).toBe(200)
})

test('the command says where it is, logs masked requests, and stops', async () => {
  const written: string[] = []
  const stop = new AbortController()
  const running = runCommand(['--port', '0', '--till', 'till.nine:nine'], (text) => written.push(text), stop.signal)
  await expect.poll(() => written.length).toBe(1)
  const url = /http:\/\/127\.0\.0\.1:\d+/.exec(written[0] ?? '')?.[0]
  const nine = { headers: basic('till.nine', '4a49f29a9eec0d1c3d1d4bd4e8b2e1d8') }
  expect((await fetch(url + login, nine)).status).toBe(401)
  await expect.poll(() => written[1]).toBe(`401 GET ${login} Basic till.nine:•••• (md5 wrong)\n`)
  stop.abort()
  expect(await running).toBe(0)
  await expect(fetch(url + login)).rejects.toThrow()
})

test('the command refuses options it does not know', async () => {
  const written: string[] = []
  for (const args of [
    ['--prot', '1'],
    ['--port', 'x'],
    ['--till', 'nopassword'],
  ]) {
    expect(await runCommand(args, (text) => written.push(text), new AbortController().signal)).toBe(2)
  }
  expect(written.join()).toContain('--port NUMBER')
})
