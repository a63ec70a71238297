import { expect, test } from 'vitest'
import type { AskView } from '#contract/fleet/asks.ts'
import type { Concern } from '#core/diagnostics/status.ts'
import { heartbeatOf } from '#core/telemetry/heartbeat.ts'

const day = 86_400_000
const now = 1_000 * day
const facts = {
  status: { condition: 'ready' as const, concerns: [], outbox: { open: 0, needPerson: 0, amount: 0, bytes: 0 } },
  ...{ updates: undefined, certificatesEndAt: [], keysEndAt: [], now },
}

test('it tells how far the clock of the till is off, once that is known', () => {
  expect(heartbeatOf(facts)).not.toHaveProperty('clock.skew_seconds')
  expect(heartbeatOf({ ...facts, clockSkewMs: -86_400_400 })).toMatchObject({ 'clock.skew_seconds': -86_400 })
})

test('a till without concerns beats with its condition and an empty outbox', () => {
  expect(heartbeatOf(facts)).toEqual({
    ...{ condition: 'ready', concerns: '', 'update.step': 'off' },
    ...{ 'outbox.open': 0, 'outbox.need_person': 0, 'outbox.oldest_seconds': 0 },
  })
})

test('codes come once and in order, without what they are about', () => {
  const concerns = ['UPSTREAM_OFFLINE', 'NO_PIN', 'UPSTREAM_OFFLINE'].map((code) => ({ about: 'x', code }) as Concern)
  expect(heartbeatOf({ ...facts, status: { ...facts.status, concerns } }).concerns).toBe('NO_PIN,UPSTREAM_OFFLINE')
})

test('the first end of a certificate and of a key counts, also when it is over', () => {
  const beat = heartbeatOf({ ...facts, certificatesEndAt: [now + 40 * day, now + 3.5 * day], keysEndAt: [now - day] })
  expect(beat).toMatchObject({ 'certificate.days': 3, 'key.days': -1 })
})

test('an outbox that waits tells how many entries, and how old the oldest is', () => {
  const outbox = { open: 2, needPerson: 1, amount: 5, bytes: 9, oldestAt: now - 90_000 }
  expect(heartbeatOf({ ...facts, status: { ...facts.status, outbox } })).toMatchObject({
    ...{ 'outbox.open': 2, 'outbox.need_person': 1, 'outbox.oldest_seconds': 90 },
  })
})

test('of what head office asked, the last that changed is told, with how each credential was taken', () => {
  const proofs = [
    { upstream: 'loyalty', outcome: 'accepted' },
    { upstream: 'orders', outcome: 'CREDENTIAL_REFUSED' },
  ]
  const waiting: AskView = { id: 'b-1', kind: 'support-bundle', state: 'waiting', askedAt: now - 9, tries: 0 }
  const failed: AskView = {
    ...{ id: 'p-1', kind: 'credential-proof', state: 'failed', askedAt: now - 9, endedAt: now - 1, tries: 1 },
    ...{ reason: 'CREDENTIAL_REFUSED', proofs },
  }
  expect(heartbeatOf({ ...facts, asks: [waiting, failed] })).toMatchObject({
    ...{ 'ask.id': 'p-1', 'ask.kind': 'credential-proof', 'ask.state': 'failed', 'ask.reason': 'CREDENTIAL_REFUSED' },
    'ask.proofs': 'loyalty:accepted,orders:CREDENTIAL_REFUSED',
  })
})
