import { expect, test } from 'vitest'
import { readUpstreamEntry } from '../../electron/core/upstreamEntry.ts'
import { schemes } from '../../electron/schemes/index.ts'

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
  const { common, settings } = readUpstreamEntry(entry, known)
  expect(common.baseUrl).toBe('https://gateway.example.com/mobile')
  expect(settings).toEqual({ authBaseUrl: 'https://auth.example.com', brand: 'DocDemo' })
})

test('without it the base URL is the gateway', () => {
  expect(readUpstreamEntry(members, known).common.baseUrl).toBe('https://api.example.com')
})

test('other schemes know no gateway', () => {
  const entry = { id: 'a', scheme: 'capillary-till', baseUrl: 'https://api.example.com', till: 't', password: 'p' }
  const withGateway = { ...entry, gatewayBaseUrl: 'https://gateway.example.com' }
  expect(() => readUpstreamEntry(withGateway, known)).toThrow(expect.objectContaining({ code: 'INVALID_INPUT' }))
})
