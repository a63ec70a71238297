import { Fault } from './fault.ts'
import type { Link } from './link.ts'
import type { Network } from './network.ts'
import { RouteTable } from './routes.ts'
import type { Scheme, Session } from './scheme.ts'
import type { StoredUpstream } from './settings.ts'

/** An upstream in use. */
export interface Upstream {
  readonly id: string
  readonly scheme: Scheme
  /** Absent when its CA file cannot be read; `problem` says so. */
  readonly link: Link | undefined
  readonly denied: RouteTable
  /** Whether only the agent may set this header: small letters, `-` for `_`. */
  owns(header: string): boolean
  /** Its base URL's origin, and the path before everything that is sent there (often empty). */
  readonly origin: string
  readonly pathPrefix: string
  /** Absent while no credential is at hand; `problem` says why. */
  session: Session | undefined
  problem: Fault | undefined
  locked: boolean
  /** The last thing about its answers that a person should know of. */
  alarm: string | undefined
}

/** Without a session yet. */
export function openUpstream(stored: StoredUpstream, scheme: Scheme, network: Network): Upstream {
  const { origin, pathname } = new URL(stored.baseUrl)
  return {
    id: stored.id,
    scheme,
    ...linkTo(stored, network),
    denied: new RouteTable(scheme.denied),
    owns: (header) => scheme.owns(header, stored.settings),
    origin,
    pathPrefix: pathname === '/' ? '' : pathname,
    session: undefined,
    locked: stored.lockedAt !== undefined,
    alarm: undefined,
  }
}

function linkTo(stored: StoredUpstream, network: Network): Pick<Upstream, 'link' | 'problem'> {
  try {
    return { link: network.link(stored), problem: undefined }
  } catch (thrown) {
    if (!(thrown instanceof Fault)) throw thrown
    return { link: undefined, problem: thrown }
  }
}
