import { Fault } from './fault.ts'
import type { Upstreams } from './upstreams.ts'

/**
 * Asks something of an upstream in the till's name; a credential that was refused is not used again.
 *
 * @throws Fault `UPSTREAM_LOCKED` in place of `CREDENTIAL_REFUSED` · all else that was thrown
 */
export async function orLock<Answer>(
  upstreams: Pick<Upstreams, 'lock'>,
  id: string,
  ask: () => Promise<Answer>,
): Promise<Answer> {
  try {
    return await ask()
  } catch (thrown) {
    if (!(thrown instanceof Fault && thrown.code === 'CREDENTIAL_REFUSED')) throw thrown
    upstreams.lock(id)
    throw new Fault('UPSTREAM_LOCKED', thrown.detail)
  }
}
