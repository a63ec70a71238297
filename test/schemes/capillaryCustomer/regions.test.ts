import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import { expect, test } from 'vitest'
import { parseUpstreamEntry } from '#core/upstreams/entry.ts'
import { schemes } from '#schemes/index.ts'
import { closeWithTest } from '#test/support/closeWithTest.ts'
import { startSchemeTill } from '#test/support/schemeTill.ts'

const known = new Map(schemes.map((scheme) => [scheme.id, scheme]))
const brand = { id: 'members', scheme: 'capillary-customer', brand: 'DocDemo' }
const addressesOf = (entry: object) => {
  const { common, settings } = parseUpstreamEntry({ ...brand, ...entry }, known)
  return { gateway: common.baseUrl, authEngine: settings.authBaseUrl }
}

test.each([
  [{ region: 'APAC' }, 'https://apac-apigateway.capillarytech.com/mobile', 'https://apac-s3wrapper.capillarytech.com'],
  [
    { region: 'apac2' },
    'https://apac2-api-gateway.capillarytech.com/mobile',
    'https://apac2-auth-api.capillarytech.com',
  ],
  [
    { region: 'EU', gatewayBaseUrl: 'https://gateway.example.com/mobile' },
    'https://gateway.example.com/mobile',
    'https://eu-auth-api.capillarytech.com',
  ],
  [
    { region: 'custom', baseUrl: 'https://gateway.example.com/mobile', authBaseUrl: 'https://auth.example.com' },
    'https://gateway.example.com/mobile',
    'https://auth.example.com',
  ],
])('%j stands for both hosts (capillary.md 1.2)', (entry, gateway, authEngine) => {
  expect(addressesOf(entry)).toEqual({ gateway, authEngine })
})

test.each([
  [{ region: 'EU' }, /baseUrl: has to be given for EU: .*mobile gateway.*eu-api-gateway/],
  [{ region: 'US' }, /region: must be one of APAC, APAC2, EU, custom/],
  [{ region: 'APAC', baseUrl: 'https://gateway.example.com' }, /region: stands beside baseUrl: give one of them/],
  [{ region: 'EU', authBaseUrl: 'https://auth.example.com', baseUrl: 'https://g.example.com' }, /beside authBaseUrl/],
  [{ region: 'custom', baseUrl: 'https://gateway.example.com' }, /authBaseUrl/],
  [{ region: 'custom' }, /for custom give baseUrl and authBaseUrl too/],
])('%j is not enough', (entry, detail) => {
  expect(() => addressesOf(entry)).toThrow(
    expect.objectContaining({ code: 'INVALID_INPUT', detail: expect.stringMatching(detail) }),
  )
})

/** A proxy that leads nowhere, and notes the hosts that it is asked for. */
async function startProxyToNowhere() {
  const asked: string[] = []
  const server = createServer((socket) => {
    socket.on('error', () => {})
    socket.once('data', (head) => {
      asked.push(/^CONNECT (\S+):443 /.exec(head.toString('latin1'))?.[1] ?? '')
      socket.end('HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n')
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  closeWithTest(() => new Promise<void>((resolve) => void server.close(() => resolve())))
  return { asked, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }
}

test.each([
  ['APAC', {}, 'apac-apigateway.capillarytech.com', 'apac-s3wrapper.capillarytech.com'],
  ['APAC2', {}, 'apac2-api-gateway.capillarytech.com', 'apac2-auth-api.capillarytech.com'],
  ['EU', { baseUrl: 'https://gateway.example.com/mobile' }, 'gateway.example.com', 'eu-auth-api.capillarytech.com'],
])('an agent of %s connects to its hosts', async (region, more, gateway, authEngine) => {
  const proxy = await startProxyToNowhere()
  const entry = { scheme: 'capillary-customer', region, brand: 'DocDemo', proxy: proxy.url, ...more }
  const till = await startSchemeTill({ entry })
  const body = JSON.stringify({ identifierType: 'MOBILE', identifierValue: '919999999993' })
  await till.ask('/v1/upstreams/cloud/customers', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body,
  })
  await expect.poll(() => new Set(proxy.asked)).toEqual(new Set([gateway, authEngine]))
})
