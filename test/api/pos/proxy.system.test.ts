import { createHash, randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { startProxy } from '#test/adapters/network/startServer.ts'
import { canaries } from '#test/support/canaries.ts'
import { makePrivateCa } from '#test/support/privateCa.ts'
import { faultOf, startTill } from '#test/support/till.ts'
import { startUpstream } from '#test/support/upstream.ts'

const basic = `Basic ${Buffer.from(`till1:${canaries.md5}`).toString('base64')}`
const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')

test('a proxy in the settings sees where requests go, and nothing else', async () => {
  const ca = makePrivateCa()
  const upstream = await startUpstream((_, response, body) => response.end(sha256(body)), { tls: ca })
  const proxy = await startProxy()
  const till = await startTill({ baseUrl: upstream.url, caFile: ca.caFile, proxy: proxy.url })
  const body = randomBytes(300_000)
  const response = await till.call('/via/loyalty/x?y=1', { method: 'POST', body })
  expect(await response.text()).toBe(sha256(body))
  expect(upstream.seen[0]).toMatchObject({ target: '/x?y=1' })
  expect(upstream.seen[0]?.headers.authorization === basic).toBe(true)
  expect(new Set(proxy.seen)).toEqual(new Set([`CONNECT ${new URL(upstream.url).host}`]))
})

test('an upstream that cannot prove who it is is sent nothing behind a proxy either', async () => {
  const ca = makePrivateCa()
  const upstream = await startUpstream((_, response) => response.end(), { tls: ca })
  const proxy = await startProxy()
  const till = await startTill({ baseUrl: upstream.url, proxy: proxy.url })
  expect(await faultOf(await till.call('/via/loyalty/x'))).toBe('UPSTREAM_UNTRUSTED')
  expect(upstream.seen).toEqual([])
})

test('a proxy that does not respond: nothing was sent', async () => {
  const ca = makePrivateCa()
  const upstream = await startUpstream((_, response) => response.end(), { tls: ca })
  const till = await startTill({ baseUrl: upstream.url, caFile: ca.caFile, proxy: 'http://127.0.0.1:9' })
  expect(await faultOf(await till.call('/via/loyalty/x', { method: 'POST', body: 'x' }))).toBe('UPSTREAM_UNREACHABLE')
  expect(upstream.seen).toEqual([])
})
