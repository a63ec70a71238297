import { readFileSync } from 'node:fs'
import { get } from 'node:https'
import { expect, test } from 'vitest'
import { makePrivateCa } from '#test/support/privateCa.ts'
import { startCloud, testVector } from './start.ts'

test('with a key and a certificate the simulator serves https', async () => {
  const { key, cert, caFile } = makePrivateCa()
  const { simulator } = await startCloud({ tls: { key, cert } })
  expect(simulator.url).toBe(`https://127.0.0.1:${simulator.port}`)
  const status = await new Promise((resolve, reject) => {
    const options = { ca: readFileSync(caFile), headers: { Authorization: testVector } }
    const request = get(`${simulator.url}/v1.1/store/login.json`, options, (response) => {
      response.resume()
      resolve(response.statusCode)
    })
    request.on('error', reject)
  })
  expect(status).toBe(200)
})
