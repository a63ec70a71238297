import { expect, test } from 'vitest'
import { Fault } from '#core/base/fault.ts'
import type { ExchangeRequest } from '#core/broker/exchangeRequest.ts'
import { RequestCredential, type UpstreamRegistry } from '#core/broker/requestCredential.ts'
import type { Session } from '#core/scheme/scheme.ts'
import type { Upstream } from '#core/upstream/upstream.ts'

/** A request whose token is being fetched. */
function start() {
  const fetched = Promise.withResolvers<readonly string[]>()
  const session = { authorise: () => fetched.promise } as unknown as Session
  const upstream = { id: 'loyalty', session, locked: false, proof: undefined } as unknown as Upstream
  const registry = {
    lock: (_: string, used?: Session) => {
      upstream.locked = used === upstream.session
      return upstream.locked
    },
    signInNeeded: () => undefined,
  } as unknown as UpstreamRegistry
  const heard: unknown[] = []
  const credential = new RequestCredential(upstream, registry, { clientId: 'pos' } as ExchangeRequest)
  credential.authorise(
    () => heard.push('ready'),
    (fault) => heard.push((fault as Fault).code),
  )
  return { fetched, upstream, heard }
}

test.each([
  ['in use locks the upstream', undefined, 'UPSTREAM_LOCKED', true],
  ['that was replaced meanwhile locks nothing, and the request may come again', {}, 'UPSTREAM_NOT_READY', false],
])('a refusal of a credential %s', async (_, replacement, code, isLocked) => {
  const { fetched, upstream, heard } = start()
  if (replacement) upstream.session = replacement as Session
  fetched.reject(new Fault('CREDENTIAL_REFUSED'))
  await expect.poll(() => heard).toEqual([code])
  expect(upstream.locked).toBe(isLocked)
})
