import { Fault } from '#core/base/fault.ts'
import { RefusedReply } from '#core/scheme/refusedReply.ts'
import type { UpstreamEvents } from './upstreamEvents.ts'

/**
 * Calls an upstream in the till's name, and locks it if it refuses the credential. Where a reply may refuse something else,
 * the credential is proven first.
 *
 * @throws Fault `UPSTREAM_LOCKED` in place of `CREDENTIAL_REFUSED` · anything else that `call` throws, or that a reply means
 * which was not about the credential
 */
export async function lockIfRefused<Result>(
  upstreams: Pick<UpstreamEvents, 'lock' | 'suspect'>,
  id: string,
  call: () => Promise<Result>,
): Promise<Result> {
  try {
    return await call()
  } catch (thrown) {
    if (!(thrown instanceof Fault && thrown.code === 'CREDENTIAL_REFUSED')) throw thrown
    if (!(thrown instanceof RefusedReply)) upstreams.lock(id)
    else if ((await upstreams.suspect(id, thrown.request)) === 'accepted') throw thrown.otherwise
    throw new Fault('UPSTREAM_LOCKED', thrown.detail)
  }
}
