import { exec } from 'node:child_process'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { cookieIn, pageTokenAt } from '#test/support/browserUiTill.ts'
import { firstLine, run, runJson, start } from '#test/support/command.ts'

const shell = promisify(exec)

test('the demo prints a curl command that returns a customer, and the requests that the cloud saw', async () => {
  const demo = start(['demo', '--port', '0', '--ui-port', '0', '--simulator-port', '0'])
  await expect.poll(demo.stdout).toContain('Press Ctrl-C to stop')
  const [curl = ''] = /^ {2}curl .+$/m.exec(demo.stdout()) ?? []
  const { stdout } = await shell(`${curl} --silent`)
  expect(JSON.parse(stdout).response.customers.customer).toMatchObject([{ mobile: '919999999993', firstname: 'Asha' }])
  await expect
    .poll(demo.stdout)
    .toMatch(
      /\nThe cloud saw: GET \/v1\.1\/customer\/get\S+ {2}Authorization: Basic store\.server:•••• \(md5 ok\) {2}answered 200\n/,
    )

  const status = /status of the till +(curl .+)$/m.exec(demo.stdout())?.[1]
  expect(JSON.parse((await shell(`${status} --silent`)).stdout)).toMatchObject({ condition: 'ready' })
  const trouble = /a cloud in trouble +(curl .+)$/m.exec(demo.stdout())?.[1]
  await shell(`${trouble} --silent --fail`)
  expect((await shell(`${curl} --silent --output /dev/null --write-out '%{http_code}'`)).stdout).toBe('503')

  demo.process.kill('SIGINT')
  expect(await demo.ended).toMatchObject({ code: 0, stderr: '' })
  await expect(shell(`${curl} --silent`)).rejects.toMatchObject({ code: 7 })
})

test('the demo prints a link to the window, which finds a customer of the simulated cloud', async () => {
  const demo = start(['demo', '--port', '0', '--ui-port', '0', '--simulator-port', '0'])
  await expect.poll(demo.stdout).toContain('Press Ctrl-C to stop')
  const link = /^ {2}(http:\/\/127\.0\.0\.1:\d+\/start\/[\w-]{43})$/m.exec(demo.stdout())?.[1] ?? ''
  const opened = await fetch(link, { redirect: 'manual' })
  const { origin } = new URL(link)
  const headers = {
    ...{ cookie: cookieIn(opened), origin, 'content-type': 'application/json' },
    'till-agent-page-token': await pageTokenAt(origin, opened),
  }
  expect(await (await fetch(origin, { headers: { cookie: headers.cookie } })).text()).toContain('<div id="root">')
  const body = JSON.stringify({ json: { upstream: 'loyalty', query: '99999 99993' } })
  const answer = await fetch(`${origin}/rpc/customers/lookUp`, { method: 'POST', headers, body })
  expect(await answer.json()).toMatchObject({ json: { outcome: 'found', customer: { name: 'Asha Example' } } })

  const box = /message box: (\S+)$/m.exec(demo.stdout())?.[1] ?? ''
  expect(await (await fetch(box)).text()).toContain('Message box')
})

test('the cloud refuses the key of the agent', async () => {
  const demo = start(['demo', '--port', '0', '--ui-port', '0', '--simulator-port', '0', '--json'])
  const { simulatorUrl, key } = JSON.parse(await firstLine(demo))
  const basic = Buffer.from(`store.server:${key}`).toString('base64')
  const answer = await fetch(`${simulatorUrl}/v1.1/customer/get?format=json&mobile=919999999993`, {
    headers: { authorization: `Basic ${basic}`, 'till-agent-key': key },
  })
  expect(answer.status).toBe(401)
})

test('a demo whose port is taken says by which process, and for which option', async () => {
  const cloud = start(['simulate', '--port', '0', '--json'])
  const { port, pid } = JSON.parse(await firstLine(cloud))
  const said = [
    ['demo', '--port', '0', '--ui-port', '0', '--simulator-port'],
    ['demo', '--simulator-port', '0', '--ui-port', '0', '--port'],
    ['demo', '--simulator-port', '0', '--port', '0', '--ui-port'],
    ['simulate', '--port'],
  ]
  for (const args of said) {
    const { code, error } = await runJson([...args, String(port)])
    expect(code).toBe(1)
    expect(error).toMatchObject({ code: 'PORT_TAKEN', port, pid, program: 'node' })
    expect(error.remedy).toContain(`with ${args.at(-1)} `)
  }
})

test('simulate prints its till and password, and ends on Ctrl-C', async () => {
  const cloud = start(['simulate', '--port', '0'])
  await expect.poll(cloud.stdout).toContain('Ctrl-C')
  expect(cloud.stdout()).toContain('till store.server, password server123')
  // Somebody to look up.
  expect(cloud.stdout()).toContain('919999999993')
  expect(cloud.stdout()).toContain('shop secret demo-shop-secret')
  cloud.process.kill('SIGTERM')
  expect((await cloud.ended).code).toBe(0)
  expect((await run(['simulate', '--help'])).stdout).toContain('simulated cloud')
})
