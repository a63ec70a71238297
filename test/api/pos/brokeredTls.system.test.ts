import { describe, expect, test } from 'vitest'
import { canaries } from '#test/support/canaries.ts'
import { makePrivateCa } from '#test/support/privateCa.ts'
import { faultOf, startTill } from '#test/support/till.ts'
import { startUpstream } from '#test/support/upstream.ts'

const basic = `Basic ${Buffer.from(`till1:${canaries.md5}`).toString('base64')}`

describe('an upstream that cannot prove who it is', () => {
  test.each([
    ['has expired', { isExpired: true }, /expired/, /date/],
    ['is for another host', { names: 'DNS:elsewhere.example' }, /another host/, /base URL/],
    ['has an unknown authority', {}, /does not know/, /caFile/],
  ])('because its certificate %s is sent nothing, and the remedy fits', async (why, options, detail, remedy) => {
    const ca = makePrivateCa(options)
    const upstream = await startUpstream((_, response) => response.end(), { tls: ca })
    const isTrusted = why !== 'has an unknown authority'
    const till = await startTill({ baseUrl: upstream.url, ...(isTrusted && { caFile: ca.caFile }) })
    const problem = await (await till.call('/via/loyalty/x', { method: 'POST', body: 'x' })).json()
    expect(problem).toMatchObject({
      code: 'UPSTREAM_UNTRUSTED',
      detail: expect.stringMatching(detail),
      remedy: expect.stringMatching(remedy),
    })
    expect(upstream.seen).toEqual([])
  })
})

describe('over TLS', () => {
  test('an upstream with a private authority works when its caFile is given', async () => {
    const ca = makePrivateCa()
    const upstream = await startUpstream((_, response) => response.end('hello'), { tls: ca })
    const till = await startTill({ baseUrl: upstream.url, caFile: ca.caFile })
    expect(await (await till.call('/via/loyalty/x')).text()).toBe('hello')
    expect(upstream.seen[0]?.headers.authorization === basic).toBe(true)
  })

  test('and is sent nothing when it is not given', async () => {
    const ca = makePrivateCa()
    const upstream = await startUpstream((_, response) => response.end('hello'), { tls: ca })
    const till = await startTill({ baseUrl: upstream.url })
    const response = await till.call('/via/loyalty/x')
    expect([response.status, await faultOf(response)]).toEqual([502, 'UPSTREAM_UNTRUSTED'])
    expect(upstream.seen).toEqual([])
  })

  test('one connection serves many requests, and one more stands ready', async () => {
    const ca = makePrivateCa()
    const upstream = await startUpstream((_, response) => response.end('hello'), { tls: ca })
    const till = await startTill({ baseUrl: upstream.url, caFile: ca.caFile })
    for (let n = 0; n < 20; n += 1) await (await till.call('/via/loyalty/x')).text()
    expect(upstream.connections()).toBe(2)
  })
})
