import { Fault } from '#core/base/fault.ts'
import { RefusedReply } from '#core/scheme/refusedReply.ts'
import type { Session } from '#core/scheme/scheme.ts'
import type { UpstreamEvents } from './upstreamEvents.ts'

interface Registry extends Pick<UpstreamEvents, 'lock' | 'suspect'> {
  find(id: string): { session: Session | undefined } | undefined
}

/**
 * Calls an upstream in the till's name, and locks it if it refuses the credential. Where a reply may refuse something else,
 * the credential is proven first.
 *
 * @throws Fault in place of `CREDENTIAL_REFUSED`, as `lockRefused` returns it · anything else that `call` throws, or that a reply means
 * which was not about the credential
 */
export async function lockIfRefused<Result>(
  upstreams: Registry,
  id: string,
  call: () => Promise<Result>,
): Promise<Result> {
  const session = upstreams.find(id)?.session
  try {
    return await call()
  } catch (thrown) {
    if (!(thrown instanceof Fault && thrown.code === 'CREDENTIAL_REFUSED')) throw thrown
    if (!(thrown instanceof RefusedReply)) throw lockRefused(upstreams, id, session, thrown.detail)
    if ((await upstreams.suspect(id, thrown.request)) === 'accepted') throw thrown.otherwise
    throw new Fault('UPSTREAM_LOCKED', thrown.detail)
  }
}

/**
 * Locks the credential that was refused, and never one that took its place meanwhile.
 *
 * @param session that used it
 * @returns the fault for who called
 */
export function lockRefused(
  upstreams: Pick<UpstreamEvents, 'lock'>,
  id: string,
  session: Session | undefined,
  detail: string | undefined,
): Fault {
  if (upstreams.lock(id, session)) return new Fault('UPSTREAM_LOCKED', detail)
  return new Fault('UPSTREAM_NOT_READY', `The credential of "${id}" was replaced just now.`, { retryAfterSeconds: 1 })
}
