import { expect, test } from 'vitest'
import { identifyClient } from '#api/pos/identifyClient.ts'
import { Fault } from '#core/base/fault.ts'
import { digestOf, LastKey } from '#core/clients/clientKey.ts'
import type { Client } from '#core/clients/clients.ts'

const pos = { id: 'pos' } as Client
const right = digestOf('ta_pos_right')
const clients = { identifyByDigest: (digest: string) => (digest === right ? pos : undefined) }

test.each([
  ['its own field', { 'till-agent-key': 'ta_pos_right' }],
  ['a bearer token', { authorization: 'Bearer ta_pos_right' }],
  ['the password of Basic', { authorization: `Basic ${btoa('anybody:ta_pos_right')}` }],
])('a client is known by the key in %s', (_, headers) => {
  expect(identifyClient(clients, headers, new LastKey())).toBe(pos)
})

test.each([
  ['no key', {}, 'KEY_REQUIRED'],
  ['another kind of authorization', { authorization: 'Negotiate ta_pos_right' }, 'KEY_REQUIRED'],
  ['an empty key', { 'till-agent-key': '' }, 'KEY_REFUSED'],
  ['a key that is wrong by a letter', { 'till-agent-key': 'ta_pos_righT' }, 'KEY_REFUSED'],
  ['the user of Basic', { authorization: `Basic ${btoa('ta_pos_right:')}` }, 'KEY_REFUSED'],
])('%s is refused', (_, headers, code) => {
  const attempt = () => identifyClient(clients, headers, new LastKey())
  expect(attempt).toThrow(Fault)
  expect(attempt).toThrow(expect.objectContaining({ code }))
})

test('over one connection, each request is from the client whose key it presents itself', () => {
  const lastKey = new LastKey()
  const identify = (key: string) => identifyClient(clients, { 'till-agent-key': key }, lastKey)
  expect([identify('ta_pos_right'), identify('ta_pos_right')]).toEqual([pos, pos])
  for (const key of ['ta_pos_righT', '', right]) expect(() => identify(key)).toThrow(Fault)
  expect(identify('ta_pos_right')).toBe(pos)
})

test('a key that is withdrawn while its connection stays open opens nothing any more', () => {
  const lastKey = new LastKey()
  let isWithdrawn = false
  const registry = { identifyByDigest: () => (isWithdrawn ? undefined : pos) }
  const identify = () => identifyClient(registry, { 'till-agent-key': 'ta_pos_right' }, lastKey)
  expect(identify()).toBe(pos)
  isWithdrawn = true
  expect(identify).toThrow(expect.objectContaining({ code: 'KEY_REFUSED' }))
})
