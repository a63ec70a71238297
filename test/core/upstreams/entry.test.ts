import { expect, test } from 'vitest'
import { parseUpstreamEntry } from '#core/upstreams/entry.ts'
import { schemes } from '#schemes/index.ts'

const known = new Map(schemes.map((scheme) => [scheme.id, scheme]))
const members = {
  id: 'members',
  scheme: 'capillary-customer',
  baseUrl: 'https://api.example.com',
  authBaseUrl: 'https://auth.example.com',
  brand: 'DocDemo',
}

test('the gateway of customers may be named beside the base URL, and is where their requests go', () => {
  const entry = { ...members, gatewayBaseUrl: 'https://gateway.example.com/mobile' }
  const { common, settings } = parseUpstreamEntry(entry, known)
  expect(common.baseUrl).toBe('https://gateway.example.com/mobile')
  expect(settings).toEqual({ authBaseUrl: 'https://auth.example.com', brand: 'DocDemo' })
})

test('without it the base URL is the gateway', () => {
  expect(parseUpstreamEntry(members, known).common.baseUrl).toBe('https://api.example.com')
})

test('other schemes know no gateway', () => {
  const entry = { id: 'a', scheme: 'capillary-till', baseUrl: 'https://api.example.com', till: 't', password: 'p' }
  const withGateway = { ...entry, gatewayBaseUrl: 'https://gateway.example.com' }
  expect(() => parseUpstreamEntry(withGateway, known)).toThrow(expect.objectContaining({ code: 'INVALID_INPUT' }))
})

const till = { id: 'a', scheme: 'capillary-till', baseUrl: 'https://api.example.com', till: 't', password: 'p' }

test.each([
  { proxy: 'http://till:hunter2@proxy.store:3128' },
  { proxy: 'http://till@proxy.store:3128', proxyPassword: 'hunter2' },
])('the password of a proxy is a secret, wherever it stands: %j', (network) => {
  const { common, settings, secrets, proxyPassword } = parseUpstreamEntry({ ...till, ...network }, known)
  expect(common.proxy).toBe('http://till@proxy.store:3128')
  expect(proxyPassword?.reveal()).toBe('hunter2')
  expect([settings, secrets]).toEqual([{ till: 't' }, { password: 'p' }])
})

test.each([
  [{ proxy: 'http://till:hunter2@proxy.store:3128', proxyPassword: 'hunter3' }, 'give one of them'],
  [{ proxy: 'http://proxy.store:3128', proxyPassword: 'hunter2' }, 'names its user'],
  [{ proxy: 'system', proxyPassword: 'hunter2' }, 'names its user'],
  [{ proxyPassword: 'hunter2' }, 'names its user'],
])('a password that no proxy would get is refused: %j', (network, reason) => {
  const parse = () => parseUpstreamEntry({ ...till, ...network }, known, 'upstreams[0]')
  expect(parse).toThrow(expect.objectContaining({ code: 'INVALID_INPUT', detail: expect.stringContaining(reason) }))
  expect(parse).toThrow(expect.objectContaining({ detail: expect.stringContaining('upstreams[0].proxyPassword') }))
  expect(parse).not.toThrow(expect.objectContaining({ detail: expect.stringContaining('hunter') }))
})
