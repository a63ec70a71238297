import { createHmac } from 'node:crypto'
import { expect, test } from 'vitest'
import type { Client } from '#core/clients/clients.ts'
import { SignedRequests } from '#core/clients/signedRequests.ts'
import { defaultLimits } from '#core/settings/limits.ts'
import { createTestClock } from '#test/support/clock.ts'

const keyDigest = Buffer.alloc(32, 7).toString('base64url')
const request = { method: 'GET', target: '/v1/status', port: 47600 }
const bodyDigest = '0'.repeat(64)
const hour = 3_600_000

/** An agent whose machine sets its clock while it runs. */
async function start(setByMs: number, uptimeMs = 60_000) {
  const running = createTestClock()
  let offsetMs = 0
  const clock = { ...running, now: () => running.now() + offsetMs }
  const client = { id: 'pos', keyDigest, isSigned: true } as Client
  const requests = new SignedRequests({ clock, limits: defaultLimits, all: () => [client] })
  await running.advance(uptimeMs)
  offsetMs = setByMs
  let sent = 0
  /** @param agoMs when it was signed, by the clock as it is now */
  return (agoMs = 0) => {
    const timeMs = clock.now() - agoMs
    sent += 1
    const nonce = String(sent).padStart(22, '0')
    const signed = ['till-agent request', request.method, request.target, bodyDigest, nonce, timeMs, request.port]
    const mac = createHmac('sha256', Buffer.from(keyDigest, 'base64url')).update(signed.join('\n')).digest('hex')
    try {
      return requests.identify(`pos ${timeMs} ${nonce} ${bodyDigest} ${mac}`, request).client.id
    } catch (thrown) {
      return (thrown as { data: { reason: string } }).data.reason
    }
  }
}

// A clock that ran ahead when the machine started, as where it keeps local time: until then every sale was refused.
test.each([-2 * hour, -90_000, -1_000, 0, 1_000, 2 * hour])(
  'a clock that is set by %i ms while the agent runs refuses no request',
  async (setByMs) => {
    const send = await start(setByMs)
    expect([send(), send(20_000)]).toEqual(['pos', 'pos'])
  },
)

test.each([-2 * hour, 0])(
  'what was signed before the start does not count, with a clock set by %i ms',
  async (setByMs) => {
    const send = await start(setByMs, 10_000)
    expect([send(11_000), send(9_000)]).toEqual(['before-start', 'pos'])
  },
)
