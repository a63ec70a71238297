import { expect, test } from 'vitest'
import { systemRandom } from '#adapters/system/systemRandom.ts'
import { CustomerSessions } from '#core/scheme/customerSessions.ts'
import type { CustomerCredential } from '#core/scheme/requestAuthenticator.ts'
import { createTestClock } from '#test/support/clock.ts'

const hour = 3_600_000

function start() {
  const clock = createTestClock()
  const sessions = new CustomerSessions({ clock, random: systemRandom })
  const closed: string[] = []
  const signIn = (owner: string, name: string) =>
    sessions.add(owner, () => ({ close: () => void closed.push(name) }) as CustomerCredential).handle
  return { clock, sessions, closed, signIn }
}

const unknown = expect.objectContaining({ code: 'CUSTOMER_UNKNOWN' })

test('a handle is good for its own client, and tells no other that it exists', () => {
  const { sessions, signIn } = start()
  const handle = signIn('pos', 'anna')
  expect(sessions.find(handle, 'pos').handle).toBe(handle)
  expect(() => sessions.find(handle, 'kiosk')).toThrow(unknown)
  expect([sessions.list('pos').length, sessions.list('kiosk')]).toEqual([1, []])
})

test('a session ends after twelve hours without a request', async () => {
  const { clock, sessions, closed, signIn } = start()
  const handle = signIn('pos', 'anna')
  await clock.advance(11 * hour)
  sessions.find(handle, 'pos')
  await clock.advance(11 * hour)
  sessions.find(handle, 'pos')
  await clock.advance(12 * hour)
  expect(() => sessions.find(handle, 'pos')).toThrow(unknown)
  expect(closed).toEqual(['anna'])
})

test('a client with 256 customers loses the one it has not used for longest, and no other client loses any', async () => {
  const { clock, sessions, closed, signIn } = start()
  signIn('kiosk', 'of the kiosk')
  const first = signIn('pos', 'customer 1')
  for (let n = 2; n <= 256; n += 1) {
    await clock.advance(1)
    signIn('pos', `customer ${n}`)
  }
  await clock.advance(1)
  sessions.find(first, 'pos')
  signIn('pos', 'customer 257')
  expect(closed).toEqual(['customer 2'])
  expect(sessions.list('pos')).toHaveLength(256)
})

test('a credential can end its own session', () => {
  const { sessions } = start()
  let end = () => {}
  const { handle } = sessions.add('pos', (remove) => {
    end = remove
    return { close: () => {} } as CustomerCredential
  })
  end()
  expect(() => sessions.find(handle, 'pos')).toThrow(unknown)
})

// After a theft the sessions that the stolen key opened must not go on, nor be found by another program of the same name.
test('sessions of keys that are no longer valid end, and no others', () => {
  const { sessions, closed, signIn } = start()
  signIn('old key', 'anna')
  const handle = signIn('key', 'bruno')
  sessions.removeAllBut(new Set(['key', 'new key']))
  expect(closed).toEqual(['anna'])
  expect(sessions.find(handle, 'key').handle).toBe(handle)
  expect(sessions.list('old key')).toEqual([])
})
