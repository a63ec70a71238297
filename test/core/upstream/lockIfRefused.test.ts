import { expect, test } from 'vitest'
import { Fault } from '#core/base/fault.ts'
import { RefusedReply } from '#core/scheme/refusedReply.ts'
import type { Session } from '#core/scheme/scheme.ts'
import { lockIfRefused } from '#core/upstream/lockIfRefused.ts'
import type { SuspectRequest, Verdict } from '#core/upstream/upstreamEvents.ts'

function start(verdict: Verdict = 'locked') {
  const open = { session: {} as Session }
  const [locked, suspected]: [string[], string[]] = [[], []]
  const upstreams = {
    find: () => open,
    lock: (id: string, session?: Session) => {
      const isInUse = session === open.session
      if (isInUse) locked.push(id)
      return isInUse
    },
    suspect: async (id: string, { method, path }: SuspectRequest) => {
      suspected.push(`${id} ${method} ${path}`)
      return verdict
    },
  }
  return { open, locked, suspected, upstreams }
}

test('a refusal locks the upstream and is told as a lock', async () => {
  const { locked, upstreams } = start()
  const refused = lockIfRefused(upstreams, 'loyalty', async () => {
    throw new Fault('CREDENTIAL_REFUSED', 'It was refused.')
  })
  await expect(refused).rejects.toMatchObject({ code: 'UPSTREAM_LOCKED', detail: 'It was refused.' })
  expect(locked).toEqual(['loyalty'])
})

test('a refusal of a credential that was replaced meanwhile locks nothing', async () => {
  const { open, locked, upstreams } = start()
  const refused = lockIfRefused(upstreams, 'loyalty', async () => {
    open.session = {} as Session
    throw new Fault('CREDENTIAL_REFUSED')
  })
  await expect(refused).rejects.toMatchObject({ code: 'UPSTREAM_NOT_READY', data: { retryAfterSeconds: 1 } })
  expect(locked).toEqual([])
})

test.each([
  ['locked', 'UPSTREAM_LOCKED'],
  ['accepted', 'UPSTREAM_ANSWER_INVALID'],
] as const)('a reply that seems to refuse the credential, which is %s then, is told as %s', async (verdict, code) => {
  const { locked, suspected, upstreams } = start(verdict)
  const reply = new RefusedReply({ method: 'GET', path: '/who' }, new Fault('UPSTREAM_ANSWER_INVALID'))
  await expect(lockIfRefused(upstreams, 'loyalty', () => Promise.reject(reply))).rejects.toMatchObject({ code })
  // Locking is left to who proves it.
  expect([locked, suspected]).toEqual([[], ['loyalty GET /who']])
})

test.each([new Fault('UPSTREAM_BUSY'), new Error('a bug')])('%s locks nothing and passes', async (thrown) => {
  const { locked, upstreams } = start()
  await expect(lockIfRefused(upstreams, 'loyalty', () => Promise.reject(thrown))).rejects.toBe(thrown)
  expect(locked).toEqual([])
})
